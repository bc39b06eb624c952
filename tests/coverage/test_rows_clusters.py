"""Section 5 of `docs/coverage.md`: clusters of equals."""

from __future__ import annotations

import datetime as dt
import zipfile

import pytest

from tests.cast import Cast
from tests.coverage.desk import Desk, Desks
from tests.pledge.registering import GARMENT, a_list, opened, person, put, title
from thidua.federation.models import (
    Ballot,
    ClusterYear,
    LeaderDuty,
    Leadership,
    Membership,
    Regulation,
)
from thidua.kernel import clock
from thidua.kernel.files import open_stored
from thidua.launch.models import Duty, Paper
from thidua.pledge.actions.registrations.keep_lists import confirm_list
from thidua.pledge.actions.registrations.register import register
from thidua.pledge.queries.registrations.checking import Line

JANUARY = dt.date(2018, 1, 10)
MEMBERS = ("TQ-NH", "TQ-SD", "TQ-GD")


@pytest.fixture
def cluster(cast: Cast, desks: Desks) -> int:
    """Three upper unions in a cluster, made on screen by the officer of the province."""
    officer = desks("province_officer")
    officer.do("/cum-thi-dua/moi", {"name": "Cụm các huyện", "year": "2017"})
    (one,) = officer.ask("GET /clusters")["items"]
    key: int = one["cluster"]["id"]
    for code in MEMBERS:
        officer.do("/cum-thi-dua/<int:pk>/<int:year>/them-thanh-vien", {"unit": code}, pk=key, year=2017)
    return key


def led_by(cast: Cast, officer: Desk, cluster: int, code: str = "TQ-NH") -> None:
    told = {
        "leader_id": cast.units[code].pk,
        "way": "meeting",
        "settled_on": "18/1/2017",
        "minutes": "Ba trên ba nhất trí",
    }
    officer.do("/cum-thi-dua/<int:pk>/<int:year>/cum-truong", told, pk=cluster, year=2017)


@pytest.mark.row("K01")
def test_clusters_their_members_and_the_leader_of_the_year(cast: Cast, desks: Desks, cluster: int) -> None:
    officer, member = desks("province_officer"), desks("na_hang_chair")
    led_by(cast, officer, cluster)
    page = member.see("/cum-thi-dua/<int:pk>/<int:year>", pk=cluster, year=2017)
    assert "LĐLĐ huyện Na Hang cụm trưởng cả năm" in page
    assert "Cụm các huyện" in member.see("/cum-thi-dua/")
    officer.ask(
        "POST /clusters/{cluster_id}/years/{year}/members/{unit_id}/leave",
        {"left_on": "2017-06-30", "why": "Sáp nhập"},
        cluster_id=cluster,
        year=2017,
        unit_id=cast.units["TQ-GD"].pk,
    )
    full = member.ask("GET /clusters/{cluster_id}/years/{year}", cluster_id=cluster, year=2017)
    assert {one["unit"]["code"]: (one["role"], one["is_in"]) for one in full["members"]} == {
        "TQ-NH": ("leader", True),
        "TQ-SD": ("member", True),
        "TQ-GD": ("member", False),
    }
    assert member.ask("GET /clusters")["total"] == 1
    assert desks("stranger").ask("GET /clusters")["total"] == 0
    desks("stranger").see("/cum-thi-dua/<int:pk>/<int:year>", status=404, pk=cluster, year=2017)


