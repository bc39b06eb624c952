"""Registrations from Excel: nothing lost, nobody twice, every doubt told at its row."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import xlsxwriter

from tests.cast import Cast
from tests.federation.lists import counts, problems, row
from tests.pledge.registering import GARMENT, HEAD, opened, person, put, send, send_file, the_list, title
from thidua.documents.sheets import read_rows, write_rows
from thidua.federation.models import Person
from thidua.kernel.intake.actions.apply import apply
from thidua.kernel.intake.actions.correct import correct_sheet
from thidua.kernel.intake.sheets_out import waiting_rows
from thidua.pledge.actions.registrations.keep_lists import confirm_list
from thidua.pledge.models import Registration, Scheme
from thidua.pledge.queries.registrations.coverage import coverage_of
from thidua.pledge.queries.registrations.pasting import pasted_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheme(cast: Cast) -> Scheme:
    return opened(cast)


def test_people_are_found_or_added_and_titles_are_read_as_written(cast: Cast, scheme: Scheme) -> None:
    intake = send(
        cast,
        scheme,
        [
            ["Lý Thị Nga", "LĐTT", "", "", ""],
            ["lý thị nga", "CSTĐCS", "", "", ""],
            ["Ma Thị Mới", "Lao động tiên tiến", "", "07/02/1985", "912000111"],
            ["Tổ may số 3", "Tập thể lao động tiên tiến", "", "", ""],
            ["Nhà ăn ca", "công trình gắn biển", "", "", ""],
            ["Gá lắp may túi", "sáng kiến", "", "", ""],
            ["Ma Thị Năm", "LĐTT", "Công ty May Sơn Dương", "1985", ""],  # as people write it, without CĐCS
        ],
    )
    assert counts(intake) == {"ready": 7}
    assert "Sẽ thêm người mới" in row(intake, 4).note
    assert row(intake, 8).note.startswith("Chỉ có năm sinh nên ngày sinh để trống. Sẽ thêm người mới")
    apply(actor=cast.actor("garment_chair"), intake_id=intake.pk)
    assert counts(intake) == {"applied": 7}
    made = Registration.objects.order_by("pk")
    assert [(one.kind, one.who, one.title.name if one.title else "") for one in made] == [
        ("individual", "Lý Thị Nga", "Lao động tiên tiến"),
        ("individual", "Lý Thị Nga", "Chiến sĩ thi đua cơ sở"),
        ("individual", "Ma Thị Mới", "Lao động tiên tiến"),
        ("collective", "Tổ may số 3", "Tập thể lao động tiên tiến"),
        ("work", "Nhà ăn ca", ""),
        ("topic", "Gá lắp may túi", ""),
        ("individual", "Ma Thị Năm", "Lao động tiên tiến"),
    ]
    new = Person.objects.get(name="Ma Thị Mới")
    assert (new.phone, new.born_on, new.home) == ("0912000111", dt.date(1985, 2, 7), cast.units[GARMENT])
    found = coverage_of(scheme, cast.units[GARMENT])
    assert (found.people, found.lines) == (3, 5)


def test_the_same_twice_is_told_and_nobody_enters_the_register_twice(cast: Cast, scheme: Scheme) -> None:
    put(cast, scheme, person(cast, "Nông Thị Có"))
    intake = send(
        cast,
        scheme,
        [
            ["Nông Thị Có", "LĐTT", "", "", ""],
            ["Ma Thị Mới", "LĐTT", "", "07/02/1985", ""],
            ["Ma Thị Mới", "LĐTT", "", "07/02/1985", ""],
            ["Ma Thị Mới", "CSTĐCS", "", "07/02/1985", ""],
            ["Tổ 1", "TTLĐTT", "", "", ""],
            ["TỔ 1", "TTLĐTT", "", "", ""],
        ],
    )
    assert problems(intake) == {
        2: [("name", "pledge.already_registered")],
        4: [("name", "pledge.already_registered")],
        7: [("name", "pledge.already_registered")],
    }
    apply(actor=cast.actor("garment_chair"), intake_id=intake.pk)
    assert counts(intake) == {"applied": 3, "problem": 3}
    assert Person.objects.filter(name="Ma Thị Mới").count() == 1


def test_namesakes_are_asked_and_a_person_of_two_units_is_told_where_they_are(
    cast: Cast, scheme: Scheme
) -> None:
    person(cast, "Lý Văn Đôi", born_on=dt.date(1990, 1, 1))
    person(cast, "Lý Văn Đôi", born_on=dt.date(1991, 1, 1))
    person(cast, "Ma Văn Kia", "TQ-SD-002", phone="0912000222", born_on=dt.date(1980, 1, 1))
    intake = send(
        cast,
        scheme,
        [
            ["Lý Văn Đôi", "LĐTT", "", "", ""],
            ["Lý Văn Đôi", "LĐTT", "", "01/01/1991", ""],
            ["Ma Văn Kia", "LĐTT", "", "01/01/1980", ""],
            ["Ma Văn Kia", "LĐTT", "", "", "0912 000 222"],
            ["Ma Văn Kia", "LĐTT", "", "02/02/1985", ""],
        ],
    )
    assert problems(intake) == {
        2: [("name", "pledge.several_people")],
        4: [("name", "pledge.registered_at_another")],
        5: [("name", "pledge.registered_at_another")],
    }
    told = row(intake, 4).problems[0]
    assert "CĐCS Trường THCS Tân Trào" in told["what"]
    assert "ngày sinh" in told["why"]


def test_two_rows_put_one_new_person_at_two_units(cast: Cast, scheme: Scheme) -> None:
    intake = send(
        cast,
        scheme,
        [
            ["Ma Thị Mới", "LĐTT", "TQ-SD-001", "07/02/1985", ""],
            ["Ma Thị Mới", "LĐTT", "TQ-SD-002", "07/02/1985", ""],
        ],
        unit="TQ-SD",
        by="son_duong_officer",
    )
    assert problems(intake) == {3: [("name", "pledge.registered_at_another")]}


def test_spouses_in_one_list_are_one_family(cast: Cast, scheme: Scheme) -> None:
    head = (*HEAD, "Vợ hoặc chồng", "Đơn vị của vợ hoặc chồng")
    intake = send(
        cast,
        scheme,
        [
            ["Nông Thị Vợ", "Gia đình CNVCLĐ tiêu biểu", "TQ-SD-001", "", "", "Lý Văn Chồng", "TQ-SD-002"],
            ["Lý Văn Chồng", "Gia đình CNVCLĐ tiêu biểu", "TQ-SD-002", "", "", "Nông Thị Vợ", "TQ-SD-001"],
        ],
        head=head,
        unit="TQ-SD",
        by="son_duong_officer",
    )
    assert problems(intake) == {3: [("name", "pledge.already_registered")]}
    apply(actor=cast.actor("son_duong_officer"), intake_id=intake.pk)
    assert Registration.objects.get().who == "Nông Thị Vợ và Lý Văn Chồng"


def test_unknown_titles_units_and_broken_numbers_wait_with_a_reason(cast: Cast, scheme: Scheme) -> None:
    head = (*HEAD, "CCCD")
    intake = send(
        cast,
        scheme,
        [
            ["Ma Thị Một", "Siêu nhân lao động", "", "", "", ""],
            ["Ma Thị Hai", "LĐTT", "Công ty Không Có", "", "", ""],
            ["Ma Thị Ba", "LĐTT", "", "31/02/1990", "12", ""],
            ["Ma Thị Bốn", "LĐTT", "", "", "", "3,80901E+11"],
            ["Ma Thị Năm", "", "", "", "", ""],
            ["", "LĐTT", "", "", "", ""],
            ["Ma Thị Sáu", "LĐTT", "", "01/01/1990", "", 38090001234],
        ],
        head=head,
        unit="TQ-SD",
        by="son_duong_officer",
    )
    assert problems(intake) == {
        2: [("title", "pledge.title_unknown")],
        4: [("born", "formats.date_impossible"), ("phone", "federation.phone_wrong")],
        5: [("identity", "pledge.identity_broken")],
        6: [("title", "pledge.title_missing")],
        7: [("name", "kernel.intake_cell_empty")],
    }
    assert counts(intake) == {"problem": 5, "unmatched": 1, "ready": 1}
    apply(actor=cast.actor("son_duong_officer"), intake_id=intake.pk)
    assert Registration.objects.get().identity == "038090001234"
    sheet = read_rows(waiting_rows(intake))
    assert len(sheet.rows) == 7
    told = {str(line.cells[0]): [str(cell or "") for cell in line.cells] for line in sheet.rows}
    fixed = told["2"]
    fixed[2] = "LĐTT"
    again = write_rows([str(cell) for cell in sheet.rows[0].cells], [fixed])
    correct_sheet(
        actor=cast.actor("son_duong_officer"),
        intake_id=intake.pk,
        name="sua.xlsx",
        stream=io.BytesIO(again),
        size=len(again),
    )
    assert counts(intake) == {"problem": 4, "unmatched": 1, "ready": 1, "applied": 1}


def test_merged_cells_formulas_and_days_as_text_are_read(cast: Cast, scheme: Scheme) -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        page = book.add_worksheet("Đăng ký")
        page.merge_range(0, 0, 0, 4, "DANH SÁCH ĐĂNG KÝ THI ĐUA NĂM 2017")
        for place, named in enumerate(HEAD):
            page.write(1, place, named)
        page.merge_range(2, 0, 3, 0, "Ma Thị Gộp")
        page.merge_range(2, 2, 4, 2, "TQ-SD-001")
        page.write(2, 1, "LĐTT")
        page.write(3, 1, "CSTĐCS")
        page.write(2, 3, "07/02/1985")
        page.write(3, 3, "7-2-1985")
        page.write(4, 0, "Ma Thị Công Thức")
        page.write_formula(4, 1, '="Lao động "&"tiên tiến"', None, "Lao động tiên tiến")
        page.write_formula(4, 4, "=912000000+999", None, 912000999)
        page.write(5, 0, "Ma Thị Hỏng")
        page.write_formula(5, 1, "=Sheet2!A1", None, "#REF!")
    intake = send_file(cast, scheme, made.getvalue(), unit="TQ-SD", by="son_duong_officer")
    assert problems(intake) == {6: [("title", "pledge.title_missing")]}  # an error holds no value
    apply(actor=cast.actor("son_duong_officer"), intake_id=intake.pk)
    lines = Registration.objects.order_by("pk")
    assert [(one.who, one.unit.code) for one in lines] == [
        ("Ma Thị Gộp", GARMENT),
        ("Ma Thị Gộp", GARMENT),
        ("Ma Thị Công Thức", GARMENT),
    ]
    assert Person.objects.get(name="Ma Thị Gộp").born_on == dt.date(1985, 2, 7)
    assert Person.objects.get(name="Ma Thị Công Thức").phone == "0912000999"


def test_a_title_of_the_catalogue_that_the_plan_does_not_name_is_kept_with_a_remark(
    cast: Cast, scheme: Scheme
) -> None:
    """Story 17: "CSTĐ cấp quận"."""
    intake = send(cast, scheme, [["Lý Thị Nga", "CSTĐ cấp quận", "", "", ""]])
    assert counts(intake) == {"ready": 1}
    assert "Không phải danh hiệu của Luật" in row(intake, 2).note
    apply(actor=cast.actor("garment_chair"), intake_id=intake.pk)
    kept = title(scheme, "district_emulation_soldier")
    assert (kept.offered, kept.is_statutory) == (False, False)
    assert Registration.objects.get().title == kept


def test_a_confirmed_list_takes_nothing_and_says_so(cast: Cast, scheme: Scheme) -> None:
    put(cast, scheme, person(cast, "Nông Thị Có"))
    confirm_list(actor=cast.actor("garment_chair"), list_id=the_list(cast, scheme).pk)
    intake = send(cast, scheme, [["Lý Thị Nga", "LĐTT", "", "", ""]])
    assert problems(intake) == {2: [("unit", "pledge.list_closed")]}


class TestPasting:
    def test_names_alone_with_a_title_chosen_beside(self, cast: Cast, scheme: Scheme) -> None:
        content = pasted_sheet("Lý Thị Nga\nMa Thị Mới\n\n")
        intake = send_file(cast, scheme, content, title_id=title(scheme).pk)
        assert counts(intake) == {"ready": 2}
        apply(actor=cast.actor("garment_chair"), intake_id=intake.pk)
        assert {one.who for one in Registration.objects.all()} == {"Lý Thị Nga", "Ma Thị Mới"}

    def test_columns_with_and_without_a_head(self, cast: Cast, scheme: Scheme) -> None:
        for told in (
            "Lý Thị Nga\tLĐTT\nMa Thị Mới\tCSTĐCS",
            'Danh hiệu\tHọ tên\tSĐT\nLĐTT\tLý Thị Nga\t\nCSTĐCS\t"Ma Thị\nMới"\t0912000333\n',
        ):
            intake = send_file(cast, scheme, pasted_sheet(told))
            assert counts(intake) == {"ready": 2}
            assert {one.cells["name"] for one in intake.rows.all()} == {"Lý Thị Nga", "Ma Thị Mới"}
