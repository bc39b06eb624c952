"""The regulation on its way: drafted from the version before, shown to the members, adopted from a day."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from thidua.federation.actions.clusters.at import has_come, year_at
from thidua.federation.cluster_errors import (
    DayBeforeToday,
    MinutesMissing,
    NotOnTheRoll,
    RegulationDayTaken,
    RegulationWithoutArticles,
    WhyMissing,
)
from thidua.federation.models import Body, Leadership, Membership, Regulation, RegulationOpinion
from thidua.federation.queries.clusters import seat_of
from thidua.federation.queries.regulation_text import STARTING_TEXT, chapters_of
from thidua.federation.states import REGULATION
from thidua.formats.text import clean
from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, Relation, fetch
from thidua.kernel.events import emit
from thidua.kernel.models import StoredFile


@transaction.atomic
def draft_regulation(*, actor: Actor, cluster_id: int, year: int) -> Regulation:
    """Begins the next version from the latest adopted one, or from a text that says what clusters usually say.

    A draft that is there already is handed back: two people begin one. Raises Absent, NotYours, YearNotBegun.
    """
    at = year_at(actor=actor, cluster_id=cluster_id, year=year, verb="go_on", lock=True)
    versions = Regulation.objects.filter(cluster=at.cluster).order_by("-edition")
    if open_one := versions.filter(state__in=("draft", "with_members")).first():
        return open_one
    before = versions.filter(state="adopted").first()
    last = versions.first()
    made = Regulation.objects.create(
        cluster=at.cluster,
        year=year,
        edition=last.edition + 1 if last else 1,
        title=before.title if before else f"Tổ chức và hoạt động của {at.cluster.name}"[:300],
        opening=before.opening if before else "",
        text=before.text if before else STARTING_TEXT,
        rules=before.rules if before else {},
    )
    data = {"edition": made.edition}
    record(actor, "federation.regulation_drafted", made, path=at.cluster.seat, data=data)
    emit("federation.regulation_drafted", regulation_id=made.pk, cluster_id=at.cluster_id)
    return made


@transaction.atomic
def change_regulation(
    *,
    actor: Actor,
    regulation_id: int,
    title: str,
    text: str,
    opening: str = "",
    why_changed: str = "",
    version: int | None = None,
) -> Regulation:
    """Raises Absent, NotYours, NotNow, Stale, RegulationWithoutArticles."""
    draft = fetch(Regulation, regulation_id, actor=actor, verb="edit", lock=True, related=("cluster",))
    check_version(draft, version)
    if not chapters_of(text):
        raise RegulationWithoutArticles()
    draft.title, draft.opening, draft.text = _line(title) or draft.title, opening.strip(), text.strip()
    draft.why_changed = _line(why_changed)[:500]
    draft.version += 1
    draft.save()
    record(actor, "federation.regulation_changed", draft, path=draft.cluster.seat)
    return draft


def _line(typed: str) -> str:
    return clean(typed)[:300]


@transaction.atomic
def ask_members(*, actor: Actor, regulation_id: int, until: dt.date | None = None) -> Regulation:
    """Shows the draft to the members and asks what they think. Raises Absent, NotYours, NotNow, DayBeforeToday."""
    draft = fetch(Regulation, regulation_id, actor=actor, verb="ask", lock=True, related=("cluster",))
    if until is not None and until < clock.today():
        raise DayBeforeToday(day=format_date(until))
    draft.opinions_until = until
    REGULATION.move(draft, "ask", also=("opinions_until",))
    record(actor, "federation.regulation_shown", draft, path=draft.cluster.seat)
    emit("federation.regulation_shown", regulation_id=draft.pk, cluster_id=draft.cluster_id)
    return draft


@transaction.atomic
def take_back_regulation(*, actor: Actor, regulation_id: int) -> Regulation:
    """Back to the writer, with the opinions that came. Raises Absent, NotYours, NotNow."""
    draft = fetch(Regulation, regulation_id, actor=actor, verb="take_back", lock=True, related=("cluster",))
    REGULATION.move(draft, "take_back")
    record(actor, "federation.regulation_taken_back", draft, path=draft.cluster.seat)
    return draft


@transaction.atomic
def drop_regulation(*, actor: Actor, regulation_id: int, why: str) -> Regulation:
    """Raises Absent, NotYours, NotNow, WhyMissing."""
    if not why.strip():
        raise WhyMissing()
    draft = fetch(Regulation, regulation_id, actor=actor, verb="drop", lock=True, related=("cluster",))
    REGULATION.move(draft, "drop")
    record(actor, "federation.regulation_dropped", draft, path=draft.cluster.seat, reason=why.strip())
    return draft


@transaction.atomic
def give_opinion(*, actor: Actor, regulation_id: int, agrees: bool, text: str = "") -> RegulationOpinion:
    """What the member union that this person acts for says; said again, the latest word counts.

    Raises Absent, NotYours, NotNow, NotOnTheRoll; WhyMissing when a member disagrees without a word.
    """
    shown = fetch(Regulation, regulation_id, actor=actor, verb="opine", lock=True, related=("cluster",))
    member = (
        Membership.objects.filter(cluster=shown.cluster, unit_id=actor.unit_id, year__gte=shown.year)
        .select_related("unit")
        .first()
    )
    if member is None or not actor.may("federation.vote", member.unit.path, Relation.OWN):
        raise NotOnTheRoll()
    if not agrees and not text.strip():
        raise WhyMissing()
    said, _new = RegulationOpinion.objects.update_or_create(
        regulation=shown,
        unit=member.unit,
        defaults={
            "agrees": agrees,
            "text": text.strip(),
            "said_on": clock.today(),
            "by": actor.name,
        },
    )
    data = {"unit": member.unit_id, "agrees": agrees}
    record(actor, "federation.regulation_opinion", shown, path=member.unit.path, data=data)
    return said


@transaction.atomic
def adopt_regulation(
    *,
    actor: Actor,
    regulation_id: int,
    adopted_on: dt.date,
    from_on: dt.date,
    way: str = Leadership.Way.MEETING,
    minutes: str = "",
    scan: StoredFile | None = None,
    number: int | None = None,
    symbol: str = "",
    signer_name: str = "",
    version: int | None = None,
) -> Regulation:
    """The members have adopted it; it is in force from its day, and the version before is kept.

    It bears number and seal of the union that leads in the year of its day. Raises Absent, NotYours, NotNow,
    Stale, NotYet, MinutesMissing, RegulationDayTaken, RegulationWithoutArticles.
    """
    draft = fetch(Regulation, regulation_id, actor=actor, verb="adopt", lock=True, related=("cluster",))
    check_version(draft, version)
    has_come(adopted_on)
    if not chapters_of(draft.text):
        raise RegulationWithoutArticles()
    if not minutes.strip() and scan is None:
        raise MinutesMissing()
    later = Regulation.objects.filter(cluster=draft.cluster, state="adopted", from_on__gte=from_on)
    if taken := later.order_by("from_on").last():
        assert taken.from_on is not None
        raise RegulationDayTaken(day=format_date(taken.from_on), edition=taken.edition)
    draft.adopted_on, draft.from_on, draft.way = adopted_on, from_on, Leadership.Way(way)
    draft.minutes, draft.scan = minutes.strip(), scan
    draft.number, draft.symbol = number, symbol.strip() or "QC-CTĐ"
    draft.seat, draft.signer_name = _seat(draft.cluster, from_on), _line(signer_name)[:120]
    draft.version += 1
    draft.save()
    REGULATION.move(draft, "adopt")
    data = {"edition": draft.edition, "from_on": from_on.isoformat()}
    record(actor, "federation.regulation_adopted", draft, path=draft.cluster.seat, data=data)
    emit("federation.regulation_adopted", regulation_id=draft.pk, cluster_id=draft.cluster_id)
    return draft


def _seat(cluster: Body, from_on: dt.date) -> Body | None:
    return seat_of(cluster, from_on.year) or cluster.host
