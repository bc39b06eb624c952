"""A PostgreSQL for the tests alone, kept apart from any installation's data.

A plugin, not a conftest: Django reads its settings before any conftest is loaded (run ``python -m pytest``).
"""

from __future__ import annotations

import gc
import hashlib
import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
_MARK = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:8]

# Before Django reads its settings.
os.environ.setdefault("THIDUA_HOME", f"/var/tmp/thidua-tests-{os.geteuid()}-{_MARK}")
os.environ.setdefault("THIDUA_SECRET_KEY", "only-for-tests")
# Playwright leaves an event loop in the process; the tests themselves are plain and synchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# Durability is measured by the tests that kill things, on clusters of their own.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "120"}


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings

    from thidua.config import ready, translating
    from thidua.kernel import database

    translating.compile_changed()
    database.ensure_running(options=FAST)
    # The first process makes it; the workers start later, and find it there.
    settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = ready.copied_from()


def pytest_collection_finish() -> None:
    """Twelve thousand tests stay to the end: the collector of garbage need not look through them every time."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        return  # only the first process stops the server
    from thidua.kernel import database

    cluster = database.running()
    if cluster is not None:
        cluster.stop()
