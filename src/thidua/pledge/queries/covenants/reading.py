"""Covenants as pages and endpoints show them: the list, the text for one reader, who stands where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from thidua.kernel.door import Actor, listing
from thidua.launch.models import Target
from thidua.pledge.models import Commitment, Covenant, CovenantVersion, Party, Proposal, Signature
from thidua.pledge.queries.covenants.standing import assigned_now, in_force, signatures_of, to_sign
from thidua.pledge.queries.covenants.text import Said, SaidClause, being_written, read, say_figure
from thidua.pledge.states import COVENANT_TO_SIGN

_NAMED = 8  # parties named with their figures in one clause


def covenants_for(actor: Actor) -> QuerySet[Covenant]:
    """What this person may see, the latest year first, each with how many have signed what is to be signed."""
    signed = Q(versions__state="open") & Q(versions__signatures__isnull=False)
    return (
        listing(Covenant, actor=actor)
        .select_related("cycle__movement", "seat", "cluster")
        .annotate(
            party_count=Count("parties", distinct=True),
            signed_count=Count("versions__signatures", filter=signed, distinct=True),
        )
        .order_by("-cycle__year", "-pk")
    )


def text_at_hand(covenant: Covenant) -> tuple[Said, CovenantVersion | None]:
    """What a reader should read now: the version that waits for signatures, else what is being written, else what
    binds."""
    if covenant.state in COVENANT_TO_SIGN:
        version = to_sign(covenant)
    elif covenant.state in ("in_force", "closed"):
        version = in_force(covenant)
    else:
        version = None
    return (read(version), version) if version is not None else (being_written(covenant), None)


@dataclass(frozen=True)
class ClauseLine:
    """One clause for one reader: the own figure first, the others in one line."""

    number: int
    text: str
    in_figures: bool
    mine: str
    others: str


def clause_lines(said: Said, mine: int | None) -> list[ClauseLine]:
    """``mine`` is the party of the reader; None for who reads from outside. Of the others the first ones are named with
    their figures: sixty parties to thirty clauses are nobody's page, and the Word file has them all."""
    found = []
    for clause in said.clauses:
        figures = _figures(said, clause, mine) if clause.in_figures else []
        found.append(
            ClauseLine(
                number=clause.number,
                text=clause.text,
                in_figures=clause.in_figures,
                mine=clause.says(mine) if mine is not None else "",
                others=" · ".join(figures),
            )
        )
    return found


def _figures(said: Said, clause: SaidClause, mine: int | None) -> list[str]:
    others = [(party.name, clause.says(party.id)) for party in said.parties if party.id != mine]
    told = [f"{name}: {_lowered(says)}" for name, says in others if says]
    named, more = told[:_NAMED], len(told[_NAMED:])
    silent = len(others) - len(told)
    named += [_("%(count)s bên khác, xem trong bản Word") % {"count": more}] if more else []
    return named + ([_("%(count)s bên không giao ước") % {"count": silent}] if silent else [])


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


@dataclass(frozen=True)
class PartyLine:
    """Where one party stands: has it agreed, has it signed what is to be signed (or what binds)."""

    party: Party
    signature: Signature | None
    agreed: bool


def party_lines(covenant: Covenant, version: CovenantVersion | None) -> list[PartyLine]:
    signed: Mapping[int, Signature] = signatures_of(version) if version is not None else {}
    parties = covenant.standing_parties.select_related("unit__kind")
    return [PartyLine(one, signed.get(one.pk), one.agreed_at is not None) for one in parties]


@dataclass(frozen=True)
class FigureLine:
    """The figure of one party in one clause while it is negotiated, with what is proposed about it."""

    commitment: Commitment
    target: Target
    says: str
    assigned: str
    proposals: tuple[Proposal, ...]

    @property
    def waiting(self) -> tuple[Proposal, ...]:
        return tuple(one for one in self.proposals if one.state == "open")