@pytest.mark.row("K02")
def test_the_leader_is_elected_and_the_old_one_keeps_the_duties(
    cast: Cast, desks: Desks, cluster: int
) -> None:
    officer, na_hang, son_duong = (
        desks(who) for who in ("province_officer", "na_hang_chair", "son_duong_chair")
    )
    led_by(cast, officer, cluster)
    with clock.standing_on(JANUARY):
        made = officer.ask(
            "POST /clusters/{cluster_id}/years",
            {"year": 2018, "due_on": "2018-01-31"},
            cluster_id=cluster,
        )
        assert len(made["members"]) == 3
        asked = {"about": "leader", "most": "1", "secret": "on"}
        officer.do("/cum-thi-dua/<int:pk>/<int:year>/bo-phieu", asked, pk=cluster, year=2018)
        ballot = Ballot.objects.get()
        choice = ballot.choices.get(unit=cast.units["TQ-SD"]).pk
        assert "Bỏ phiếu: Chọn cụm trưởng năm 2018" in na_hang.see("/")
        na_hang.do("/cum-thi-dua/bo-phieu/<int:pk>", {"phieu": choice}, pk=ballot.pk)
        son_duong.ask("POST /ballots/{ballot_id}/vote", {"picked": [choice]}, ballot_id=ballot.pk)
        closed = officer.ask("POST /ballots/{ballot_id}/close", ballot_id=ballot.pk)
        assert closed["in_front"] == [choice]
        told = {"leader_id": cast.units["TQ-SD"].pk, "way": "ballot", "settled_on": "10/1/2018"}
        officer.do("/cum-thi-dua/<int:pk>/<int:year>/cum-truong", told, pk=cluster, year=2018)
        assert Leadership.objects.get(year=2018).leader == cast.units["TQ-SD"]
        assert "Họp tổng kết năm 2017 của Cụm các huyện" in na_hang.see("/")
        assert "Họp tổng kết năm 2017" not in son_duong.see("/")


@pytest.mark.row("K03")
def test_the_regulation_is_drafted_reviewed_and_amended(cast: Cast, desks: Desks, cluster: int) -> None:
    officer, leader, member = (desks(who) for who in ("province_officer", "na_hang_chair", "son_duong_chair"))
    led_by(cast, officer, cluster)
    for edition, text in ((1, "Điều 1. Họp\nHai lần một năm."), (2, "Điều 1. Họp\nMỗi quý một lần.")):
        leader.do("/cum-thi-dua/<int:pk>/<int:year>/quy-che", {}, pk=cluster, year=2017)
        one = Regulation.objects.get(edition=edition)
        told = {"title": "Hoạt động của cụm", "text": text, "version": one.version}
        leader.do("/cum-thi-dua/quy-che/<int:pk>/soan", told, pk=one.pk)
        leader.do("/cum-thi-dua/quy-che/<int:pk>/gui-y-kien", {"until": ""}, pk=one.pk)
        member.do("/cum-thi-dua/quy-che/<int:pk>", {"agrees": "1"}, pk=one.pk)
        leader.do("/cum-thi-dua/quy-che/<int:pk>/bang-so", {"units-at_least": 2 + edition}, pk=one.pk)
        leader.ask(
            "POST /regulations/{regulation_id}/adopt",
            {"adopted_on": "2017-07-18", "from_on": f"2017-07-{17 + edition}", "minutes": "Nhất trí"},
            regulation_id=one.pk,
        )
    page = member.see("/cum-thi-dua/<int:pk>/<int:year>", pk=cluster, year=2017)
    assert "Đang áp dụng bản lần 1" in page
    with clock.standing_on(dt.date(2017, 7, 19)):
        page = member.see("/cum-thi-dua/<int:pk>/<int:year>", pk=cluster, year=2017)
        assert "Đang áp dụng bản lần 2" in page
        assert "ít nhất 4 · có 3: chưa đúng quy chế" in page
    first = Regulation.objects.get(edition=1)
    assert "Hai lần một năm." in member.see("/cum-thi-dua/quy-che/<int:pk>", pk=first.pk)


def called(cast: Cast, desks: Desks, cluster: int) -> Paper:
    """The leader calls in the cluster's name and begins the launch text, on screen."""
    led_by(cast, desks("province_officer"), cluster)
    leader = desks("na_hang_officer")
    told = {
        "issuer_id": cluster,
        "name": "Thi đua của Cụm các huyện năm 2017",
        "from_on": "1/1/2017",
        "until_on": "31/12/2017",
        "aims_are_qualitative": "on",
    }
    leader.do("/phat-dong/phong-trao-moi", told)
    movement = next(one for one in leader.ask("GET /movements")["items"] if one["issuer"]["id"] == cluster)
    made = leader.ask(
        "POST /movements/{movement_id}/papers",
        {"seat_id": cast.units["TQ-NH"].pk, "kind": "launch_text", "title": "Phát động", "year": 2017},
        movement_id=movement["id"],
    )
    return Paper.objects.get(pk=made["id"])


def issued(paper: Paper) -> Paper:
    Paper.objects.filter(pk=paper.pk).update(
        state="issued", number=1, issued_on=dt.date(2017, 2, 1), symbol="PĐ-CTĐ"
    )
    paper.refresh_from_db()
    return paper


