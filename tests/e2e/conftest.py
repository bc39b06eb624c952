"""The house behind a real server, and people who sign in to it with a browser."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from tests import cast as story
from tests.chromium import browser_type_launch_args, listen  # noqa: F401  (a fixture)
from thidua.kernel import clock

# Playwright keeps an event loop in the thread of the test, and Django would refuse its queries there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

PIN = story.read("cast.yaml")["pin"]


@pytest.fixture(scope="session")
def _nobody_left_behind(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A closed window's last request may still hold a connection, and a database in use cannot be dropped."""
    yield
    connection.close()  # the house of the cast, which it may have been on, is gone
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
        )
    connection.close()


@pytest.fixture
def cast(
    _nobody_left_behind: None, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[story.Cast]:
    """The cast of the story, seen by the threads of the server too: what day it is included."""
    monkeypatch.setattr(clock, "_known", (float("inf"), story.TODAY))
    with story.on_stage() as made:
        yield made
    _wait_until_answered()


def _wait_until_answered() -> None:
    """A closed window's last request may still be at work, and a table in use cannot be emptied."""
    gives_up = time.monotonic() + 20
    while time.monotonic() < gives_up:
        with connection.cursor() as cursor:
            cursor.execute(
                "select count(*) from pg_stat_activity where datname = current_database()"
                " and pid <> pg_backend_pid() and state <> 'idle'"
            )
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.05)


@pytest.fixture
def opened(browser: Any, live_server: Any) -> Iterator[Callable[..., Any]]:
    """A new browser window at the house; ``page.complaints`` is what its console says."""
    windows = []

    def window(width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 844}, locale="vi-VN", base_url=live_server.url, **options
        )
        windows.append(context)
        page = context.new_page()
        page.complaints = listen(page)
        return page

    yield window
    for one in windows:
        one.close()


@pytest.fixture
def signed_in(cast: story.Cast, opened: Callable[..., Any], live_server: Any) -> Callable[..., Any]:
    """A window in which a person of the cast has signed in and is at home; ``typed``: with phone number and PIN."""

    def person(code: str, width: int = 1280, *, typed: bool = False, **options: Any) -> Any:
        page = opened(width, **options)
        if typed:
            _type_the_pin(page, cast.accounts[code].login)
        else:
            session = cast.client(code).cookies[settings.SESSION_COOKIE_NAME].value
            told = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
            page.context.add_cookies([told])
            page.goto("/")
        return page

    return person


def _type_the_pin(page: Any, login: str) -> None:
    page.goto("/dang-nhap")
    page.fill("input[name=login]", login)
    page.fill("input[name=secret]", PIN)
    page.locator("main button[type=submit], form button[type=submit]").first.click()
    page.wait_for_url("**/")
