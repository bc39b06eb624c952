"""The clerk's book in daily use: found without marks, nothing twice, put right in sight."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.launch.cast import Cast, day
from tests.launch.desk import SignIn, opened, text
from tests.launch.papers import issued_plan, start
from tests.launch.test_registers import book, enter
from thidua.audit.models import Entry
from thidua.kernel.errors import Absent, NotYours
from thidua.launch.actions.correct_entry import correct_entry, strike_entry
from thidua.launch.errors import (
    AlreadyCameIn,
    EntryOfPaper,
    EntryStruck,
    InTheFuture,
    NumberTaken,
    ReasonMissing,
)
from thidua.launch.models import Movement, Register, RegisterEntry

TLD = {"sender": "Tổng Liên đoàn", "their_reference": "81/KH-TLĐ"}


@pytest.fixture
def incoming(cast: Cast) -> Register:
    return book(cast, automatic=True, direction="incoming")


@pytest.mark.usefixtures("addresses")
class TestSearch:
    @pytest.mark.parametrize("typed", ["cong van", "CÔNG VĂN", "342", "342/cv", "cv-ldld", "342/CV-LĐLĐ"])
    def test_a_book_is_searched_without_marks(self, cast: Cast, sign_in: SignIn, typed: str) -> None:
        register = book(cast)
        enter(cast.actor("clerk", "TQ"), register, 342, "CV-LĐLĐ", subject="Công văn về mái ấm")
        enter(cast.actor("clerk", "TQ"), register, 7, "TB-LĐLĐ", subject="Thông báo nghỉ lễ")
        page = text(sign_in("clerk", "TQ").get(reverse("launch:register", args=[register.pk]), {"q": typed}))
        assert "Công văn về mái ấm" in page
        assert "Thông báo nghỉ lễ" not in page

    def test_nothing_found_is_not_an_empty_book(self, cast: Cast, sign_in: SignIn) -> None:
        register = book(cast)
        enter(cast.actor("clerk", "TQ"), register, 342)
        page = text(sign_in("clerk", "TQ").get(reverse("launch:register", args=[register.pk]), {"q": "mèo"}))
        assert "Không tìm thấy văn bản nào trong sổ" in page
        assert "Sổ chưa có văn bản nào" not in page

    @pytest.mark.parametrize("typed", ["ke hoach", "05/kh", "phat dong thi dua", "KH-LĐLĐ"])
    def test_papers_are_searched_without_marks(
        self, cast: Cast, movement: Movement, targets, sign_in: SignIn, typed: str
    ) -> None:
        plan = issued_plan(cast, movement)
        guidance = start(cast, movement, kind="guidance")
        type(guidance).objects.get(pk=guidance.pk).save()
        page = text(sign_in("officer", "TQ").get(reverse("launch:papers"), {"q": typed}))
        assert reverse("launch:paper", args=[plan.pk]) in page


class TestComingIn:
    def test_nothing_comes_in_dated_tomorrow(self, cast: Cast, incoming: Register) -> None:
        with pytest.raises(InTheFuture):
            enter(cast.actor("clerk", "TQ"), incoming, None, "", dated_on=day(3, 21), **TLD)

    def test_the_same_document_twice_is_asked_about(self, cast: Cast, incoming: Register) -> None:
        clerk = cast.actor("clerk", "TQ")
        enter(clerk, incoming, None, "", **TLD)
        with pytest.raises(AlreadyCameIn) as refused:
            enter(clerk, incoming, None, "", sender="TỔNG LIÊN ĐOÀN", their_reference="81/kh-tld")
        assert "số 01" in refused.value.say().what
        enter(clerk, incoming, None, "", sender="Tổng Liên đoàn", their_reference="82/KH-TLĐ")
        enter(clerk, incoming, None, "", again=True, **TLD)
        assert RegisterEntry.objects.count() == 3

    @pytest.mark.usefixtures("addresses")
    def test_over_the_page_a_tick_enters_it_after_all(
        self, cast: Cast, incoming: Register, sign_in: SignIn
    ) -> None:
        clerk = sign_in("clerk", "TQ")
        where = reverse("launch:register", args=[incoming.pk])
        told = {"dated_on": "10/3/2017", "subject": "Hướng dẫn của Tổng Liên đoàn", **TLD}
        assert 'name="again"' not in text(clerk.get(where))
        assert clerk.post(where, told).status_code == 302
        refused = clerk.post(where, told)
        assert refused.status_code == 409
        assert 'name="again"' in text(refused)
        assert "Hướng dẫn của Tổng Liên đoàn" in text(refused)
        assert clerk.post(where, {**told, "again": "on"}).status_code == 302


class TestCorrecting:
    @pytest.fixture
    def entry(self, cast: Cast) -> RegisterEntry:
        return enter(cast.actor("clerk", "TQ"), book(cast), 342, subject="Kế hoach")

    def test_a_line_is_put_right_in_sight(self, cast: Cast, entry: RegisterEntry) -> None:
        clerk = cast.actor("clerk", "TQ")
        told = {"subject": "Kế hoạch thi đua", "number": 343}
        kept = correct_entry(actor=clerk, entry_id=entry.pk, reason="Gõ nhầm", **told)
        assert (kept.reference, kept.subject) == ("343/KH-LĐLĐ", "Kế hoạch thi đua")
        assert (kept.corrected_on, kept.correction) == (day(3, 20), "Gõ nhầm")
        line = Entry.objects.get(did="launch.register_corrected")
        assert line.data["before"] == {"number": "342", "subject": "Kế hoach"}
        assert line.reason == "Gõ nhầm"

    def test_not_onto_the_number_of_another(self, cast: Cast, entry: RegisterEntry) -> None:
        clerk = cast.actor("clerk", "TQ")
        enter(clerk, entry.register, 343)
        with pytest.raises(NumberTaken):
            correct_entry(actor=clerk, entry_id=entry.pk, reason="Gõ nhầm", number=343)

    def test_a_struck_line_stays_and_keeps_its_number(self, cast: Cast, entry: RegisterEntry) -> None:
        clerk = cast.actor("clerk", "TQ")
        strike_entry(actor=clerk, entry_id=entry.pk, reason="Vào sổ hai lần")
        assert RegisterEntry.objects.get().struck_for == "Vào sổ hai lần"
        with pytest.raises(EntryStruck):
            correct_entry(actor=clerk, entry_id=entry.pk, reason="Gõ nhầm", subject="Khác")
        with pytest.raises(NumberTaken):
            enter(clerk, entry.register, 342)

    def test_a_reason_is_asked(self, cast: Cast, entry: RegisterEntry) -> None:
        with pytest.raises(ReasonMissing):
            strike_entry(actor=cast.actor("clerk", "TQ"), entry_id=entry.pk, reason=" ")

    def test_the_line_of_a_paper_follows_the_paper(self, cast: Cast, movement: Movement, targets) -> None:
        issued_plan(cast, movement)
        with pytest.raises(EntryOfPaper):
            strike_entry(
                actor=cast.actor("clerk", "TQ"), entry_id=RegisterEntry.objects.get().pk, reason="Nhầm"
            )

    @pytest.mark.parametrize(
        ("role", "unit", "refusal"),
        [
            ("officer", "TQ", NotYours),
            ("clerk", "NH", Absent),
            ("clerk", "HG", Absent),
            ("member", "TQ", Absent),
        ],
    )
    def test_who_may_not(
        self, cast: Cast, entry: RegisterEntry, role: str, unit: str, refusal: type[Exception]
    ) -> None:
        with pytest.raises(refusal):
            strike_entry(actor=cast.actor(role, unit), entry_id=entry.pk, reason="Nhầm")

    @pytest.mark.usefixtures("addresses")
    def test_over_the_pages(self, cast: Cast, entry: RegisterEntry, sign_in: SignIn) -> None:
        clerk, where = sign_in("clerk", "TQ"), reverse("launch:correct_entry", args=[entry.pk])
        assert where in opened(clerk, "register", entry.register_id)
        told = {
            "number": "342",
            "symbol": "KH-LĐLĐ",
            "dated_on": "7/2/2017",
            "subject": "Kế hoạch",
            "reason": "",
        }
        refused = clerk.post(where, told)
        assert refused.status_code == 422
        assert clerk.post(where, {**told, "reason": "Sai chính tả"}).status_code == 302
        assert "Sửa ngày 20/03/2017: Sai chính tả" in opened(clerk, "register", entry.register_id)
        strike = reverse("launch:strike_entry", args=[entry.pk])
        assert clerk.post(strike, {"reason": ""}).status_code == 422
        assert clerk.post(strike, {"reason": "Văn bản hủy"}).status_code == 302
        page = opened(clerk, "register", entry.register_id)
        assert "Gạch ngày 20/03/2017: Văn bản hủy" in page
        assert "<s>342/KH-LĐLĐ</s>" in page
        assert where not in page
        assert sign_in("clerk", "NH").get(where).status_code == 404
        assert clerk.get(reverse("launch:correct_entry", args=[999999])).status_code == 404