@pytest.mark.row("K04")
@pytest.mark.row("K10")
def test_a_plan_of_the_cluster_is_carried_out_by_each_member(cast: Cast, desks: Desks, cluster: int) -> None:
    paper = called(cast, desks, cluster)
    assert (paper.issuer_id, paper.seat) == (cluster, cast.units["TQ-NH"])
    member = desks("son_duong_officer")
    member.see("/van-ban/<int:paper_id>", status=404, paper_id=paper.pk)  # a draft is its writer's
    issued(paper)
    assert "CỤM CÁC HUYỆN" in member.see("/van-ban/<int:paper_id>", paper_id=paper.pk)
    assert "Ban hành kế hoạch Thi đua của Cụm các huyện" in member.see("/")
    member.do("/van-ban/<int:paper_id>/dung-ke-hoach", {}, paper_id=paper.pk)
    own = Paper.objects.get(parent=paper)
    assert (own.seat, own.issuer) == (cast.units["TQ-SD"], cast.units["TQ-SD"])
    page = member.see("/cum-thi-dua/<int:pk>/<int:year>", pk=cluster, year=2017)
    assert "Kế hoạch, phát động 01/PĐ-CTĐ" in page
    # Nobody below the union that lent its seal is asked for a plan because of that.
    assert "Thi đua của Cụm các huyện" not in desks("school_chair").see("/")
    desks("stranger").see("/van-ban/<int:paper_id>", status=404, paper_id=paper.pk)


@pytest.mark.row("K09")
def test_the_cluster_gives_each_member_its_task(cast: Cast, desks: Desks, cluster: int) -> None:
    paper = called(cast, desks, cluster)
    texts = {"Các thành viên": "Gửi đăng ký cho cụm trưởng", "LĐLĐ huyện Sơn Dương": "Chuẩn bị sơ kết"}
    for place, (body, text) in enumerate(texts.items()):
        Duty.objects.create(
            paper=paper, body_name=body, text=text, due_on=dt.date(2017, 7, 28), position=place
        )
    issued(paper)
    assert "Gửi đăng ký cho cụm trưởng" in desks("na_hang_officer").see("/")
    son_duong = desks("son_duong_officer").see("/")
    assert "Gửi đăng ký cho cụm trưởng" in son_duong
    assert "Chuẩn bị sơ kết" in son_duong
    assert "Gửi đăng ký cho cụm trưởng" not in desks("school_chair").see("/")


@pytest.mark.row("K07")
@pytest.mark.row("K08")
def test_the_outgoing_leader_closes_the_year_and_sends_the_registrations(
    cast: Cast, desks: Desks, cluster: int
) -> None:
    officer, leader = desks("province_officer"), desks("na_hang_chair")
    led_by(cast, officer, cluster)
    with clock.standing_on(JANUARY):
        begun = {"year": "2018", "staying": [cast.units[code].pk for code in MEMBERS]}
        officer.do("/cum-thi-dua/<int:pk>/<int:year>/mo-nam-sau", begun, pk=cluster, year=2017)
        home = leader.see("/")
        assert "Họp tổng kết năm 2017 của Cụm các huyện" in home
        assert "Gửi LĐLĐ tỉnh Tuyên Quang đăng ký năm 2018 của các thành viên Cụm các huyện" in home
        closed = {"held_on": "10/1/2018", "minutes": "Đủ ba đơn vị dự"}
        leader.do("/cum-thi-dua/<int:pk>/<int:year>/tong-ket", closed, pk=cluster, year=2017)
        left = LeaderDuty.objects.get(state="waiting")
        leader.ask(
            "POST /leader-duties/{leader_duty_id}/done",
            {"done_on": "2018-01-10", "note": "CV 02"},
            leader_duty_id=left.pk,
        )
        home = leader.see("/")
        assert "Họp tổng kết" not in home
        assert "Gửi LĐLĐ tỉnh Tuyên Quang đăng ký" not in home
        full = officer.ask("GET /clusters/{cluster_id}/years/{year}", cluster_id=cluster, year=2017)
        assert (full["state"], {one["state"] for one in full["duties"]}) == ("closed", {"done"})


