from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.template import engines

from tests.access.cast import TODAY, Places, account, make_places
from thidua.access.models import Account
from thidua.kernel import clock


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.standing_on(TODAY):
        yield


@pytest.fixture(autouse=True)
def _quick_hash(settings: LazySettings) -> None:
    """Hashing is slow on purpose; ``test_hashing`` tests the real one."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _uncollected_files(settings: LazySettings) -> None:
    """Pages are drawn without collecting static files first."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def page_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the frame around it, so that counted queries are those of the page; the frame is counted where
    it is made."""
    engine = engines["django"].engine
    inside = tuple(
        one for one in engine.template_context_processors if not one.__module__.startswith("thidua.web")
    )
    monkeypatch.setitem(engine.__dict__, "template_context_processors", inside)


@pytest.fixture
def places(db: None) -> Places:
    return make_places()


@pytest.fixture
def chair(places: Places) -> Account:
    """A part-time chair of a grassroots union, who signs in with her phone number."""
    return account("Hà Thị Thơm", places.below, "grassroots_chair", login="0912345678")


@pytest.fixture
def officer(places: Places) -> Account:
    """An officer of the upper union, two steps above the chair."""
    return account("Ma Văn Sinh", places.own, "officer", login="0987654321")
