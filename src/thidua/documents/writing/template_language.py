"""The little language of an office's template: values, choices, and loops over what the document holds.

A template is somebody's file from outside. It may not call, import or assign anything, and an inner loop goes over
a part of what the outer one goes over, so that every template ends and its work is bounded by the document.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import StrictUndefined, nodes
from jinja2.sandbox import SandboxedEnvironment

from thidua.formats.errors import CodedError

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Filter,
    nodes.Test,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Concat,
)
_FILTERS = (
    "upper",
    "lower",
    "capitalize",
    "trim",
    "length",
    "first",
    "last",
    "join",
    "default",
    "escape",
    "e",
)
_TESTS = ("defined", "undefined", "none", "eq", "ne")
_DEEPEST = 3


class TemplateForbidden(CodedError):
    """Something that a template may not do. Params: ``what`` (a word of the template or a kind of statement)."""

    code = "documents.template_forbidden"


class _Language(SandboxedEnvironment):
    """Every part of the file passes here before it is run, the core properties too."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _check(tree, ())
        return tree


def language() -> SandboxedEnvironment:
    made = _Language(autoescape=True, undefined=StrictUndefined)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in _FILTERS}
    made.tests = {name: made.tests[name] for name in _TESTS}
    return made


def _check(node: nodes.Node, loops: tuple[str, ...]) -> None:
    if not isinstance(node, _ALLOWED):
        raise TemplateForbidden(what=type(node).__name__)
    if isinstance(node, nodes.For):
        loops = (*loops, *_loop(node, loops))
    for child in node.iter_child_nodes():
        _check(child, loops)


def _loop(node: nodes.For, loops: tuple[str, ...]) -> Iterator[str]:
    """The names that a loop gives to what it goes over."""
    if node.recursive or not isinstance(node.target, nodes.Name) or len(loops) >= _DEEPEST:
        raise TemplateForbidden(what="for")
    root: nodes.Node = node.iter
    while isinstance(root, nodes.Getattr | nodes.Getitem | nodes.Filter):
        root = root.node if root.node is not None else nodes.Const(None)
    if not isinstance(root, nodes.Name) or (loops and root.name not in loops):
        raise TemplateForbidden(what="for")
    yield node.target.name
