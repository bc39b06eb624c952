"""Reading in a process of its own, so that no paper, however it is written, holds up whoever asked for it.

The process is begun before the paper is taken in: it loads the grammar meanwhile.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from types import TracebackType
from typing import TYPE_CHECKING

from thidua.documents.source.caps import CAPS, Caps
from thidua.documents.source.errors import SourceDamaged, SourceTooSlow
from thidua.documents.source.model import Source

if TYPE_CHECKING:
    from thidua.documents.reading.model import Reading


class ReadingApart:
    """``with ReadingApart() as apart: apart.read(source)``; the process is gone afterwards, used or not.

    ``paper``: which of several in the file is read."""

    def __init__(self, caps: Caps = CAPS, *, paper: int = 1) -> None:
        self._caps = caps
        command = [
            sys.executable,
            "-m",
            "thidua.documents.reading.worker",
            str(caps.seconds),
            str(caps.memory),
            str(paper),
        ]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def __enter__(self) -> ReadingApart:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    @property
    def returncode(self) -> int | None:
        """None while the process runs."""
        return self._process.returncode

    def read(self, source: Source) -> Reading:
        """Raises SourceTooSlow beyond the time or the memory, SourceDamaged when the process died otherwise."""
        try:
            answer, _ = self._process.communicate(pickle.dumps(source), timeout=self._caps.seconds * 2)
        except subprocess.TimeoutExpired as problem:
            raise SourceTooSlow(seconds=self._caps.seconds) from problem
        if self._process.returncode in (-24, -9):  # SIGXCPU, SIGKILL
            raise SourceTooSlow(seconds=self._caps.seconds)
        if self._process.returncode != 0 or not answer:
            raise SourceDamaged(format=source.format.value)
        # It read text only; the bytes of the file were another process's, which answers in JSON.
        reading: Reading = pickle.loads(answer)  # noqa: S301 - what our own process wrote
        return reading


def read_apart(source: Source) -> Reading:
    """One paper. Raises what ``ReadingApart.read`` raises."""
    with ReadingApart() as apart:
        return apart.read(source)
