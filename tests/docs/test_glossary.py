"""Every model, state, judgement and role stands in `docs/glossary.toml` in the very words of the screens."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.utils import translation

from thidua.access.roles import ROLES
from thidua.catalogue.wording import STATES as JUDGEMENTS
from thidua.kernel.transitions import StateTable

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY: dict[str, Any] = tomllib.loads((ROOT / "docs" / "glossary.toml").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def _in_vietnamese() -> Iterator[None]:
    with translation.override("vi"):
        yield


def entries() -> Iterator[tuple[str, dict[str, str]]]:
    for section in ("terms", "roles", "judgements", "answers", "abbreviations"):
        yield from ((f"{section}.{name}", entry) for name, entry in GLOSSARY[section].items())
    for table, states in GLOSSARY["states"].items():
        yield from ((f"{table}.{name}", entry) for name, entry in states.items())


def test_an_entry_has_a_term_a_source_and_one_sentence() -> None:
    for name, entry in entries():
        assert set(entry) == {"vietnamese", "source", "explains"}, name
        assert entry["vietnamese"], name
        assert entry["explains"].endswith((".", "…")), name
        assert len(entry["explains"]) <= 140, name


def test_every_model_with_a_name_is_explained() -> None:
    terms = {entry["vietnamese"] for entry in GLOSSARY["terms"].values()}
    ours = [model for model in apps.get_models() if model.__module__.startswith("thidua.")]
    # Django names a model after its class when nobody did: such models never meet a reader.
    named = {str(model._meta.verbose_name) for model in ours if not str(model._meta.verbose_name).isascii()}
    assert len(named) > 20
    assert sorted(named - terms) == []


def test_roles_are_the_roles_of_the_product() -> None:
    for code, role in ROLES.items():
        assert GLOSSARY["roles"][code]["vietnamese"] == str(role.name)


def test_judgements_are_those_of_the_algebra() -> None:
    assert {state.value for state in JUDGEMENTS} == set(GLOSSARY["judgements"])
    for state, words in JUDGEMENTS.items():
        assert GLOSSARY["judgements"][state.value]["vietnamese"] == words[0].lower() + words[1:]


def state_tables() -> dict[str, StateTable]:
    found: dict[str, StateTable] = {}
    places = [
        f"{config.name}.states" for config in apps.get_app_configs() if config.name.startswith("thidua.")
    ]
    for name in [*places, "thidua.kernel.intake.states"]:
        if find_spec(name) is not None:
            values = vars(import_module(name)).values()
            found |= {value.name: value for value in values if isinstance(value, StateTable)}
    return found


def test_states_are_those_of_the_state_tables() -> None:
    tables = state_tables()
    assert len(tables) > 3
    for name, table in tables.items():
        stated = {code: str(words) for code, words in table.states.items()}
        explained = {code: entry["vietnamese"] for code, entry in GLOSSARY["states"].get(name, {}).items()}
        assert explained == stated, name
