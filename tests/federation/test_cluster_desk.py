"""The screens of clusters, as a browser gets them; with counted queries."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.access.cast import account
from tests.federation.cast import World
from tests.federation.clusters import Circle, make_circle
from thidua.federation.actions.clusters.close_ballot import close_ballot
from thidua.federation.models import (
    Ballot,
    Body,
    ClusterYear,
    LeaderDuty,
    Leadership,
    Membership,
    Regulation,
    Vote,
)
from thidua.kernel import clock

pytestmark = pytest.mark.django_db

MOST = 25
JANUARY = dt.date(2018, 1, 10)


@pytest.fixture
def circle(world: World) -> Circle:
    return make_circle(world)


def at(name: str, *args: object) -> str:
    return reverse(f"federation:{name}", args=args)


def browser(circle: Circle, role: str, code: str) -> Client:
    client = Client()
    client.force_login(account(f"Người {code} {role}", circle.world[code], role))
    return client


def read(client: Client, name: str, *args: object) -> str:
    answer = client.get(at(name, *args))
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_a_cluster_is_founded_filled_and_led_on_screen(world: World) -> None:
    client = Client()
    client.force_login(account("Chị Vân", world["TQ"], "officer"))
    assert "Chưa có cụm thi đua nào" in client.get(at("clusters")).content.decode()
    answer = client.post(at("found_cluster"), {"name": "Cụm các huyện", "year": "2017"})
    cluster = Body.objects.get(form="cluster")
    assert answer["Location"] == at("cluster", cluster.pk, 2017)
    for code in ("NH", "SD", "GD"):
        client.post(at("add_member", cluster.pk, 2017), {"unit": code})
    again = client.post(at("add_member", cluster.pk, 2017), {"unit": "NH"})
    assert again.status_code == 422
    assert "đã là thành viên" in again.content.decode()
    left = {"left_on": "30/6/2017", "why": "Chuyển cụm"}
    client.post(at("leave_cluster", cluster.pk, 2017, world["GD"].pk), left)
    told = {
        "leader_id": world["NH"].pk,
        "deputy_id": "",
        "way": "meeting",
        "settled_on": "18/1/2017",
        "minutes": "",
    }
    empty = client.post(at("settle_leader", cluster.pk, 2017), told)
    assert empty.status_code == 422
    scan = SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.4 bien ban")
    client.post(at("settle_leader", cluster.pk, 2017), {**told, "minutes": "Ba trên ba", "scan": scan})
    led = Leadership.objects.get()
    assert (led.leader, led.scan is not None) == (world["NH"], True)
    page = client.get(at("cluster", cluster.pk, 2017)).content.decode()
    for words in ("cụm trưởng", "rời cụm sau ngày 30/06/2017: Chuyển cụm", "Ba trên ba", "bien-ban.pdf"):
        assert words in page
    assert led.scan is not None
    file = client.get(at("cluster_scan", cluster.pk, 2017, led.scan.pk))
    assert b"".join(file) == b"%PDF-1.4 bien ban"
    assert client.get(at("cluster_scan", cluster.pk, 2017, led.scan.pk + 1)).status_code == 404
    assert client.get(at("unit", cluster.pk)).status_code == 302


def test_members_see_the_page_and_strangers_do_not(circle: Circle) -> None:
    address = ("cluster", circle.body.pk, 2017)
    assert "Thêm thành viên" not in read(browser(circle, "chair", "NH"), *address)
    assert "Cụm thi đua số 1" in read(browser(circle, "officer", "GD"), "clusters")
    for role, code in (("chair", "HG"), ("grassroots_chair", "NH-01"), ("member", "NH")):
        client = browser(circle, role, code)
        assert client.get(at(*address)).status_code == 404
        assert "Cụm thi đua số 1" not in client.get(at("clusters")).content.decode()
    assert Client().get(at(*address)).status_code == 302


def test_a_chair_votes_from_the_home_page_and_keeps_the_receipt(circle: Circle) -> None:
    organiser, chair = browser(circle, "officer", "TQ"), browser(circle, "chair", "NH")
    organiser.post(
        at("ask_ballot", circle.body.pk, 2017),
        {"about": "leader", "most": "1", "secret": "on", "closes_on": "25/7/2017"},
    )
    ballot = Ballot.objects.get()
    assert ballot.question == "Chọn cụm trưởng năm 2017"
    home = chair.get("/").content.decode()
    assert "Bỏ phiếu: Chọn cụm trưởng năm 2017" in home
    assert at("ballot", ballot.pk) in home
    page = read(chair, "ballot", ballot.pk)
    assert "Phiếu của LĐLĐ huyện Na Hang: chọn một" in page
    choice = ballot.choices.get(unit=circle.world["SD"])
    foreign = chair.post(at("ballot", ballot.pk), {"phieu": "999999"})
    assert foreign.status_code == 422
    assert not Vote.objects.exists()
    voted = chair.post(at("ballot", ballot.pk), {"phieu": choice.pk}, follow=True).content.decode()
    receipt = Vote.objects.get().receipt
    assert receipt in voted
    assert receipt not in read(chair, "ballot", ballot.pk)  # shown once
    assert chair.post(at("ballot", ballot.pk), {"phieu": choice.pk}).status_code == 409
    # While it is open nobody sees how it goes; the organiser sees who is missing.
    seen = read(organiser, "ballot", ballot.pk)
    assert "Chưa bỏ phiếu: Công đoàn ngành Giáo dục, LĐLĐ huyện Sơn Dương" in seen
    assert "Kết quả</h2>" not in seen
    assert "Chưa bỏ phiếu:" not in read(chair, "ballot", ballot.pk)
    chair.post(at("close_ballot", ballot.pk))
    assert Ballot.objects.get().state == "open"
    organiser.post(at("close_ballot", ballot.pk))
    page = read(organiser, "ballot", ballot.pk).replace("\xa0", " ")
    assert "LĐLĐ huyện Sơn Dương, chưa quá nửa số thành viên" in page
    assert "1/3 phiếu (33,3 %)" in page
    assert receipt in read(chair, "ballot", ballot.pk)
    assert f"cach=ballot&amp;don-vi={circle.world['SD'].pk}" in page
    assert "đã kiểm phiếu" in organiser.post(at("close_ballot", ballot.pk), follow=True).content.decode()


def test_a_tie_is_told_on_the_page(circle: Circle) -> None:
    ballot = circle.ask()
    circle.vote(ballot, "NH", "LĐLĐ huyện Na Hang")
    circle.vote(ballot, "SD", "LĐLĐ huyện Sơn Dương")
    close_ballot(actor=circle.host, ballot_id=ballot.pk)
    page = read(browser(circle, "officer", "TQ"), "ballot", ballot.pk)
    assert "Bằng phiếu:" in page
    assert "Hệ thống không tự chọn" in page
    assert "cach=ballot" not in page


def test_a_blank_vote_and_many_choices(circle: Circle) -> None:
    ballot = circle.ask(about="honour", question="Suy tôn hai đơn vị", most=2)
    chair = browser(circle, "chair", "GD")
    every = [one.pk for one in ballot.choices.all()]
    answer = chair.post(at("ballot", ballot.pk), {"phieu": every})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert page.count(" checked") == 3  # nothing that was ticked is lost
    assert "nhiều nhất được 2" in page
    chair.post(at("ballot", ballot.pk), {})
    assert Vote.objects.get().picked == []


def test_the_hand_over_on_screen(circle: Circle) -> None:
    circle.lead("NH")
    organiser, chair = browser(circle, "officer", "TQ"), browser(circle, "chair", "NH")
    with clock.standing_on(JANUARY):
        form = read(organiser, "begin_year", circle.body.pk, 2017)
        assert form.count("checked") == 3
        staying = [circle.world["NH"].pk, circle.world["SD"].pk]
        told = {"year": "2018", "due_on": "31/1/2018", "staying": staying}
        organiser.post(at("begin_year", circle.body.pk, 2017), told)
        assert Membership.objects.filter(year=2018).count() == 2
        home = chair.get("/").content.decode()
        assert "Họp tổng kết năm 2017 của Cụm thi đua số 1" in home
        for duty in LeaderDuty.objects.order_by("pk"):
            done = {"done_on": "10/1/2018", "note": "Biên bản số 1"}
            assert chair.post(at("finish_duty", duty.pk), done).status_code == 302
        assert "Họp tổng kết năm 2017" not in chair.get("/").content.decode()
        page = read(chair, "cluster", circle.body.pk, 2017)
        assert "Đã tổng kết" in page
        assert ClusterYear.objects.get(year=2017).minutes == "Biên bản số 1"


def test_the_regulation_on_screen_and_as_files(circle: Circle) -> None:
    circle.lead("NH")
    leader, member = browser(circle, "chair", "NH"), browser(circle, "chair", "GD")
    leader.post(at("draft_regulation", circle.body.pk, 2017))
    one = Regulation.objects.get()
    assert member.get(at("regulation", one.pk)).status_code == 404
    text = "Điều 1. Họp\n1. Mỗi quý một lần:\na) cụm trưởng triệu tập;\nb) cụm phó ghi."
    told = {"title": "Hoạt động của cụm", "text": "không có điều", "version": one.version}
    refused = leader.post(at("edit_regulation", one.pk), told)
    assert refused.status_code == 422
    assert "không có điều" in refused.content.decode()
    leader.post(at("edit_regulation", one.pk), {**told, "text": text})
    leader.post(at("ask_members", one.pk), {"until": "25/7/2017"})
    assert "Cho ý kiến về quy chế" in member.get("/").content.decode()
    page = member.post(at("regulation", one.pk), {"agrees": "1", "text": "Nhất trí"}, follow=True)
    assert "Nhất trí" in page.content.decode()
    adopted = {
        "adopted_on": "18/7/2017",
        "from_on": "1/8/2017",
        "way": "meeting",
        "minutes": "Ba trên ba",
        "number": "1",
        "version": Regulation.objects.get().version,
    }
    leader.post(at("adopt_regulation", one.pk), adopted)
    assert "sẽ có hiệu lực từ 01/08/2017" in read(member, "regulation", one.pk)
    crossed = {"due-register": "32/1", "units-at_least": "9", "units-at_most": "3"}
    page = leader.post(at("regulation_rules", one.pk), crossed)
    assert page.status_code == 422
    assert "hãy ghi ngày/tháng" in page.content.decode()
    assert "không thể ít hơn ít nhất (9)" in page.content.decode()
    alone = leader.post(at("regulation_rules", one.pk), {"special-covenant": "15/2"})
    assert "Ghi hạn chung trước" in alone.content.decode()
    numbers = {"units-at_least": "5", "due-register": "31/1", "strict-register": "on", "award-flag": "1"}
    numbers |= {"due-covenant": "31/1", "special-covenant": "15/2"}
    numbers |= {"people_per_unit-at_least": "5", "people_per_unit-advises": "on"}
    told_now = leader.post(at("regulation_rules", one.pk), numbers, follow=True).content.decode()
    assert "trước ngày 31/01" in told_now
    assert "đến hết ngày 31/01; được gia hạn thì đến hết 15/02" in told_now
    assert "ít nhất 5 (khuyến nghị)" in told_now
    assert "nhiều nhất 1 đơn vị một năm" in told_now
    assert leader.post(at("regulation_rules", one.pk), numbers).status_code == 409
    assert member.get(at("regulation_rules", one.pk)).status_code == 403
    Regulation.objects.update(from_on=dt.date(2017, 7, 18))
    assert "có 3: chưa đúng quy chế" in read(member, "cluster", circle.body.pk, 2017)
    minutes = leader.get(at("cluster_minutes_pdf", circle.body.pk, 2017))
    assert b"".join(minutes).startswith(b"%PDF")
    word = member.get(at("regulation_word", one.pk))
    assert b"".join(word).startswith(b"PK")
    pdf = member.get(at("regulation_pdf", one.pk))
    assert b"".join(pdf).startswith(b"%PDF")


def test_guidance_of_the_level_above(circle: Circle) -> None:
    organiser = browser(circle, "officer", "TQ")
    told = {"kind": "inspected", "held_on": "18/7/2017", "who": "Ban Tổ chức", "said": "Hồ sơ đủ"}
    organiser.post(at("guide_cluster", circle.body.pk, 2017), told)
    assert "Hồ sơ đủ" in read(browser(circle, "chair", "NH"), "cluster", circle.body.pk, 2017)


def test_any_number_costs_the_same(circle: Circle, django_assert_max_num_queries: Any) -> None:
    circle.lead("NH")
    for number in range(6):
        make_circle(circle.world, "NH", "SD", name=f"Cụm thêm {number}")
        circle.ask(about="other", question=f"Việc {number}")
    client = browser(circle, "chair", "NH")
    for address in (at("clusters"), at("cluster", circle.body.pk, 2017)):
        client.get(address)
        with django_assert_max_num_queries(MOST):
            answer = client.get(address)
        assert len(answer.content) < 50_000
