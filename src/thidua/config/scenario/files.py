"""The files of a scenario."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from thidua.formats.errors import CodedError
from thidua.formats.yaml_text import read_yaml
from thidua.kernel.database import PROJECT

FOLDER = PROJECT / "scenarios"


class UnknownScenario(CodedError):
    code = "config.unknown_scenario"


class Story:
    """One scenario's data, read when asked for."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.folder = FOLDER / name
        if not name.replace("-", "").isalnum() or not self.folder.is_dir():
            known = sorted(one.name for one in FOLDER.iterdir() if one.is_dir()) if FOLDER.is_dir() else []
            raise UnknownScenario(name=name, known=", ".join(known))

    def read(self, file: str) -> dict[str, Any]:
        told: dict[str, Any] = read_yaml((self.folder / f"{file}.yaml").read_text(encoding="utf-8"))
        return told

    @property
    def is_generated(self) -> bool:
        """Whether it is expanded from a few figures at any fraction, instead of told unit by unit."""
        return (self.folder / "country.yaml").exists()

    @cached_property
    def tree(self) -> dict[str, Any]:
        return self.read("tree")

    @cached_property
    def plan(self) -> dict[str, Any]:
        return self.read("plan")

    @cached_property
    def indicators(self) -> dict[str, Any]:
        return self.read("indicators")

    @cached_property
    def deadlines(self) -> dict[str, Any]:
        return self.read("deadlines")

    @cached_property
    def assignments(self) -> dict[str, Any]:
        return self.read("assignments")

    @cached_property
    def accounts(self) -> dict[str, Any]:
        return self.read("accounts")

    @cached_property
    def half_year(self) -> dict[str, Any]:
        return self.read("story")


def story(name: str) -> Story:
    return Story(name)