def figure_lines(covenant: Covenant, party: Party) -> list[FigureLine]:
    """In the order of the clauses; three queries."""
    rows = (
        Commitment.objects.filter(party=party, clause__target__isnull=False)
        .select_related("clause__target")
        .order_by("clause__position")
    )
    assigned = assigned_now(covenant)
    about: dict[int | None, list[Proposal]] = {}
    for one in covenant.proposals.filter(party=party).select_related("by__unit", "party__unit"):
        about.setdefault(one.clause_id, []).append(one)
    found = []
    for row in rows:
        target = row.clause.target
        assert target is not None
        standing = assigned.get((target.pk, party.unit_id))
        found.append(
            FigureLine(
                commitment=row,
                target=target,
                says=say_figure(row.threshold, target.unit_of_measure),
                assigned=say_figure(standing.threshold if standing else None, target.unit_of_measure),
                proposals=tuple(about.get(row.clause_id, ())),
            )
        )
    return found


def open_proposals(covenant: Covenant) -> list[Proposal]:
    found = covenant.proposals.filter(state="open").select_related("by__unit", "party__unit", "clause")
    return list(found)


@dataclass(frozen=True)
class Difference:
    """What one version changed of the one before, in words."""

    about: str
    before: str
    after: str


def differences(before: Said | None, after: Said) -> list[Difference]:
    """Clauses that came, went or read otherwise, and figures that moved."""
    if before is None:
        return []
    old = {one.target_id or one.text: one for one in before.clauses}
    new = {one.target_id or one.text: one for one in after.clauses}
    found = [Difference(one.text, "", _("thêm điều")) for key, one in new.items() if key not in old]
    found += [Difference(one.text, _("bỏ điều"), "") for key, one in old.items() if key not in new]
    found += _parties_changed(before, after)
    for key, clause in new.items():
        if key not in old:
            continue
        if old[key].text != clause.text:
            found.append(Difference(clause.text, old[key].text, clause.text))
        for party in after.parties:
            was, now = old[key].says(party.id), clause.says(party.id)
            if was != now:
                found.append(Difference(f"{party.name}, {clause.text}", was or "–", now or "–"))
    return found


def _parties_changed(before: Said, after: Said) -> list[Difference]:
    """Units merge: another takes a place, or two parties are one."""
    about = _("các bên ký")
    found = []
    for old in before.parties:
        now = after.party(old.id)
        if now is None:
            found.append(Difference(about, old.name, _("nhập vào bên khác")))
        elif now.unit_id != old.unit_id:
            found.append(Difference(about, old.name, now.name))
    found += [Difference(about, "–", one.name) for one in after.parties if before.party(one.id) is None]
    return found


@dataclass(frozen=True)
class Past:
    """A version in the history, with what it changed and who signed it."""

    version: CovenantVersion
    changed: Sequence[Difference]
    signatures: Sequence[Signature]


def history(covenant: Covenant) -> list[Past]:
    """The newest first; each compared with what bound before it. Three queries."""
    versions = list(covenant.versions.select_related("decision").order_by("number"))
    signed: dict[int, list[Signature]] = {}
    rows = Signature.objects.filter(version__in=versions).select_related("party__unit", "scan").order_by("pk")
    for one in rows:
        signed.setdefault(one.version_id, []).append(one)
    told, bound = [], None
    for version in versions:
        said = read(version)
        told.append(Past(version, differences(bound, said), signed.get(version.pk, [])))
        if version.state in ("in_force", "replaced"):
            bound = said
    return told[::-1]


def waits_for_signature(unit_ids: Iterable[int]) -> QuerySet[Party]:
    """Parties at these units whose signature is missing on what is out to be signed."""
    signed = Signature.objects.filter(version__state="open", party=OuterRef("pk"))
    found = Party.objects.filter(
        unit__in=list(unit_ids), went_into=None, covenant__state__in=COVENANT_TO_SIGN
    )
    return found.exclude(Exists(signed))
