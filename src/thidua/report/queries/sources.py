"""Who says a figure, in words: typed, counted from records, from a register, from another office."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.formats.vi import format_date
from thidua.report.models import Report

FROM_REGISTRATIONS: Final = "registrations"
FROM_GRADING: Final = "grading"

_WORDS: Final[Mapping[str, str | Promise]] = {
    "above": gettext_lazy("cấp trên ghi"),
    "register": gettext_lazy("theo sổ"),
    "activity": gettext_lazy("lấy từ hồ sơ"),
    FROM_REGISTRATIONS: gettext_lazy("lấy từ danh sách đăng ký"),
    "baseline": gettext_lazy("số năm trước"),
    "external": gettext_lazy("cơ quan khác"),
    "restated": gettext_lazy("đã đính chính"),
    FROM_GRADING: gettext_lazy("theo xếp loại"),
}


def say_source(entry: Mapping[str, Any]) -> str:
    """ "" for what the unit typed; a register's own name is said as it is."""
    source = str(entry.get("from", ""))
    return str(_WORDS.get(source, source))


def say_letter(head: Report) -> str:
    """ "Bảo hiểm xã hội tỉnh, văn bản 45/BHXH ngày 05/07/2017"."""
    return _("%(body)s, văn bản %(number)s ngày %(day)s") % {
        "body": head.source_body,
        "number": head.source_number,
        "day": format_date(head.source_on) if head.source_on else "",
    }
