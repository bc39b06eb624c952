"""How pages answer a refusal: at the field, with its own status, and with everything that was typed."""

from __future__ import annotations

import pytest
from django import forms

from thidua.kernel.desk.answering import back, refusal_of, refusing, status_of
from thidua.kernel.errors import Absent, NotYours, Stale

AT = {"kernel.stale": ("day", "version")}


class Letter(forms.Form):
    to = forms.CharField()
    version = forms.IntegerField(required=False)


def sent(**typed: str) -> Letter:
    form = Letter({"to": "Công đoàn xã Hùng Đức", **typed})
    assert form.is_valid()
    return form


def test_a_refusal_stands_at_its_field_and_gives_the_page_its_status() -> None:
    form = sent()
    with refusing(form, "to"):
        raise NotYours()
    assert "không làm được việc này" in form.errors["to"][0]
    assert isinstance(refusal_of(form), NotYours)
    assert status_of(form) == 403
    assert form["to"].value() == "Công đoàn xã Hùng Đức"


def test_the_code_of_a_refusal_finds_the_first_field_that_the_form_has() -> None:
    form = sent(version="3")
    with refusing(form, at=AT):
        raise Stale()
    assert list(form.errors) == ["version"]
    assert status_of(form) == 409


@pytest.mark.parametrize("field", [None, "elsewhere"])
def test_without_its_field_a_refusal_stands_above_the_form(field: str | None) -> None:
    form = sent()
    with refusing(form, field, at=AT):
        raise Absent()
    assert list(form.errors) == ["__all__"]
    assert status_of(form) == 404


def test_a_form_wrongly_filled_is_not_taken_for_a_refusal() -> None:
    form = Letter({"to": ""})
    assert refusal_of(form) is None
    assert status_of(Letter(), form) == 422
    assert status_of(Letter(), sent()) == 200


def test_an_error_of_another_kind_is_nobodys_form_error() -> None:
    with pytest.raises(ZeroDivisionError), refusing(sent()):
        raise ZeroDivisionError


def test_the_way_back_goes_by_name_to_a_place_on_the_page() -> None:
    assert back("federation:unit", 7, anchor="nguoi")["Location"] == "/to-chuc/7#nguoi"
    assert back("report:form", report_id=3)["Location"] == "/bao-cao/3/nhap/"
