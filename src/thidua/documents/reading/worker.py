"""The process that reads one source: a pickled Source comes in, a pickled Reading goes out, within its limits."""

from __future__ import annotations

import gc
import os
import pickle
import resource
import sys

from thidua.documents.reading.read import read_source
from thidua.documents.source.model import Source


def main() -> int:
    gc.disable()  # the process ends before it would pay
    seconds, memory, paper = (int(told) for told in sys.argv[1:4])
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    source: Source = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - from the process that began this one
    sys.stdout.buffer.write(pickle.dumps(read_source(source, paper)))
    sys.stdout.buffer.flush()
    os._exit(0)  # no tidying of a heap that is thrown away whole


if __name__ == "__main__":
    sys.exit(main())
