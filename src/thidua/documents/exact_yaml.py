"""YAML, which JSON is a part of, with exact figures; and the line of the file that a place in it stands on.

No Django here. A float has lost what was written, so "0.1" is read as a decimal; what is stored as JSON keeps
such figures as text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final, TypeAlias

import yaml

from thidua.formats.errors import CodedError

Plain: TypeAlias = bool | int | str | list[Any] | dict[str, Any] | None
LONGEST: Final = 200_000  # characters; a sheet of two hundred criteria has thirty thousand
MOST_DIGITS: Final = 60
MOST: Final = 20_000  # values, so that a file whose parts repeat one another does not fill the memory


class YamlUnreadable(CodedError):
    """Not YAML and not JSON. Params: line."""

    code = "documents.yaml_unreadable"


class YamlTooLarge(CodedError):
    """Longer than a person writes. Params: limit."""

    code = "documents.yaml_too_large"


class NameTwice(yaml.constructor.ConstructorError):
    """A name stands twice in one part of the file, at ``line`` for the second time."""

    def __init__(self, name: str, mark: yaml.Mark) -> None:
        super().__init__(None, None, f"{name} stands twice", mark)
        self.name = name[:60]
        self.line = mark.line + 1


class YamlHoldsItself(CodedError):
    """An alias leads into what it stands in."""

    code = "documents.yaml_holds_itself"


class _Exact(yaml.SafeLoader):
    """Decimal figures stay what was written."""


def _decimal(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal | str:
    """What YAML takes for a float but is no figure of ours (.inf, 1:30.5) stays text, and is refused where it stands."""
    written = str(loader.construct_scalar(node))
    try:
        return Decimal(written.replace("_", ""))
    except InvalidOperation:
        return written


def _whole(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int | str:
    """Digits as people write whole numbers; 0x1F, 0b1, 017 and 1:30 are text, and so is what no sheet needs."""
    written = str(loader.construct_scalar(node)).replace("_", "")
    plain = written.lstrip("+-").isdecimal() and len(written) <= MOST_DIGITS
    return (
        int(written) if plain and (len(written) == 1 or not written.lstrip("+-").startswith("0")) else written
    )


def _as_written(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> str:
    """Days stay text: 2024-13-45 looks like one and is none."""
    return str(loader.construct_scalar(node))


def _map(loader: yaml.SafeLoader, node: yaml.MappingNode) -> Iterator[dict[Any, Any]]:
    """A name that stands twice would silently win over its first value: it is refused."""
    seen: set[str] = set()
    for key, _value in node.value:
        if isinstance(key, yaml.ScalarNode) and key.value != "<<":
            if key.value in seen:
                raise NameTwice(key.value, key.start_mark)
            seen.add(key.value)
    made: dict[Any, Any] = {}
    yield made  # filled in later, so that a part may hold itself
    made.update(loader.construct_mapping(node))


_Exact.add_constructor("tag:yaml.org,2002:float", _decimal)
_Exact.add_constructor("tag:yaml.org,2002:int", _whole)
_Exact.add_constructor("tag:yaml.org,2002:timestamp", _as_written)
_Exact.add_constructor("tag:yaml.org,2002:map", _map)


def exact_yaml(text: str) -> object:
    """What the text says. Raises yaml.YAMLError, RecursionError."""
    loader = _Exact(text)
    try:
        return loader.get_single_data()
    finally:
        loader.dispose()


def read_exact(text: str) -> Plain:
    """The same as plain data to keep as JSON, exact figures as text. Raises YamlUnreadable, YamlTooLarge,
    YamlHoldsItself."""
    if len(text) > LONGEST:
        raise YamlTooLarge(limit=LONGEST)
    try:
        return _plain(exact_yaml(text), _Counter(), ())
    except (yaml.YAMLError, RecursionError) as wrong:
        mark = getattr(wrong, "problem_mark", None)
        raise YamlUnreadable(line=mark.line + 1 if mark else 1) from None


class _Counter:
    def __init__(self) -> None:
        self.seen = 0

    def one(self) -> None:
        self.seen += 1
        if self.seen > MOST:
            raise YamlTooLarge(limit=MOST)


def _plain(told: object, counter: _Counter, above: tuple[int, ...]) -> Plain:
    """``above``: the lists and mappings that it stands in."""
    counter.one()
    if told is None or isinstance(told, bool | int | str):
        return told
    if id(told) in above:
        raise YamlHoldsItself()
    if isinstance(told, Mapping):
        return {str(name): _plain(value, counter, (*above, id(told))) for name, value in told.items()}
    if isinstance(told, list | tuple):
        return [_plain(value, counter, (*above, id(told))) for value in told]
    return told.isoformat() if isinstance(told, dt.date) else str(told)


def line_of(text: str, place: str) -> int:
    """The line of the nearest thing to this place ("criteria[0].items[2].max") that the text has; 0 for none."""
    try:
        node: Any = yaml.compose(text, Loader=_Exact)
    except (yaml.YAMLError, RecursionError):
        return 0
    for step in place.replace("[", ".").replace("]", "").split("."):
        below = _below(node, step)
        if below is None:
            break
        node = below
    return int(node.start_mark.line) + 1 if node is not None else 0


def _below(node: Any, step: str) -> Any:
    if isinstance(node, yaml.SequenceNode) and step.isdigit() and int(step) < len(node.value):
        return node.value[int(step)]
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    return None
