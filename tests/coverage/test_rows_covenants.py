"""The covenants of section 5 of `docs/coverage.md`: drafted from what was assigned, signed, after the old year."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Cast, hear_everything, read
from tests.coverage.desk import Desks
from tests.pledge.covenants import assigned, cluster_of, party, to_be_signed
from thidua.federation.models import ClusterYear
from thidua.federation.states import CLUSTER_YEAR

PIN = read("cast.yaml")["pin"]


@pytest.mark.row("K05")
def test_a_covenant_names_what_each_member_promises(cast: Cast, desks: Desks) -> None:
    assigned(cast)
    cluster = cluster_of(cast)
    seat, member = desks("son_duong_chair"), desks("na_hang_chair")
    choice = f"cluster-{cluster.pk}-{cast.cycle.pk}"
    page = seat.do("/giao-uoc/lap", {"what": choice})
    assert "3. Đoàn viên tăng thêm thực tế" in page  # a target that was launched and assigned
    assert "Xây dựng công đoàn cơ sở vững mạnh" in page  # a content of the plan
    (listed,) = seat.ask("GET /covenants")["items"]
    where = {"covenant_id": listed["id"]}
    assert member.ask("GET /covenants")["total"] == 0  # a draft is its seat's
    seat.do("/giao-uoc/<int:covenant_id>/chuyen", {"buoc": "open"}, **where)
    told = member.ask("GET /covenants/{covenant_id}", **where)
    numbered = next(one for one in told["clauses"] if one["text"] == "Đoàn viên tăng thêm thực tế")
    assert {one["threshold"]["value"] for one in numbered["figures"]} == {"70", "260", "80"}
    page = member.see("/giao-uoc/<int:covenant_id>/con-so", **where)
    assert "Giao ước Từ 70 đoàn viên trở lên" in page
    assert "Chỉ tiêu giao Từ 70 đoàn viên trở lên" in page
    clause = told["clause_ids"][numbered["number"] - 1]
    own = next(one["id"] for one in told["parties"] if one["unit"]["code"] == "TQ-NH")
    asked = {"clause_id": clause, "party_id": own, "typed": "75", "reason": "có doanh nghiệp mới"}
    made = member.ask("POST /covenants/{covenant_id}/proposals", asked, **where)
    seat.ask(
        "POST /covenants/{covenant_id}/proposals/{proposal_id}",
        {"do": "accept"},
        proposal_id=made["id"],
        **where,
    )
    member.ask("POST /covenants/{covenant_id}/agreement", **where)
    page = member.see("/giao-uoc/<int:covenant_id>", **where)
    assert "Đơn vị mình: Từ 75 đoàn viên trở lên" in page


@pytest.mark.row("A10", "K06")
def test_a_covenant_is_signed_in_the_house_and_on_stage(cast: Cast, desks: Desks) -> None:
    version = to_be_signed(cast)
    where = {"covenant_id": version.covenant_id}
    seat, member = desks("son_duong_chair"), desks("na_hang_chair")
    signing = {"capacity": "committee", "digest": version.digest, "secret": PIN}
    wrong = {**signing, "secret": "135790"}
    told = member.ask("POST /covenants/{covenant_id}/signatures", wrong, status=422, **where)
    assert told["code"] == "access.secret_wrong"
    member.do("/giao-uoc/<int:covenant_id>/ky", signing, **where)
    seat.ask("POST /covenants/{covenant_id}/signatures", signing, **where)
    education = party(version.covenant, "TQ-GD").pk
    page = seat.do(
        "/giao-uoc/<int:covenant_id>/ky-tai-le",
        {
            "signed_on": "17/7/2017",
            "digest": version.digest,
            "scan": SimpleUploadedFile("ky.pdf", b"%PDF-1.4 on stage", "application/pdf"),
            f"ben-{education}-signed": "on",
            f"ben-{education}-name": "Vũ Thị Bích",
            f"ben-{education}-capacity": "committee_deputy",
        },
        **where,
    )
    assert "Có hiệu lực" in page
    assert "TM. BAN THƯỜNG VỤ, KT. CHỦ TỊCH" in page
    for answers in (cast.actor("na_hang_chair").name, cast.actor("son_duong_chair").name, "Vũ Thị Bích"):
        assert answers in page  # each party answers by name and office
    hear_everything()
    chain = member.ask("GET /covenants/{covenant_id}/versions", **where)
    assert (chain["holds"], [one["digest"] for one in chain["versions"]]) == (True, [version.digest])
    assert version.digest[:16] in member.see("/giao-uoc/<int:covenant_id>/cac-ban", **where)
    page = member.see("/giao-uoc/<int:covenant_id>/theo-doi", **where)
    assert "chỉ tiêu giao ước đã đạt" in page


@pytest.mark.row("K08")
def test_the_old_year_is_summed_up_before_the_new_covenant(cast: Cast, desks: Desks) -> None:
    version = to_be_signed(cast)
    covenant, seat = version.covenant, desks("son_duong_chair")
    where = {"covenant_id": covenant.pk}
    seat.ask("POST /covenants/{covenant_id}/moves", {"move": "reopen", "reason": "thiếu một điều"}, **where)
    last = ClusterYear.objects.create(cluster=covenant.cluster, year=2016)
    page = seat.do("/giao-uoc/<int:covenant_id>/chuyen", {"buoc": "settle"}, **where)
    assert "Lời văn đang soạn" in page
    told = seat.ask("POST /covenants/{covenant_id}/moves", {"move": "settle"}, status=409, **where)
    assert told["code"] == "pledge.last_year_open"
    CLUSTER_YEAR.move(last, "close")
    told = seat.ask("POST /covenants/{covenant_id}/moves", {"move": "settle"}, **where)
    assert told["state"] == "to_sign"
