"""What styles say: the look of letters and paragraphs, inherited along ``basedOn``."""

from __future__ import annotations

from dataclasses import dataclass, fields

from thidua.documents.source.word.parts import Element, W, child, switch, value, whole


@dataclass(frozen=True)
class Letters:
    """Of a run. None: not said here."""

    bold: bool | None = None
    italic: bool | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    font: str | None = None

    @classmethod
    def of(cls, properties: Element | None) -> Letters:
        if properties is None:
            return NOTHING
        fonts = child(properties, "rFonts")
        font = None if fonts is None else (fonts.get(W + "ascii") or fonts.get(W + "hAnsi"))
        return cls(
            bold=switch(properties, "b"),
            italic=switch(properties, "i"),
            capitals=switch(properties, "caps"),
            hidden=switch(properties, "vanish"),
            font=font,
        )

    def over(self, below: Letters) -> Letters:
        """These, and what they do not say from below."""
        if self is NOTHING:
            return below
        said = {one.name: getattr(self, one.name) for one in fields(self)}
        return Letters(
            **{name: getattr(below, name) if told is None else told for name, told in said.items()}
        )


NOTHING = Letters()


@dataclass(frozen=True)
class Style:
    based_on: str | None
    letters: Letters
    justified: str | None
    number: str | None
    level: int | None


class Styles:
    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._default = NOTHING
        self.normal: str | None = None
        self._letters: dict[str | None, Letters] = {}
        for element in () if root is None else root.findall(W + "style"):
            self._take(element)
        defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
        self._default = Letters.of(defaults)

    def _take(self, element: Element) -> None:
        name = element.get(W + "styleId")
        if name is None:
            return
        properties = child(element, "pPr")
        numbering = child(properties, "numPr")
        self._styles[name] = Style(
            based_on=value(element, "basedOn"),
            letters=Letters.of(child(element, "rPr")),
            justified=value(properties, "jc"),
            number=value(numbering, "numId"),
            level=whole(numbering, "ilvl"),
        )
        if element.get(W + "default") in ("1", "true") and element.get(W + "type") == "paragraph":
            self.normal = name

    def chain(self, name: str | None) -> list[tuple[str, Style]]:
        """The style and those it rests on, nearest first. A circle ends where it closes."""
        found: dict[str, Style] = {}
        while name is not None and name not in found and name in self._styles:
            found[name] = self._styles[name]
            name = found[name].based_on
        return list(found.items())

    def letters(self, name: str | None) -> Letters:
        """Of a paragraph in this style, before its runs say anything."""
        if name not in self._letters:
            told = NOTHING
            for _, style in self.chain(name or self.normal):
                told = told.over(style.letters)
            self._letters[name] = told.over(self._default)
        return self._letters[name]

    def character(self, name: str) -> Letters:
        told = NOTHING
        for _, style in self.chain(name):
            told = told.over(style.letters)
        return told

    def justified(self, name: str | None) -> str | None:
        return next(
            (style.justified for _, style in self.chain(name or self.normal) if style.justified), None
        )

    def number(self, name: str | None) -> tuple[str | None, int | None, str | None]:
        """The list that a style puts its paragraphs in, the level, and the style that says so."""
        for each, style in self.chain(name or self.normal):
            if style.number is not None:
                return style.number, style.level, each
        return None, None, None
