"""The official layout: a block for each party in the capacity that was used, the number, the hash, the annex."""

from __future__ import annotations

import datetime as dt

from tests.cast import Cast, hear_everything
from tests.pledge.covenants import (
    NEIGHBOUR,
    SEAT,
    cluster_of,
    decide,
    found_twelve,
    in_force,
    of_chair,
    on_stage,
    party,
    sent_round,
    to_be_signed,
    twelve,
)
from thidua.documents.writing.blocks import Annex, Division, Official, Table
from thidua.federation.models import Body, UnitKind
from thidua.pledge.actions.covenants.draft import draft_covenant
from thidua.pledge.actions.covenants.move import open_negotiation, settle_text
from thidua.pledge.actions.covenants.on_stage import OnStage
from thidua.pledge.models import Covenant
from thidua.pledge.queries.covenants.as_document import document_of, written


def words(document: Official) -> str:
    return repr(document.blocks)


def lines(document: Official, at: int) -> tuple[str, ...]:
    return (*document.signatures[at].lines, document.signatures[at].name)


def test_each_party_has_its_block_in_its_capacity(cast: Cast) -> None:
    covenant = in_force(cast)
    document = document_of(covenant)
    education, north, south = (lines(document, at) for at in range(3))
    assert education == (
        "CÔNG ĐOÀN NGÀNH GIÁO DỤC TỈNH TUYÊN QUANG",
        "TM. BAN THƯỜNG VỤ",
        "CHỦ TỊCH",
        "Vũ Thị Bích",
    )
    assert north[0] == "LIÊN ĐOÀN LAO ĐỘNG HUYỆN NA HANG"
    assert north[-1] == cast.people[NEIGHBOUR].name
    assert south[-1] == cast.people[SEAT].name
    assert (
        document.head.issuer == "Cụm thi đua số 1"
    )  # the cluster speaks, its leader's union numbers and seals
    assert document.head.kind == "Giao ước thi đua"
    assert document.head.title == "Năm 2017, Cụm thi đua số 1"
    digest = covenant.versions.get().digest
    assert f"{digest[:8]} {digest[8:16]} " in words(document)
    assert digest in words(document).replace(" ", "")
    assert document.annexes == ()
    assert "Đoàn viên tăng thêm thực tế. Công đoàn ngành Giáo dục tỉnh Tuyên Quang: từ 80" in words(document)
    assert "mỗi bên tất cả, 100" in words(document)  # where all promise the same it is said once


def test_before_it_is_signed_the_blocks_are_blank(cast: Cast) -> None:
    covenant = sent_round(cast)
    draft = document_of(covenant)
    assert draft.head.draft
    assert lines(draft, 1) == ("LIÊN ĐOÀN LAO ĐỘNG HUYỆN NA HANG", "")
    assert "SHA-256" not in words(draft)


def test_a_notice_rests_on_the_signatures_before_it(cast: Cast) -> None:
    covenant = in_force(cast)
    decide(cast, {"TQ-NH": "80"}, number=41)
    hear_everything()
    covenant.refresh_from_db()
    document = document_of(covenant)
    assert lines(document, 1)[-1] == cast.people[NEIGHBOUR].name
    assert "Liên đoàn Lao động huyện Na Hang: từ 80" in words(document)
    first = covenant.versions.get(number=1)
    assert "Liên đoàn Lao động huyện Na Hang: từ 70" in words(document_of(covenant, first))


def test_of_many_parties_the_figures_stand_in_an_annex(cast: Cast) -> None:
    found_twelve(cast)
    decide(cast, dict.fromkeys(twelve(), "300"), number=24)
    seat = cast.actor(SEAT)
    covenant = draft_covenant(
        actor=seat, kind="cluster", cycle_id=cast.cycle.pk, cluster_id=cluster_of(cast, twelve()).pk
    )
    open_negotiation(actor=seat, covenant_id=covenant.pk)
    version = settle_text(actor=seat, covenant_id=covenant.pk)
    deputy = OnStage(party(covenant, "TQ-M03").pk, "Phó chủ tịch TQ-M03", "vice_chair", "committee_deputy")
    others = [
        of_chair(party(covenant, code), f"Chủ tịch {code}") for code in twelve()[1:] if code != "TQ-M03"
    ]
    leader = of_chair(party(covenant, "TQ-SD"), cast.people[SEAT].name)
    on_stage(cast, version, [deputy, leader, *others], on=dt.date(2017, 7, 1))
    covenant.refresh_from_db()
    document = document_of(covenant)
    third = next(one for one in document.signatures if one.party.endswith("TQ-M03"))
    assert third.lines[1:] == ("TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    (annex,) = document.annexes
    assert isinstance(annex, Annex)
    tables = [one for one in annex.blocks if isinstance(one, Table)]
    assert sum(len(one.columns) - 2 for one in tables) == 12
    assert all(cell.startswith("Từ 300") for one in tables for cell in one.rows[0][2:])
    assert written(covenant, "pdf").content.startswith(b"%PDF-")


def test_a_group_is_headed_by_its_leader_and_an_employer_signs_in_its_own_office(cast: Cast) -> None:
    unit = cast.units["TQ-SD-001"]
    kind, _made = UnitKind.objects.get_or_create(
        code="union_group", defaults={"name": "tổ công đoàn", "level": "part"}
    )
    group = Body.objects.create(code="TO-1", name="Tổ công đoàn Chuyền 1", kind=kind, parent=unit)
    group.path = f"{unit.path}{group.pk}."
    group.save()
    company = Body.objects.create(form=Body.Form.PARTNER, code="CTY", name="Công ty May Sơn Dương", host=unit)
    chair = cast.actor("garment_chair")
    with_group = draft_covenant(actor=chair, kind="groups", cycle_id=cast.cycle.pk, seat_id=unit.pk)
    assert _signed(
        cast, with_group, OnStage(party(with_group, "TO-1").pk, "Lý Thị Nga", "chair", "chair")
    ) == (
        "TỔ CÔNG ĐOÀN CHUYỀN 1",
        "TỔ TRƯỞNG",
        "Lý Thị Nga",
    )
    employed = draft_covenant(actor=chair, kind="employer", cycle_id=cast.cycle.pk, seat_id=unit.pk)
    assert party(employed, "CTY").unit == company
    assert _signed(cast, employed, OnStage(party(employed, "CTY").pk, "Lê Văn Chủ", "Giám đốc")) == (
        "CÔNG TY MAY SƠN DƯƠNG",
        "GIÁM ĐỐC",
        "Lê Văn Chủ",
    )


def _signed(cast: Cast, covenant: Covenant, signer: OnStage) -> tuple[str, ...]:
    """The block of the other side, which signed on paper."""
    chair = cast.actor("garment_chair")
    open_negotiation(actor=chair, covenant_id=covenant.pk)
    version = settle_text(actor=chair, covenant_id=covenant.pk)
    on_stage(cast, version, [signer], by="garment_chair")
    covenant.refresh_from_db()
    return lines(document_of(covenant), 1)


def test_word_and_pdf_are_made_of_the_same(cast: Cast) -> None:
    version = to_be_signed(cast)
    made = {form: written(version.covenant, form) for form in ("docx", "pdf")}
    assert made["docx"].content.startswith(b"PK")
    assert made["pdf"].content.startswith(b"%PDF-")
    assert made["pdf"].name == "Giao ước thi đua năm 2017, Cụm thi đua số 1.pdf"
    assert any(isinstance(one, Division) for one in document_of(version.covenant).blocks)
