"""Components with little given, too much given, and hostile words."""

import pytest
from django.template import engines


def drawn(source: str, **given: object) -> str:
    return engines["django"].from_string(source).render(given)


def test_a_hostile_name_stays_text_wherever_it_goes():
    name = '"><script>alert(1)</script>'
    for source in (
        '{% cotton button :title="name" href="#" %}{{ name }}{% endcotton %}',
        '{% cotton button title="{{ name }}" href="{{ name }}" %}x{% endcotton %}',
        '{% cotton state name="sent" word="{{ name }}" /%}',
        '{% cotton job url="#" :title="name" /%}',
        '{% cotton target-line :name="name" :rule="name" state="sent" /%}',
        '{% cotton field name="a" :label="name" :value="name" :hint="name" /%}',
        '{% cotton crumbs :items="items" /%}',
    ):
        page = drawn(source, name=name, items=[{"label": name, "url": name}])
        assert "<script>alert" not in page, source


def test_words_of_the_page_do_not_leak_into_components():
    page = drawn(
        '{% cotton note %}Lời.{% endcotton %}{% cotton empty /%}{% cotton field name="a" label="A" /%}',
        title="Tên trang",
        label="nhãn trang",
        action="việc trang",
        error={"what": "lỗi trang"},
        last="7",
        hint="gợi ý",
    )
    for word in ("Tên trang", "nhãn trang", "việc trang", "lỗi trang", "gợi ý", 'class="last"'):
        assert word not in page


def test_a_field_ties_label_hint_and_error_to_its_box():
    page = drawn(
        '{% cotton field id="nu" name="nu" label="Nữ" hint="Gợi ý" :error="error" kind="number" /%}',
        error={"what": "Sai", "why": "vì", "next": "sửa"},
    )
    assert '<label for="nu">' in page
    assert 'aria-describedby="nu_error nu_helptext" aria-invalid="true"' in page
    assert 'id="nu_error"' in page
    assert 'id="nu_helptext"' in page
    assert 'inputmode="decimal"' in page


def test_a_django_field_is_drawn_with_its_own_words():
    from django import forms

    class Named(forms.Form):
        name = forms.CharField(label="Tên phong trào", help_text="Như trong kế hoạch.")

    page = drawn('{% cotton field :bound="form.name" /%}', form=Named({"name": ""}))
    assert '<label for="id_name">Tên phong trào' in page
    assert "Như trong kế hoạch." in page
    assert 'aria-invalid="true"' in page
    assert 'id="id_name_error"' in page


def test_zero_in_last_period_is_told_and_missing_is_a_dash():
    assert "<b>0</b>" in drawn('{% cotton field name="a" label="A" last_label="2016" :last="0" /%}')
    assert "<b>–</b>" in drawn(
        '{% cotton field name="a" label="A" last_label="2016" :last="none" /%}', none=None
    )


def test_a_button_that_may_not_be_pressed_says_why():
    page = drawn('{% cotton button href="/x" unable="Hạn đã hết." %}Gửi{% endcotton %}')
    assert "disabled" in page
    assert "Hạn đã hết." in page
    assert "href" not in page


@pytest.mark.parametrize(
    "template", ["frame.html", "plain.html", "400.html", "403.html", "404.html", "500.html"]
)
def test_a_page_needs_no_context_at_all(template):
    page = engines["django"].get_template(template).render({})
    assert '<html lang="vi">' in page
    assert "<c-" not in page
