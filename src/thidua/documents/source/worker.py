"""The process that reads a file nobody has looked at: bounded in memory and time, and gone afterwards.

Standard input: a line of JSON (``name``, ``kind``, ``task``, the caps), then the bytes. Standard output: JSON
with either ``source`` or ``refused``; for the task ``picture`` the bytes of a PNG.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from typing import Any

from thidua.documents.source import passing
from thidua.documents.source.caps import Caps
from thidua.documents.source.errors import SourceTooLarge
from thidua.documents.source.reader import read_here
from thidua.documents.source.sniff import Kind
from thidua.formats.errors import CodedError

_ADDRESSES = 4  # times the memory: libraries and thread stacks take addresses that are never filled


def main() -> int:
    said = json.loads(sys.stdin.buffer.readline())
    caps = Caps(**said["caps"])
    _bound(caps)
    content = sys.stdin.buffer.read()
    try:
        answer = _answer(said, content, caps)
    except CodedError as refusal:
        answer = _told({"refused": refusal.code, "params": refusal.params})
    except MemoryError:
        answer = _told({"refused": SourceTooLarge.code, "params": {"what": "memory", "limit": caps.memory}})
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    # No tidying of a heap that is thrown away whole.
    os._exit(0)


def _answer(said: dict[str, Any], content: bytes, caps: Caps) -> bytes:
    if said["task"] == "picture":
        from thidua.documents.source.pdf.pictures import drawn

        return drawn(content, said["page"], said["width"])
    return _told({"source": passing.told(read_here(content, said["name"], Kind(said["kind"]), caps))})


def _told(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")


def _bound(caps: Caps) -> None:
    """Beyond the first, reading ends with MemoryError; beyond the last, with a signal."""
    resource.setrlimit(resource.RLIMIT_DATA, (caps.memory, caps.memory))
    resource.setrlimit(resource.RLIMIT_AS, (caps.memory * _ADDRESSES, caps.memory * _ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CPU, (caps.seconds, caps.seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
