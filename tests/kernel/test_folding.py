"""Words without marks inside the database are the words that Python folds."""

from __future__ import annotations

import unicodedata

import pytest
from django.db.models import Value

from tests.federation.cast import make_kinds
from thidua.federation.models import UnitKind
from thidua.formats.text import fold
from thidua.kernel.folding import folded, saying

pytestmark = pytest.mark.django_db

EVERY_LETTER = (
    "aàảãáạăằẳẵắặâầẩẫấậ bcd đ eèẻẽéẹêềểễếệ ghiìỉĩíị klmn oòỏõóọôồổỗốộơờởỡớợ pqrst uùủũúụưừửữứự vx yỳỷỹýỵ"
)


@pytest.mark.parametrize(
    "written",
    [
        EVERY_LETTER,
        EVERY_LETTER.upper(),
        unicodedata.normalize("NFD", EVERY_LETTER),
        "Đổi mới CÔNG NGHỆ, “Xanh – Sạch – Đẹp” 5S",
    ],
)
def test_the_database_folds_as_python_does(written: str) -> None:
    make_kinds()
    UnitKind.objects.filter(code="union_group").update(name=written)
    told = (
        UnitKind.objects.annotate(told=folded("name")).values_list("told", flat=True).get(code="union_group")
    )
    assert told.strip() == fold(written)


def test_every_word_must_stand_in_some_field() -> None:
    make_kinds()
    rows = UnitKind.objects.annotate(one=Value(1))
    assert {kind.code for kind in saying(rows, "CONG doan TO", "name", "short_name")} == {"union_group"}
    assert not saying(rows, "ong oan", "name").exists()  # the middle of a word is not a word
    assert not saying(rows, "cong doan xe dap", "name", "short_name").exists()
