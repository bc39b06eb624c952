"""The base of every refusal in the house: a stable code and its parameters, never a sentence.

Sentences are made above, where the reader's language is known.
"""

from __future__ import annotations

from typing import ClassVar


class CodedError(Exception):
    """A refusal with a stable dotted code; parameters are plain values that a sentence may name."""

    code: ClassVar[str] = "formats.error"

    def __init__(self, **params: object) -> None:
        super().__init__(self.code)
        self.params = params

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({told})"