@pytest.mark.row("K07")
def test_the_registrations_of_all_members_are_put_together_and_sent_in_one_step(
    cast: Cast, desks: Desks, cluster: int
) -> None:
    scheme = opened(cast)
    duty = owed_for_2017(cast, cluster)
    leader, keys = desks("na_hang_chair"), {"duty_id": duty.pk}
    assert "Lập bản tổng hợp, đính kèm" in leader.see("/")
    put(cast, scheme, person(cast, "Ma Thị Thử"))
    collective = Line(
        cast.units[GARMENT].pk, "collective", title(scheme, "advanced_collective").pk, subject="Tổ may số 3"
    )
    register(actor=cast.actor("garment_chair"), scheme_id=scheme.pk, lines=[collective])
    page = "/dang-ky/ban-giao/<int:duty_id>"
    assert "Chưa thành viên nào xác nhận" in leader.see(page, **keys)
    confirm_list(actor=cast.actor("garment_chair"), list_id=a_list(cast, scheme).pk)
    own = a_list(cast, scheme, "TQ-SD", "son_duong_chair")
    confirm_list(actor=cast.actor("son_duong_chair"), list_id=own.pk, reason="ba cơ sở nghỉ hè")
    shown = leader.see(page, **keys)
    assert "1/3 thành viên đã xác nhận, 1 người đăng ký." in shown
    assert "Còn 2 thành viên chưa xác nhận" in leader.do(page, {"done_on": "18/7/2017"}, status=409, **keys)
    done = leader.do(page, {"done_on": "18/7/2017", "reason": "hai huyện gửi bản giấy"}, **keys)
    assert f"tong-hop-dang-ky-{duty.cluster.code}-2017.docx" in done
    duty.refresh_from_db()
    assert duty.scan is not None
    scan = {"pk": cluster, "year": 2016, "file_id": duty.scan.pk}
    address = "/cum-thi-dua/<int:pk>/<int:year>/tep/<int:file_id>"
    with open_stored(duty.scan) as kept, zipfile.ZipFile(kept) as word:
        written = word.read("word/document.xml").decode()
    assert "Tổ may số 3" in written
    assert "Ma Thị Thử" not in written  # people are counted and not named
    # The level above reads it; a neighbour in the cluster does not.
    assert (
        cast.client("province_officer").get(f"/cum-thi-dua/{cluster}/2016/tep/{duty.scan.pk}").status_code
        == 200
    )
    desks("son_duong_chair").see(address, status=404, **scan)
    again = {"done_on": "2017-07-18", "reason": "gửi lại"}
    leader.ask(
        "POST /leader-duties/{leader_duty_id}/registrations", again, status=409, leader_duty_id=duty.pk
    )


def owed_for_2017(cast: Cast, cluster: int) -> LeaderDuty:
    """What Na Hang owes, which led the cluster in 2016."""
    ClusterYear.objects.create(cluster_id=cluster, year=2016)
    for code in MEMBERS:
        Membership.objects.create(cluster_id=cluster, unit=cast.units[code], year=2016)
    Leadership.objects.create(
        cluster_id=cluster,
        year=2016,
        leader=cast.units["TQ-NH"],
        way="meeting",
        settled_on=dt.date(2016, 1, 8),
    )
    duty: LeaderDuty = LeaderDuty.objects.create(cluster_id=cluster, year=2016, what="registrations")
    return duty


@pytest.mark.row("K11")
def test_the_province_inspects_and_guides(cast: Cast, desks: Desks, cluster: int) -> None:
    officer = desks("province_officer")
    told = {"kind": "inspected", "held_on": "18/7/2017", "who": "Ban CS-PL", "said": "Hồ sơ đủ"}
    officer.do("/cum-thi-dua/<int:pk>/<int:year>/huong-dan", told, pk=cluster, year=2017)
    officer.ask(
        "POST /clusters/{cluster_id}/years/{year}/guidance",
        {"kind": "guided", "held_on": "2017-07-18", "said": "Nêu rõ hạn chấm chéo"},
        cluster_id=cluster,
        year=2017,
    )
    page = desks("na_hang_chair").see("/cum-thi-dua/<int:pk>/<int:year>", pk=cluster, year=2017)
    assert "Hồ sơ đủ" in page
    assert "Nêu rõ hạn chấm chéo" in page
