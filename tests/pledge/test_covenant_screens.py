"""The pages: each opened by those it is for, in few queries and few bytes, and every refusal where it was typed."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import Cast, read
from tests.pledge.covenants import (
    NEIGHBOUR,
    SEAT,
    assigned,
    clause,
    cluster_of,
    drafted,
    figure,
    found_twelve,
    in_force,
    party,
    sent_round,
    sign,
    to_be_signed,
    twelve,
)
from thidua.federation.models import Body, Membership
from thidua.kernel.waiting import waiting_for
from thidua.launch.models import RegisterEntry
from thidua.pledge.actions.covenants.move import settle_text
from thidua.pledge.actions.covenants.negotiate import agree, propose_figure
from thidua.pledge.models import Covenant, Signature

MOST_QUERIES = 25
MOST_BYTES = 50_000
PIN = read("cast.yaml")["pin"]


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def opened(client: Client, name: str, *args: object, status: int = 200) -> str:
    where = reverse(name if ":" in name else f"pledge:{name}", args=args)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = client.get(where)
    assert response.status_code == status, text(response)[:2000]
    assert len(asked) <= MOST_QUERIES, [one["sql"][:150] for one in asked]
    assert len(response.content) <= MOST_BYTES
    return text(response)


def posted(client: Client, name: str, *args: object, status: int = 302, **told: Any) -> str:
    response = client.post(reverse(f"pledge:{name}", args=args), told)
    assert response.status_code == status, text(response)[:3000]
    return text(response)


def jobs(cast: Cast, who: str) -> set[str]:
    return {one.code for one in waiting_for(cast.actor(who)) if one.code.startswith("pledge.")}


@pytest.mark.row("K05")
def test_a_covenant_is_begun_from_the_list(cast: Cast) -> None:
    assigned(cast)
    cluster_of(cast)
    seat = cast.client(SEAT)
    assert "Lập giao ước" in opened(seat, "covenants")
    page = opened(seat, "draft_covenant")
    assert "Cụm thi đua số 1: Thi đua năm 2017" in page
    key = re.search(r'value="(cluster-[^"]+)"', page)
    assert key is not None
    posted(seat, "draft_covenant", what=key.group(1))
    covenant = Covenant.objects.get()
    assert "Soạn lời văn" in opened(seat, "covenant", covenant.pk)
    assert f"{covenant.title}" in opened(seat, "covenants")
    assert "cluster-" not in opened(seat, "draft_covenant")  # that one is there
    assert "Chưa có giao ước nào" in opened(cast.client(NEIGHBOUR), "covenants")  # a draft is its seat's


def test_the_wording_is_written_by_the_seat(cast: Cast) -> None:
    covenant = drafted(cast)
    seat = cast.client(SEAT)
    opened(seat, "write_covenant", covenant.pk)
    posted(
        seat, "write_covenant", covenant.pk, title="Giao ước của cụm", place="Sơn Dương", opening="Cùng nhau"
    )
    told = posted(seat, "write_covenant", covenant.pk, title="x", opening="Giữ lại", version=1, status=409)
    assert "Giữ lại" in told  # somebody saved in between; what was typed stays
    posted(seat, "add_covenant_clause", covenant.pk, text="Không có đơn vị yếu")
    told = posted(seat, "add_covenant_clause", covenant.pk, text=" ", status=422)
    assert "Chưa ghi nội dung" in told
    words = covenant.clauses.get(text="Không có đơn vị yếu")
    posted(seat, "change_covenant_clause", covenant.pk, words.pk, do="change", text="Không đơn vị nào yếu")
    assert "Không đơn vị nào yếu" in opened(seat, "covenant", covenant.pk)
    posted(seat, "change_covenant_clause", covenant.pk, words.pk, do="drop")
    assert "Không đơn vị nào yếu" not in opened(seat, "covenant", covenant.pk)
    posted(seat, "move_covenant", covenant.pk, buoc="open")
    opened(cast.client(NEIGHBOUR), "write_covenant", covenant.pk, status=403)


def test_figures_are_proposed_and_answered_on_a_phone(cast: Cast) -> None:
    covenant = sent_round(cast)
    chair, seat = cast.client(NEIGHBOUR), cast.client(SEAT)
    key, own = clause(covenant, "t03").pk, party(covenant, "TQ-NH").pk
    assert "pledge.look_at_figures" in jobs(cast, NEIGHBOUR)
    assert "Đồng ý với các con số" in opened(chair, "figures", covenant.pk)
    told = posted(chair, "propose_figure", covenant.pk, key, own, typed="1", reason="ít người", status=422)
    assert "thấp hơn chỉ tiêu được giao" in told
    assert 'value="ít người"' in told  # nothing typed is lost
    seen = figure(covenant, "t03", "TQ-NH").version
    posted(chair, "propose_figure", covenant.pk, key, own, typed="330", reason="sẽ cố", seen=seen)
    assert "pledge.look_at_figures" not in jobs(cast, NEIGHBOUR)
    assert "pledge.answer_proposals" in jobs(cast, SEAT)
    page = text(seat.get(reverse("pledge:figures", args=[covenant.pk]) + f"?ben={own}"))
    assert cast.people[NEIGHBOUR].name in page
    assert "sẽ cố" in page
    posted(seat, "propose_figure", covenant.pk, key, own, typed="350", seen=seen)
    beside = text(seat.get(reverse("pledge:figures", args=[covenant.pk]) + f"?ben={own}"))
    assert "Cùng con số này còn đề xuất khác đang chờ" in beside
    first, second = covenant.proposals.order_by("pk")
    posted(seat, "answer_proposal", covenant.pk, first.pk, do="decline")
    first.refresh_from_db()
    assert first.state == "open"  # a refusal needs its words
    posted(chair, "answer_proposal", covenant.pk, second.pk, do="accept")
    assert "350" in opened(chair, "figures", covenant.pk)
    posted(chair, "agree_to_covenant", covenant.pk)
    assert "Đồng ý các con số" in opened(chair, "covenant", covenant.pk)


def test_words_are_proposed_on_the_same_page(cast: Cast) -> None:
    covenant = sent_round(cast)
    chair, seat = cast.client(NEIGHBOUR), cast.client(SEAT)
    told = posted(chair, "propose_words", covenant.pk, text=" ", reason="cần thêm", status=422)
    assert "Chưa ghi nội dung" in told
    assert 'value="cần thêm"' in told
    posted(chair, "propose_words", covenant.pk, text="Mỗi quý một buổi giao lưu", reason="để gần nhau hơn")
    assert "pledge.answer_proposals" in jobs(cast, SEAT)
    page = opened(seat, "figures", covenant.pk)
    assert "Mỗi quý một buổi giao lưu" in page
    assert "để gần nhau hơn" in page
    assert "#loi-van" in opened(seat, "covenant", covenant.pk)
    posted(seat, "answer_proposal", covenant.pk, covenant.proposals.get().pk, do="accept")
    assert "Mỗi quý một buổi giao lưu" in opened(chair, "covenant", covenant.pk)


def test_a_figure_that_moved_is_told_with_the_typed_one_kept(cast: Cast) -> None:
    covenant = sent_round(cast)
    key, own = clause(covenant, "t03").pk, party(covenant, "TQ-SD").pk
    seen = figure(covenant, "t03", "TQ-SD").version
    seat = cast.client(SEAT)
    posted(seat, "propose_figure", covenant.pk, key, own, typed="400", seen=seen)
    told = posted(seat, "propose_figure", covenant.pk, key, own, typed="420", seen=seen, status=409)
    assert "vừa đổi con số này" in told
    assert 'value="420"' in told


@pytest.mark.row("K06")
def test_signing_on_a_phone_asks_for_the_pin(cast: Cast) -> None:
    version = to_be_signed(cast)
    covenant, chair = version.covenant, cast.client(NEIGHBOUR)
    assert jobs(cast, NEIGHBOUR) == {"pledge.sign"}
    page = opened(chair, "sign", covenant.pk)
    assert "Đơn vị mình:" in page
    assert 'autocomplete="current-password"' in page
    told = {"capacity": "committee", "digest": version.digest}
    answer = posted(chair, "sign", covenant.pk, secret="000111", **told, status=422)
    assert "Mã PIN chưa đúng" in answer
    assert "000111" not in answer
    assert "Còn 4 lần thử" in answer  # counted with the tries of signing in
    assert not Signature.objects.exists()
    stale = posted(chair, "sign", covenant.pk, secret=PIN, capacity="committee", digest="0" * 64, status=409)
    assert "Lời văn giao ước đã đổi" in stale
    posted(chair, "sign", covenant.pk, secret=PIN, **told)
    assert Signature.objects.get().name == cast.people[NEIGHBOUR].name
    assert jobs(cast, NEIGHBOUR) == set()
    assert "đã ký" in opened(chair, "sign", covenant.pk)
    assert "Đã ký" in opened(chair, "covenant", covenant.pk)


@pytest.mark.parametrize(
    ("who", "status"),
    [("na_hang_officer", 403), ("province_officer", 403), ("stranger", 404), ("garment_chair", 404)],
)
def test_who_may_not_sign_sees_no_form(cast: Cast, who: str, status: int) -> None:
    version = to_be_signed(cast)
    opened(cast.client(who), "sign", version.covenant_id, status=status)


def test_the_stage_is_recorded_with_its_scan(cast: Cast) -> None:
    version = to_be_signed(cast)
    covenant, seat = version.covenant, cast.client(SEAT)
    sign(cast.actor(SEAT), version)
    page = opened(seat, "record_stage", covenant.pk)
    assert cast.people[NEIGHBOUR].name in page  # who chairs the union stands there already
    assert "Sơn Dương</h2>" not in page  # has signed in the house
    north, education = party(covenant, "TQ-NH").pk, party(covenant, "TQ-GD").pk
    told: dict[str, Any] = {
        "signed_on": "17/7/2017",
        "digest": version.digest,
        f"ben-{north}-signed": "on",
        f"ben-{north}-name": cast.people[NEIGHBOUR].name,
        f"ben-{north}-capacity": "committee",
        f"ben-{education}-signed": "on",
        f"ben-{education}-name": "Vũ Thị Bích",
        f"ben-{education}-capacity": "committee_deputy",
    }
    refused = posted(seat, "record_stage", covenant.pk, **told, status=422)
    assert "Chưa có bản quét" in refused
    assert "Vũ Thị Bích" in refused
    scan = SimpleUploadedFile("ky.pdf", b"%PDF-1.4 on stage", "application/pdf")
    posted(seat, "record_stage", covenant.pk, **told, scan=scan)
    covenant.refresh_from_db()
    assert covenant.state == "in_force"
    page = opened(seat, "covenant", covenant.pk)
    assert "KT. CHỦ TỊCH" in page
    signature = Signature.objects.get(party=education)
    sent = seat.get(reverse("pledge:covenant_scan", args=[covenant.pk, signature.pk]))
    assert b"".join(sent.streaming_content) == b"%PDF-1.4 on stage"
    gone = cast.client("stranger").get(reverse("pledge:covenant_scan", args=[covenant.pk, signature.pk]))
    assert gone.status_code == 404


def test_it_is_numbered_in_the_book_of_the_leaders_union(cast: Cast) -> None:
    covenant = in_force(cast)
    cast.accounts[SEAT].holdings.create(role="clerk", unit=cast.units["TQ-SD"], from_on=cast.movement.from_on)
    seat = cast.client(SEAT)
    assert "Vào sổ, cho số" in opened(seat, "covenant", covenant.pk)
    told = posted(seat, "number_covenant", covenant.pk, symbol="GƯ-LĐLĐ", dated_on="17/7/2017", status=422)
    assert "Chưa nhập số văn bản" in told
    posted(seat, "number_covenant", covenant.pk, number="3", symbol="GƯ-LĐLĐ", dated_on="17/7/2017")
    entry = RegisterEntry.objects.get(symbol="GƯ-LĐLĐ")
    assert (entry.register.unit, entry.number) == (cast.units["TQ-SD"], 3)
    assert "03/GƯ-LĐLĐ" in opened(cast.client(NEIGHBOUR), "covenant", covenant.pk)


def test_history_tells_the_hashes_in_plain_words(cast: Cast) -> None:
    covenant = in_force(cast)
    page = opened(cast.client(NEIGHBOUR), "covenant_history", covenant.pk)
    version = covenant.versions.get()
    assert version.digest[:16] in page
    assert "mọi bản, mọi chữ ký và bản quét còn nguyên vẹn" in page
    type(version).objects.update(text=version.text.replace("Giao ước", "Giao Ước"))
    assert "Lời văn đã bị sửa ngoài hệ thống" in opened(
        cast.client(NEIGHBOUR), "covenant_history", covenant.pk
    )


@pytest.mark.parametrize("form", ["covenant_word", "covenant_pdf"])
def test_it_is_printed_with_a_block_for_each_party(cast: Cast, form: str) -> None:
    covenant = in_force(cast)
    response = cast.client(NEIGHBOUR).get(reverse(f"pledge:{form}", args=[covenant.pk]))
    content = b"".join(response.streaming_content)
    assert content.startswith(b"PK" if form == "covenant_word" else b"%PDF-")
    assert "attachment" in response["Content-Disposition"]


def test_a_covenant_of_twelve_stays_small(cast: Cast) -> None:
    """As many queries and hardly more bytes than for three."""
    assigned(cast)
    found_twelve(cast)
    cluster = cluster_of(cast)
    for code in twelve()[1:]:
        Membership.objects.create(cluster=cluster, unit=cast.units[code], year=2017)
    seat = cast.client(SEAT)
    page = opened(seat, "draft_covenant")
    key = re.search(r'value="(cluster-[^"]+)"', page)
    assert key is not None
    posted(seat, "draft_covenant", what=key.group(1))
    covenant = Covenant.objects.get()
    assert covenant.parties.count() == 14
    opened(seat, "covenant", covenant.pk)
    posted(seat, "move_covenant", covenant.pk, buoc="open")
    opened(seat, "figures", covenant.pk)
    posted(seat, "move_covenant", covenant.pk, buoc="settle")
    opened(seat, "record_stage", covenant.pk)
    opened(seat, "sign", covenant.pk)


def test_the_living_page_shows_every_party_to_every_party(cast: Cast) -> None:
    covenant = in_force(cast)
    page = opened(cast.client(NEIGHBOUR), "desk:living_covenant", covenant.pk)
    assert re.search(r"LĐLĐ huyện Na Hang: \d+/\d+ chỉ tiêu giao ước đã đạt", page)
    assert "LĐLĐ huyện Sơn Dương" in page
    assert "bên đã đạt" in page
    opened(cast.client("garment_chair"), "desk:living_covenant", covenant.pk, status=404)
    opened(cast.client("stranger"), "desk:living_covenant", covenant.pk, status=404)
    waiting_covenant = Covenant.objects.get()
    assert opened(cast.client("province_officer"), "desk:living_covenant", waiting_covenant.pk)


def test_a_covenant_that_binds_nobody_yet_is_not_lived(cast: Cast) -> None:
    covenant = sent_round(cast)
    opened(cast.client(SEAT), "desk:living_covenant", covenant.pk, status=404)
    opened(cast.client(SEAT), "desk:close_covenant", covenant.pk, status=409)


def test_the_home_of_the_seat_leads_on(cast: Cast) -> None:
    covenant = sent_round(cast)
    assert "pledge.settle_covenant" not in jobs(cast, SEAT)
    for who in (SEAT, NEIGHBOUR, "education_officer"):
        agree(actor=cast.actor(who), covenant_id=covenant.pk)
    assert "pledge.settle_covenant" in jobs(cast, SEAT)
    propose_figure(
        actor=cast.actor(NEIGHBOUR),
        covenant_id=covenant.pk,
        clause_id=clause(covenant, "t03").pk,
        party_id=party(covenant, "TQ-NH").pk,
        typed="333",
    )
    assert "pledge.settle_covenant" not in jobs(cast, SEAT)
    home = text(cast.client(SEAT).get("/"))
    assert reverse("pledge:figures", args=[covenant.pk]) in home
    assert 'href="/giao-uoc/"' in home  # the menu leads there


def test_days_to_answer_and_to_sign_stand_on_the_homes_of_the_parties(cast: Cast) -> None:
    covenant = sent_round(cast)
    days = {"answer_by": "20/7/2017", "sign_by": "19/7/2017"}
    refused = posted(cast.client(SEAT), "covenant_days", covenant.pk, status=422, **days)
    assert "Hạn ký đứng trước hạn trả lời" in refused
    posted(cast.client(SEAT), "covenant_days", covenant.pk, **{**days, "sign_by": "25/7/2017"})
    assert due(cast, NEIGHBOUR)["pledge.look_at_figures"] == dt.date(2017, 7, 20)
    for who in (SEAT, NEIGHBOUR, "education_officer"):
        agree(actor=cast.actor(who), covenant_id=covenant.pk)
    settle_text(actor=cast.actor(SEAT), covenant_id=covenant.pk)
    assert due(cast, NEIGHBOUR)["pledge.sign"] == dt.date(2017, 7, 25)
    assert "Các bên ký đến hết ngày 25/07/2017" in opened(cast.client(NEIGHBOUR), "covenant", covenant.pk)
    posted(cast.client(NEIGHBOUR), "covenant_days", covenant.pk, status=403, sign_by="1/8/2017")


def due(cast: Cast, who: str) -> dict[str, dt.date | None]:
    return {one.code: one.due_on for one in waiting_for(cast.actor(who))}


def test_with_groups_and_with_the_employer(cast: Cast) -> None:
    """A unit with the units below it; and a grassroots union with its employer, who signs on paper."""
    assigned(cast)
    seat = cast.client(NEIGHBOUR)
    page = opened(seat, "draft_covenant")
    assert "Với các đơn vị trực thuộc" in page
    groups = re.search(r'value="(groups-[^"]+)"', page)
    assert groups is not None
    posted(seat, "draft_covenant", what=groups.group(1))
    assert Covenant.objects.get().parties.count() == 5
    Body.objects.create(
        form=Body.Form.PARTNER, code="CTY-MAY", name="Công ty May Sơn Dương", host=cast.units["TQ-SD-001"]
    )
    chair = cast.client("garment_chair")
    page = opened(chair, "draft_covenant")
    employer = re.search(r'value="(employer-[^"]+)"', page)
    assert employer is not None
    posted(chair, "draft_covenant", what=employer.group(1))
    covenant = Covenant.objects.get(kind="employer")
    posted(chair, "add_covenant_clause", covenant.pk, text="Bữa ăn giữa ca từ 25.000 đồng")
    posted(chair, "move_covenant", covenant.pk, buoc="open")
    posted(chair, "move_covenant", covenant.pk, buoc="settle")
    version = covenant.versions.get()
    company = party(covenant, "CTY-MAY").pk
    own = party(covenant, "TQ-SD-001").pk
    posted(chair, "sign", covenant.pk, secret=PIN, capacity="executive", digest=version.digest)
    assert "Chức vụ" in opened(chair, "record_stage", covenant.pk)
    posted(
        chair,
        "record_stage",
        covenant.pk,
        signed_on="17/7/2017",
        digest=version.digest,
        scan=SimpleUploadedFile("ky.pdf", b"%PDF-1.4 with the employer", "application/pdf"),
        **{f"ben-{company}-signed": "on", f"ben-{company}-name": "Ông Lê Văn Chủ", f"ben-{company}-office": "Giám đốc"},
    )  # fmt: skip
    covenant.refresh_from_db()
    assert covenant.state == "in_force"
    assert Signature.objects.get(party=own).capacity == "executive"
    opened(cast.client("garment_worker"), "covenant", covenant.pk)  # a member reads that of the own union
