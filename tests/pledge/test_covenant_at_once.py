"""Two signers at the same moment, and a signing that is killed half way: on real connections that commit."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.db.utils import OperationalError

from tests.cast import TODAY, Cast
from tests.pledge.covenants import NEIGHBOUR, SEAT, of_chair, on_stage, party, sign, to_be_signed
from thidua.kernel import clock
from thidua.kernel.models import OutboxRow
from thidua.launch.models import Assignment
from thidua.pledge.actions.covenants import sign as signing
from thidua.pledge.errors import AlreadySigned
from thidua.pledge.models import Covenant, CovenantVersion, Signature
from thidua.pledge.queries.covenants.chain import verify

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What came of each act, all begun together: its answer or its refusal."""
    gate = threading.Barrier(len(acts))
    found: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            with clock.standing_on(TODAY):
                gate.wait()
                found[place] = act()
        except Exception as problem:
            found[place] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return found


def test_two_signers_of_one_party(cast: Cast) -> None:
    version = to_be_signed(cast)
    chair, again = cast.actor(NEIGHBOUR), cast.actor(NEIGHBOUR)
    told = at_once(lambda: sign(chair, version), lambda: sign(again, version))
    assert {type(one) for one in told} == {Signature, AlreadySigned}
    assert Signature.objects.count() == 1


def test_two_parties_that_sign_last_bring_it_into_force_once(cast: Cast) -> None:
    version = to_be_signed(cast)
    on_stage(cast, version, [of_chair(party(version.covenant, "TQ-GD"), "Vũ Thị Bích")])
    one, other = cast.actor(SEAT), cast.actor(NEIGHBOUR)
    told = at_once(lambda: sign(one, version), lambda: sign(other, version))
    assert [type(one) for one in told] == [Signature, Signature]
    covenant = Covenant.objects.get()
    assert (covenant.state, covenant.versions.count()) == ("in_force", 1)
    assert verify(covenant) is None


def test_a_killed_signing_leaves_nothing_half_done(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server loses its connection between the last signature and the end of the transaction."""
    version = to_be_signed(cast)
    covenant = version.covenant
    text = version.text
    on_stage(cast, version, [of_chair(party(covenant, "TQ-GD"), "Vũ Thị Bích")])
    sign(cast.actor(NEIGHBOUR), version)
    before = (Assignment.objects.count(), OutboxRow.objects.count())

    def killed(*args: object, **told: object) -> bool:
        done(*args, **told)
        with connection.cursor() as cursor:
            cursor.execute("select pg_terminate_backend(pg_backend_pid())")
        return True

    done = signing.enter_when_signed
    monkeypatch.setattr(signing, "enter_when_signed", killed)
    with pytest.raises(OperationalError):
        sign(cast.actor(SEAT), version)
    connection.close()
    monkeypatch.setattr(signing, "enter_when_signed", done)

    covenant.refresh_from_db()
    version = CovenantVersion.objects.get(pk=version.pk)
    assert (covenant.state, version.state, version.seal, version.text) == ("to_sign", "open", "", text)
    assert Signature.objects.count() == 2
    assert (Assignment.objects.count(), OutboxRow.objects.count()) == before
    assert verify(covenant) is None
    with transaction.atomic():
        sign(cast.actor(SEAT), version)
    covenant.refresh_from_db()
    assert covenant.state == "in_force"
