"""Where requests read: from a real standby that follows the tests' cluster, and from the primary when they must."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from bench._pair import Server, servers, url_of, wait_until
from django.contrib.sessions.models import Session
from django.db import connections, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client, RequestFactory

from tests.cast import Cast, on_stage
from thidua.access.actions.make_token import make_token
from thidua.access.models import Account
from thidua.access.signing_in import BACKEND
from thidua.config.commands import doctor
from thidua.federation.models import Body
from thidua.kernel import database, replica

pytestmark = pytest.mark.django_db(transaction=True, databases=[replica.PRIMARY, replica.REPLICA])
UNIT, WRITER, READER = "TQ-NH", "administrator", "na_hang_officer"
NEW_NAME = "Liên đoàn Lao động huyện Na Hang mới"


@pytest.fixture(scope="module")
def standby(django_db_setup: None) -> Iterator[Server]:
    """A standby of the tests' cluster, told to Django as ``THIDUA_REPLICA_URL`` tells it."""
    name = connections[replica.PRIMARY].settings_dict["NAME"]
    with servers("db2", holds=name) as (made,), pytest.MonkeyPatch.context() as environment:
        made.copy(database.socket_folder(), follow=True)
        made.deploy()
        made.start()
        environment.setenv("THIDUA_REPLICA_URL", url_of(made, wants="standby"))
        connections.settings[replica.REPLICA] = database.replica_settings()
        connections.configure_settings(None)
        yield made
        del connections.settings[replica.REPLICA]


@pytest.fixture
def following(standby: Server, db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """The standby as requests meet it; a pin lasts longer than any test."""
    settings.DATABASE_ROUTERS = ["thidua.kernel.replica.Router"]
    settings.REPLICA_PIN = 300
    monkeypatch.setattr(replica, "following", replica.Following())
    with connections[replica.PRIMARY].cursor() as session:
        session.execute("set synchronous_commit = on")  # the tests' cluster is in a hurry, a product is not
    yield standby
    connections[replica.PRIMARY].close()
    connections[replica.REPLICA].close()
    del connections[replica.REPLICA]


@pytest.fixture
def stage(following: Server) -> Iterator[Cast]:
    """The cast, known to both servers."""
    with on_stage() as made:
        yield made
        following.say("select pg_wal_replay_resume()")


def pause(standby: Server) -> None:
    """From now on the standby hears of nothing new, and nobody has noticed."""
    assert replica.lag(patience=20) is not None
    wait_until(replica.following.may_be_read)
    standby.say("select pg_wal_replay_pause()")
    wait_until(lambda: standby.say("select pg_get_wal_replay_pause_state()") == "paused")


def somebody(cast: Cast, code: str, way: str) -> Client:
    """Signed in by a browser's session, or a program with a token that keeps the cookies it is given."""
    if way == "program":
        return Client(
            headers={"Authorization": f"Bearer {make_token(actor=cast.actor(code), name='thử')[1]}"}
        )
    browser = Client()
    browser.force_login(cast.accounts[code], backend=BACKEND)
    return browser


def rename(cast: Cast, who: Client) -> HttpResponse:
    told = {"name": NEW_NAME, "from_on": "2017-07-18"}
    return who.post(f"/api/v1/units/{cast.units[UNIT].pk}/rename", told, content_type="application/json")


def name_seen(cast: Cast, who: Client) -> str:
    answer = who.get(f"/api/v1/units/{cast.units[UNIT].pk}")
    assert answer.status_code == 200, answer.content.decode()
    return str(answer.json()["name"])


def places(request: HttpRequest) -> HttpResponse:
    """Where one request reads, by what it does; a lock comes last, because it is a beginning of writing."""
    told = {"models": Body.objects.all().db, "sql": replica.reading().alias}
    with transaction.atomic():
        told |= {"action": Body.objects.all().db, "sql in an action": replica.reading().alias}
    told |= {"session": Session.objects.all().db, "sign-in": Account.objects.all().db}
    told |= {"lock": Body.objects.select_for_update().db, "after a lock": Body.objects.all().db}
    return JsonResponse(told)


def test_only_what_merely_reads_leaves_the_primary(following: Server) -> None:
    wait_until(replica.following.may_be_read)
    asked = replica.ReadReplica(places)
    reads, writes = (asked(getattr(RequestFactory(), how)("/")) for how in ("get", "post"))
    told = json.loads(reads.content)
    assert {what for what, where in told.items() if where == replica.REPLICA} == {"models", "sql"}
    assert replica.COOKIE in reads.cookies  # it took a lock
    assert set(json.loads(writes.content).values()) == {replica.PRIMARY}
    # The worker, the commands: nobody's request.
    assert set(json.loads(places(RequestFactory().get("/")).content).values()) == {replica.PRIMARY}


def test_who_wrote_sees_it_and_others_read_the_replica(stage: Cast, following: Server) -> None:
    old_name, reader = stage.units[UNIT].name, somebody(stage, READER, "program")
    browser, program = (somebody(stage, WRITER, way) for way in ("browser", "program"))
    pause(following)
    assert rename(stage, program).status_code == 200
    assert [name_seen(stage, who) for who in (program, reader, browser)] == [NEW_NAME, old_name, old_name]
    # A refusal has written nothing.
    assert browser.post("/api/v1/units/1/rename", {}, content_type="application/json").status_code == 422
    assert name_seen(stage, browser) == old_name
    assert rename(stage, browser).status_code == 200
    assert name_seen(stage, browser) == NEW_NAME
    # The pin is what we signed, and nothing else.
    browser.cookies[replica.COOKIE] = "1"
    assert name_seen(stage, browser) == old_name


def test_a_replica_too_far_behind_is_not_read(stage: Cast, following: Server, settings: Any) -> None:
    settings.REPLICA_PIN = 3
    writer, reader = (somebody(stage, code, "browser") for code in (WRITER, READER))
    pause(following)
    rename(stage, writer)
    wait_until(lambda: name_seen(stage, reader) == NEW_NAME)
    assert "chậm hơn" in state().told
    following.say("select pg_wal_replay_resume()")
    wait_until(lambda: state().well)


def test_a_dead_replica_is_nobody_s_trouble(
    stage: Cast, following: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replica, "REST_WHEN_LOST", 0.0)
    writer, reader = (somebody(stage, code, "browser") for code in (WRITER, READER))
    pause(following)
    rename(stage, writer)
    assert name_seen(stage, reader) != NEW_NAME
    following.stop()  # this process does not know it yet
    assert name_seen(stage, reader) == NEW_NAME
    assert reader.get("/to-chuc/").status_code == 200
    assert "không hỏi được" in state().told
    following.start()
    wait_until(lambda: state().well)
    wait_until(replica.following.may_be_read)


def state() -> doctor.Finding:
    """What ``thidua doctor`` says of the replica."""
    return next(one for one in doctor.examine() if one.check == "bản sao để đọc")
