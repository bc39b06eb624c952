"""Words of this room that several of its parts say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from thidua.algebra.scoring.origins import ScoreSource
from thidua.kernel.errors import Phrase

SOURCES: Final[Mapping[ScoreSource, Phrase]] = {
    ScoreSource.TARGET: _("số đã duyệt của phong trào"),
    ScoreSource.REPORT: _("bảng báo cáo đúng hạn"),
    ScoreSource.EVENTS: _("các việc đã ghi trong năm"),
    ScoreSource.SURVEY: _("phiếu hỏi ý kiến"),
    ScoreSource.PEERS: _("điểm các thành viên khác chấm"),
    ScoreSource.HAND: _("người chấm ghi"),
}
