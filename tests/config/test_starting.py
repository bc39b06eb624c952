"""What `thidua run` does before anybody opens a page."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.test import override_settings


def test_static_files_are_collected_as_production_serves_them(tmp_path: Path) -> None:
    """Hashed and compressed; a reference to a file that is not there would stop the start."""
    hashed = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES={**settings.STORAGES, "staticfiles": hashed}):
        call_command("collectstatic", verbosity=0, interactive=False)
    assert list(tmp_path.glob("thidua/thidua.*.css.br"))
