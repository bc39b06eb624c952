"""Units of measure in the reader's language. What is stored stays Vietnamese, as the plans write it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import pgettext_lazy

from thidua.kernel.errors import Phrase

# Those of the catalogue's indicators and figures; what people type stays as typed.
_KNOWN: Final[Mapping[str, Phrase]] = {
    "công đoàn cơ sở": pgettext_lazy("đơn vị tính", "công đoàn cơ sở"),
    "công trình": pgettext_lazy("đơn vị tính", "công trình"),
    "công trình/CĐCS": pgettext_lazy("đơn vị tính", "công trình/CĐCS"),
    "cuộc": pgettext_lazy("đơn vị tính", "cuộc"),
    "doanh nghiệp": pgettext_lazy("đơn vị tính", "doanh nghiệp"),
    "đoàn viên": pgettext_lazy("đơn vị tính", "đoàn viên"),
    "đoàn viên/CĐCS": pgettext_lazy("đơn vị tính", "đoàn viên/CĐCS"),
    "đồng": pgettext_lazy("đơn vị tính", "đồng"),
    "đơn": pgettext_lazy("đơn vị tính", "đơn"),
    "đơn vị": pgettext_lazy("đơn vị tính", "đơn vị"),
    "gia đình": pgettext_lazy("đơn vị tính", "gia đình"),
    "lượt": pgettext_lazy("đơn vị tính", "lượt"),
    "người": pgettext_lazy("đơn vị tính", "người"),
    "nhà": pgettext_lazy("đơn vị tính", "nhà"),
    "sáng kiến": pgettext_lazy("đơn vị tính", "sáng kiến"),
    "sáng kiến/CĐCS": pgettext_lazy("đơn vị tính", "sáng kiến/CĐCS"),
    "suất": pgettext_lazy("đơn vị tính", "suất"),
    "triệu đồng": pgettext_lazy("đơn vị tính", "triệu đồng"),
    "vụ": pgettext_lazy("đơn vị tính", "vụ"),
}


def say_measure(unit: str) -> str:
    """The unit of a figure as it is read; one that nobody translated stays as it is written."""
    return str(_KNOWN.get(unit, unit))
