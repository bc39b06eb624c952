"""Tests of laws and of faults have a short form for every day and a long one: ``make test-long``."""

from __future__ import annotations

import os

LONG = bool(os.environ.get("THIDUA_LONG_TESTS"))
