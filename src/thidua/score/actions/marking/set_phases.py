"""Which phases a round has, until when, and who sees which marks in them: all of it is data of the round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.db import transaction

from thidua.formats.vi import format_date
from thidua.kernel.actions import check_version, record
from thidua.kernel.door import Actor, fetch
from thidua.kernel.errors import Phrase
from thidua.score.errors import EyesUnknown, PhaseDaysCrossed, PhasePassed, PhasesMissing
from thidua.score.models import MarkingRound
from thidua.score.phases import (
    AMOUNT_WORDS,
    AMOUNTS,
    CHOSEN,
    HAND_WORDS,
    HANDS,
    LAYER_WORDS,
    LAYERS,
    PHASES,
    SEEN,
    Sees,
    chosen_of,
    usual_phases,
)


@transaction.atomic
def set_phases(
    *, actor: Actor, round_id: int, phases: Sequence[Mapping[str, Any]], version: int | None = None
) -> MarkingRound:
    """``phases``: {"code", "until", "sees"} in any order. Who says nothing of "sees" leaves the eyes as they are; None
    gives back the usual ones. Raises PhasesMissing, PhasePassed, PhaseDaysCrossed, EyesUnknown, NotNow, Stale."""
    found = _held(actor, round_id, version)
    told = {str(one.get("code")): one for one in phases}
    stood = {str(one["code"]): one for one in found.phases}
    wanted = [
        {**one, "sees": one["sees"] if "sees" in one else stood.get(code, {}).get("sees")}
        for code, one in told.items()
    ]
    # Phases that every round has are not chosen, but may have eyes of their own.
    wanted += [one for code, one in stood.items() if code not in CHOSEN and code not in told]
    read = read_phases(wanted)
    _must_keep_the_past(found, chosen_of(read))
    return _put(actor, found, read)


@transaction.atomic
def set_eyes(
    *, actor: Actor, round_id: int, phase: str, sees: Sees | None, version: int | None = None
) -> MarkingRound:
    """Who sees what in one phase; None gives back the usual. Raises EyesUnknown, PhasesMissing for a phase that this
    round does not have, NotNow, Stale."""
    found = _held(actor, round_id, version)
    if phase not in found.own_phases and (phase in CHOSEN or phase not in SEEN):
        raise PhasesMissing()
    told = {str(one["code"]): dict(one) for one in found.phases}
    told[phase] = {**told.get(phase, {"code": phase, "until": None}), "sees": sees}
    return _put(actor, found, read_phases(list(told.values())))


def _held(actor: Actor, round_id: int, version: int | None) -> MarkingRound:
    found = fetch(MarkingRound, round_id, actor=actor, verb="set_phases", lock=True, related=("organiser",))
    check_version(found, version)
    return found


def _put(actor: Actor, found: MarkingRound, phases: list[dict[str, Any]]) -> MarkingRound:
    before, found.phases = found.phases, phases
    found.version += 1
    found.save()
    data = {"before": before, "after": phases}
    record(actor, "score.phases_set", found, path=found.organiser.path, data=data)
    return found


def _must_keep_the_past(found: MarkingRound, wanted: Sequence[str]) -> None:
    """Raises PhasePassed: where the round stands and has been stays what it was."""
    way = [*CHOSEN, "decided"]
    reached = way[: way.index(found.state) + 1] if found.state in way else way
    if found.state == "preparing":
        return
    for code in reached:
        if (code in found.own_phases) != (code in wanted) and code in CHOSEN:
            raise PhasePassed(phase=str(PHASES[code]), now=str(PHASES[found.state]))


def read_phases(told: Sequence[Mapping[str, Any]] | None) -> list[dict[str, Any]]:
    """In the order of the work. Raises PhasesMissing, PhaseDaysCrossed, EyesUnknown."""
    if told is None:
        return usual_phases()
    given = {str(one.get("code")): one for one in told}
    if "submitted" not in given or not set(given) <= {*CHOSEN, *SEEN}:
        raise PhasesMissing()
    read = [_phase(code, given[code]) for code in PHASES if code in given]
    _must_follow_one_another(read)
    # Of the phases that every round has nothing is kept but eyes of their own.
    return [one for one in read if one["code"] in CHOSEN or "sees" in one]


def _must_follow_one_another(read: Sequence[Mapping[str, Any]]) -> None:
    dated = [one for one in read if one["until"]]
    for before, after in pairwise(dated):
        if after["until"] < before["until"]:
            raise PhaseDaysCrossed(
                phase=str(PHASES[after["code"]]),
                day=format_date(dt.date.fromisoformat(after["until"])),
                before=str(PHASES[before["code"]]),
                earlier=format_date(dt.date.fromisoformat(before["until"])),
            )


def _phase(code: str, told: Mapping[str, Any]) -> dict[str, Any]:
    until = told.get("until")
    phase: dict[str, Any] = {
        "code": code,
        "until": until.isoformat() if isinstance(until, dt.date) else until,
    }
    sees = told.get("sees")
    if sees is not None:
        if not _is_eyes(sees):
            raise EyesUnknown(
                phase=str(PHASES[code]),
                hands=_named(HANDS, HAND_WORDS),
                layers=_named(LAYERS, LAYER_WORDS),
                amounts=_named(AMOUNTS, AMOUNT_WORDS),
            )
        phase["sees"] = sees
    return phase


def _named(codes: Sequence[str], words: Mapping[str, Phrase]) -> str:
    """ "đơn vị được chấm (member), …": people read the words, programs the codes."""
    return ", ".join(f"{words[code]} ({code})" for code in codes)


def _is_eyes(sees: object) -> bool:
    return isinstance(sees, Mapping) and all(
        hand in HANDS
        and isinstance(layers, Mapping)
        and all(layer in LAYERS and amount in AMOUNTS for layer, amount in layers.items())
        for hand, layers in sees.items()
    )
