"""The catalogue on screen: everybody reads, administrators confirm with the text that they saw."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from thidua.access.models import Account, Holding
from thidua.catalogue.models import Confirmation
from thidua.catalogue.queries.items import fact
from thidua.federation.models import Body, UnitKind

SALARY = ("base_salary", "base_salary_2016_05")


@pytest.fixture(autouse=True)
def _addresses(settings, tmp_path) -> None:
    settings.ROOT_URLCONF = "tests.launch.urls"
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    cache.clear()


def signed_in(role: str) -> Client:
    kind, _made = UnitKind.objects.get_or_create(code="p", defaults={"name": "p", "level": "province"})
    unit = Body.objects.filter(code="TQ").first() or Body(code="TQ", name="LĐLĐ tỉnh Tuyên Quang", kind=kind)
    unit.save()
    unit.path = f"{unit.pk}."
    unit.save()
    account = Account.objects.create(login=role, name=role, unit=unit)
    Holding.objects.create(account=account, role=role, unit=unit, from_on=dt.date(2015, 1, 1))
    client = Client()
    client.force_login(account, backend="thidua.access.signing_in.Backend")
    return client


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.django_db
class TestPages:
    def test_everybody_reads(self, django_assert_num_queries) -> None:
        client = signed_in("grassroots_chair")
        home = reverse("catalogue:home")
        assert "chờ quản trị xác nhận" in text(client.get(home)).casefold()
        found = text(client.get(home, {"q": "lao dong gioi"}))
        assert "Lao động giỏi, lao động sáng tạo" in found
        with django_assert_num_queries(6):
            page = client.get(reverse("catalogue:kind", args=["titles"]))
        assert "Độ chắc chắn" in text(page)
        assert client.get(reverse("catalogue:kind", args=["nothing"])).status_code == 404
        assert client.get(reverse("catalogue:item", args=["titles", "nothing"])).status_code == 404

    def test_an_unconfirmed_figure_is_never_shown_as_the_one_in_use(self) -> None:
        page = text(signed_in("officer").get(reverse("catalogue:item", args=SALARY)))
        assert "Giá trị đề xuất, chưa dùng" in page
        assert "Giá trị đang dùng" not in page
        assert "Văn bản đã xem" not in page

    def test_an_administrator_confirms_and_takes_back(self) -> None:
        client, where = signed_in("administrator"), reverse("catalogue:item", args=SALARY)
        refused = client.post(where, {"text_seen": "", "note": "giữ lại"})
        assert refused.status_code == 422
        assert "Chưa nêu văn bản đã xem" in text(refused)
        assert 'value="giữ lại"' in text(refused)
        assert client.post(where, {"text_seen": "47/2016/NĐ-CP"}).status_code == 302
        assert fact("base_salary", on=dt.date(2017, 2, 7)) == 1_210_000
        assert "Giá trị đang dùng" in text(client.get(where))
        client.post(reverse("catalogue:take_back", args=SALARY), {"reason": "Nhầm"})
        assert not Confirmation.objects.filter(ended_at=None).exists()

    def test_others_may_not_confirm(self) -> None:
        client = signed_in("officer")
        response = client.post(reverse("catalogue:item", args=SALARY), {"text_seen": "x"})
        assert response.status_code == 403
        assert not Confirmation.objects.exists()

    def test_money_and_days_are_written_as_offices_write_them(self) -> None:
        client = signed_in("administrator")
        page = client.get(reverse("catalogue:item", args=SALARY)).content.decode().replace("\xa0", " ")
        assert "1.210.000 đồng" in page
        assert "1210000" not in page
        told = {"text_seen": "Nghị định 47/2016/NĐ-CP", "typed": "một triệu hai"}
        refused = client.post(reverse("catalogue:item", args=SALARY), told)
        assert "1.210.000 đồng" in refused.content.decode().replace("\xa0", " ")
        client.post(reverse("catalogue:item", args=SALARY), {**told, "typed": "1.210.000 đồng"})
        assert fact("base_salary", on=dt.date(2017, 2, 7)) == 1_210_000

    def test_a_day_is_asked_for_and_read_as_a_day(self) -> None:
        client = signed_in("administrator")
        day = ("anniversaries", "women_day")
        assert (
            "tính từ ngày, tháng, năm nào?"
            in client.get(reverse("catalogue:item", args=day)).content.decode()
        )
        told = {"text_seen": "Kế hoạch 315/KH-LĐLĐ", "typed": "8 tháng 3"}
        assert client.post(reverse("catalogue:item", args=day), told).status_code == 422
        client.post(reverse("catalogue:item", args=day), {**told, "typed": "8/3/1910"})
        assert fact(*day) == "1910-03-08"
        assert "08/03/1910" in client.get(reverse("catalogue:item", args=day)).content.decode()
