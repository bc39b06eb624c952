"""What a unit was reminded of: the latest word from above on each of its reports."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from thidua.formats import vi
from thidua.kernel.clock import day_of
from thidua.report.models import Chase


def last_chases(report_ids: Iterable[int]) -> dict[int, Chase]:
    """By report; one query for any number."""
    found = Chase.objects.filter(report__in=list(report_ids)).order_by("report_id", "-at", "-pk")
    return {one.report_id: one for one in found.distinct("report_id")}


def say_chase(one: Chase) -> str:
    """The reminder in words, for the unit that was reminded."""
    told = {"who": one.by, "how": one.get_how_display(), "day": vi.format_date(day_of(one.at))}
    words = _("%(who)s đã nhắc ngày %(day)s (%(how)s)") % told
    if one.promised_on:
        words += ", " + _("hẹn gửi %(day)s") % {"day": vi.format_date(one.promised_on)}
    return f"{words}: {one.text.rstrip('.')}." if one.text else f"{words}."
