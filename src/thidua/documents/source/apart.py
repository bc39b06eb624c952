"""Runs the reading in a process of its own and turns whatever becomes of it into a Source or a coded refusal."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from typing import Any

from thidua.documents.source import errors, passing
from thidua.documents.source.caps import Caps
from thidua.documents.source.model import Source
from thidua.documents.source.sniff import Kind

_REFUSALS = {
    one.code: one
    for one in vars(errors).values()
    if isinstance(one, type) and issubclass(one, errors.SourceRefused)
}


def read_apart(content: bytes, name: str, kind: Kind, caps: Caps) -> Source:
    """Raises what the reading refused; SourceTooSlow beyond its time; SourceDamaged when the process died."""
    answer = json.loads(ask({"task": "read", "name": name, "kind": kind}, content, kind, caps))
    if (code := answer.get("refused")) is not None:
        raise _REFUSALS.get(code, errors.SourceDamaged)(**answer["params"])
    return passing.heard(answer["source"])


def picture_apart(content: bytes, page: int, width: int, caps: Caps) -> bytes:
    """A page of a PDF or a scan as PNG."""
    said: dict[str, Any] = {"task": "picture", "page": page, "width": width}
    answer = ask(said, content, Kind.PDF, caps)
    if answer.startswith(b"{"):
        refused = json.loads(answer)
        raise _REFUSALS.get(refused["refused"], errors.SourceDamaged)(**refused["params"])
    return answer


def ask(said: dict[str, Any], content: bytes, kind: Kind, caps: Caps) -> bytes:
    head = json.dumps({**said, "caps": asdict(caps)}, ensure_ascii=False).encode() + b"\n"
    command = [sys.executable, "-m", "thidua.documents.source.worker"]
    try:
        done = subprocess.run(
            command, input=head + content, capture_output=True, timeout=caps.seconds + 5, check=False
        )
    except subprocess.TimeoutExpired as problem:
        raise errors.SourceTooSlow(seconds=caps.seconds) from problem
    if done.returncode in (-24, -9):  # SIGXCPU, SIGKILL
        raise errors.SourceTooSlow(seconds=caps.seconds)
    if done.returncode != 0 or not done.stdout:
        raise errors.SourceDamaged(format=kind.value)
    return done.stdout
