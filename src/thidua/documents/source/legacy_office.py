"""A .doc (or .rtf, .odt) becomes a .docx by LibreOffice, where it is installed. It is never required."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from thidua.documents.source.errors import ConverterFailed, ConverterMissing

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 90


def converter() -> str | None:
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def as_docx(content: bytes, name: str, *, to: str = "docx") -> bytes:
    """Raises ConverterMissing, ConverterFailed."""
    return converted(content, _suffix(content, name), to)


def converted(content: bytes, suffix: str, to: str) -> bytes:
    """A file as another kind (``to`` is LibreOffice's word for it, "docx" or "pdf:filter:options").

    In a profile of its own, so that two conversions do not meet and no macro setting is inherited.
    Raises ConverterMissing, ConverterFailed.
    """
    program = converter()
    if program is None:
        raise ConverterMissing()
    with tempfile.TemporaryDirectory(prefix="thidua-doc-") as folder:
        given = Path(folder) / f"in{suffix}"
        given.write_bytes(content)
        _convert(program, given, to)
        made = given.with_suffix(f".{to.partition(':')[0]}")
        if not made.exists():
            raise ConverterFailed()
        return made.read_bytes()


def _suffix(content: bytes, name: str) -> str:
    if content.startswith(b"{\\rtf"):
        return ".rtf"
    return ".odt" if content.startswith(b"PK") else (".dot" if name.lower().endswith(".dot") else ".doc")


def _convert(program: str, given: Path, to: str) -> None:
    folder = given.parent
    command = [
        *(program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"),
        *("--nolockcheck", "--convert-to", to, "--outdir", str(folder), str(given)),
    ]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, start_new_session=True
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as problem:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise ConverterFailed() from problem
