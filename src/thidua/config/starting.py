"""Bringing the house up: database, tables, static files, translations. Used by every command that needs it."""

from __future__ import annotations

import ctypes
import gc
import hashlib
import multiprocessing
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from thidua.kernel import database

ENDS_WITH_PARENT = "THIDUA_ENDS_WITH_PARENT"  # set for the processes that `thidua run` starts, and theirs
_PR_SET_PDEATHSIG = 1  # of prctl(2)


def django() -> None:
    """Loads Django's registry; starts nothing else."""
    import django as framework

    framework.setup()


def house(*, migrate: bool = True) -> database.Cluster | None:
    """The database runs and has its tables; returns the cluster when it is ours."""
    cluster = database.ensure_running()
    django()
    if migrate:
        bring_tables_up()
    return cluster


def bring_tables_up() -> None:
    """Migrates when a migration waits; looking is cheap, so it is done at every start."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def catalogue() -> None:
    """Kinds of unit as this version ships them; at every start, for a catalogue may change without a table."""
    from thidua.catalogue.actions.load_kinds import load_kinds

    load_kinds()


def static_files() -> None:
    """Collects and compresses static files when one has changed since the last time."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    told = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            told.update(f"{path}:{stat.st_size}:{stat.st_mtime_ns}\n".encode())
    root = Path(settings.STATIC_ROOT)
    stamp = root.with_name(f"{root.name}.stamp")
    if stamp.exists() and stamp.read_text() == told.hexdigest():
        return
    shutil.rmtree(root, ignore_errors=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(told.hexdigest())


def warm() -> None:
    """Reads what requests share before the first one comes: pages by address, templates, words, the catalogue.

    All of it stays for good, so it is set aside from the collector of garbage: a full collection walked it in
    the middle of some request, for a tenth of a second, and found nothing to collect.
    """
    from django.conf import settings
    from django.template.loader import get_template
    from django.urls import reverse
    from django.utils import translation

    from thidua.catalogue import loading

    loading.shipped()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            reverse("desk:home")
    for name in _templates():
        get_template(name)
    gc.collect()
    gc.freeze()


def _templates() -> Iterator[str]:
    """The pages of our rooms, and their parts."""
    from django.apps import apps

    for room in apps.get_app_configs():
        folder = Path(room.path) / "templates"
        if room.name.startswith("thidua."):
            yield from (page.relative_to(folder).as_posix() for page in folder.rglob("*.html"))


def end_with_the_parent() -> None:
    """Asks the kernel to end this process when its parent is killed: else it would hold the port, and the next
    start would be refused. Only Linux knows how; elsewhere the refusal says what to do.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        parent = multiprocessing.parent_process()
        if parent is not None and not parent.is_alive():  # killed before we asked
            sys.exit(1)
