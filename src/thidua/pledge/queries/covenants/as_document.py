"""A covenant in the language of offices: as Word and as PDF/A, with a signature block for each party."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils import translation

from thidua.documents.writing.blocks import (
    Acting,
    Align,
    Annex,
    Capacity,
    Column,
    Official,
    Recipient,
    Signature,
    Table,
)
from thidua.documents.writing.docx import to_docx
from thidua.documents.writing.kinds.frame import Frame
from thidua.documents.writing.kinds.promises import Covenant as Promised
from thidua.documents.writing.kinds.promises import covenant as lay_out
from thidua.documents.writing.pdf import NotPrintable as SignWithoutGlyph
from thidua.documents.writing.pdf import to_pdf
from thidua.federation.models import Body
from thidua.formats.text import clean
from thidua.launch.file_errors import NotPrintable
from thidua.launch.queries.as_file import PDF, WORD, Made
from thidua.launch.signing import CAPACITIES, block
from thidua.pledge.models import Covenant, CovenantVersion
from thidua.pledge.models import Signature as Signed
from thidua.pledge.queries.covenants.reading import text_at_hand
from thidua.pledge.queries.covenants.standing import signatures_of
from thidua.pledge.queries.covenants.text import Said, SaidClause, SaidParty, read

FEW = 3  # parties whose figures are read in the sentence; of more they stand in a table
COLUMNS = 5  # parties side by side on a page
_NONE = "–"
_KIND = "Giao ước thi đua"
# What the head of a group is called; everywhere else the office is printed as it is.
_IN_GROUPS = {"chair": "TỔ TRƯỞNG", "vice_chair": "TỔ PHÓ"}


def document_of(covenant: Covenant, version: CovenantVersion | None = None) -> Official:
    """The version that was asked for, else what is to be read now; a draft where nothing is settled."""
    with translation.override("vi"):
        said, shown = (read(version), version) if version is not None else text_at_hand(covenant)
        signed = signatures_of(shown) if shown is not None else {}
        units = Body.objects.select_related("kind").in_bulk([one.unit_id for one in said.parties])
        told = Promised(
            parties=tuple(one.name for one in said.parties),
            opening=(said.opening,),
            aims=tuple(_aims(said)),
            promises=tuple(one.text for one in said.clauses if not one.in_figures),
            copies=_copies(said, shown),
        )
        signatures = tuple(_signature(one, units[one.unit_id], signed.get(one.id)) for one in said.parties)
        official = lay_out(_frame(covenant, said, shown, signatures), told)
        return replace(official, annexes=tuple(_annexes(said)))


def _copies(said: Said, version: CovenantVersion | None) -> str:
    """On how many sheets it is made; and the hash by which anybody compares a sheet with what is kept."""
    told = f"Giao ước này được lập thành {len(said.parties) + 1} bản có giá trị như nhau"
    if version is None:
        return told
    return f"{told}. Dấu vân SHA-256 của lời văn, bản {version.number}: {_in_groups(version.digest)}"


def _in_groups(digest: str) -> str:
    """Eight letters at a time: a line breaks between them, and people can compare them."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _title(said: Said) -> str:
    """The name of the kind stands above it already."""
    rest = said.title
    if rest.casefold().startswith(_KIND.casefold()):
        rest = rest[len(_KIND) :].strip(" ,:")
    return rest[:1].upper() + rest[1:] if rest else said.title


def _frame(
    covenant: Covenant, said: Said, version: CovenantVersion | None, signatures: tuple[Signature, ...]
) -> Frame:
    issuer = covenant.cluster or covenant.seat
    above = covenant.seat.parent
    return Frame(
        issuer=issuer.name,
        superior=above.name if above else "",
        symbol=covenant.symbol or "GƯ-LĐLĐ",
        number=covenant.number,
        place=said.place,
        day=covenant.signed_on if covenant.number else None,
        year=covenant.cycle.year,
        title=_title(said),
        draft=version is None,
        signatures=signatures,
        recipients=tuple(Recipient(one.name) for one in said.parties),
        archive="VT",
    )


def _aims(said: Said) -> Iterator[str]:
    for clause in said.clauses:
        if clause.in_figures:
            yield _in_a_sentence(clause, said) if len(said.parties) <= FEW else _in_the_annex(clause)


def _in_a_sentence(clause: SaidClause, said: Said) -> str:
    told = {one.name: _lowered(clause.says(one.id)) for one in said.parties if clause.says(one.id)}
    if len(told) == len(said.parties) and len(set(told.values())) == 1:
        return f"{clause.text}: mỗi bên {next(iter(told.values()))}"
    figures = "; ".join(f"{name}: {figure}" for name, figure in told.items())
    return f"{clause.text}. {figures}" if figures else clause.text


def _in_the_annex(clause: SaidClause) -> str:
    return f"{clause.text}: theo con số của từng đơn vị tại Phụ lục"


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def _annexes(said: Said) -> Iterator[Annex]:
    """One table for every few parties, all clauses down its side."""
    counted = [one for one in said.clauses if one.in_figures]
    if len(said.parties) <= FEW or not counted:
        return
    tables = tuple(
        _table(counted, said.parties[at : at + COLUMNS]) for at in range(0, len(said.parties), COLUMNS)
    )
    yield Annex("Chỉ tiêu giao ước của từng đơn vị", tables, landscape=True)


def _table(clauses: list[SaidClause], parties: tuple[SaidParty, ...]) -> Table:
    columns = (
        Column("TT", 2, Align.CENTRE),
        Column("Chỉ tiêu", 10),
        *(Column(one.name, 6, Align.RIGHT) for one in parties),
    )
    rows = tuple(
        (str(at), clause.text, *(clause.says(one.id) or _NONE for one in parties))
        for at, clause in enumerate(clauses, 1)
    )
    return Table(columns, rows)


def _signature(party: SaidParty, unit: Body, signed: Signed | None) -> Signature:
    """Whoever signed, in the capacity that was used; a blank under the party's name for who has not."""
    if signed is None:
        return Signature("", "", (), party.name)
    *acting, office = _lines(signed, unit) or ("",)
    return Signature(office, signed.name, tuple(map(_acting, acting)), party.name)


def _lines(signed: Signed, unit: Body) -> tuple[str, ...]:
    if signed.capacity not in CAPACITIES:
        return (signed.office.upper(),)
    lines = block(signed.capacity, signed.office)
    if unit.kind is not None and unit.kind.code == "union_group":
        return (_IN_GROUPS.get(signed.office, lines[-1]),)
    return lines


def _acting(line: str) -> Acting:
    capacity, _space, whom = line.partition(" ")
    return Acting(Capacity(capacity), whom)


@dataclass(frozen=True)
class _Form:
    ending: str
    kind: str


_FORMS: Mapping[str, _Form] = {"docx": _Form("docx", WORD), "pdf": _Form("pdf", PDF)}


def written(covenant: Covenant, form: str, version: CovenantVersion | None = None) -> Made:
    """``form`` is "docx" or "pdf". Raises NotPrintable when the text holds a sign that no official font has."""
    document = document_of(covenant, version)
    told = _FORMS[form]
    name = f"{_name(covenant)}.{told.ending}"
    if form == "docx":
        return Made(name, told.kind, to_docx(document))
    try:
        return Made(name, told.kind, to_pdf(document))
    except SignWithoutGlyph as problem:
        raise NotPrintable(sign=problem.params["sign"]) from problem


def _name(covenant: Covenant) -> str:
    """ "Giao ước 03-GƯ-LĐLĐ.docx"; before it has a number its title."""
    told = f"Giao ước {covenant.reference.replace('/', '-')}" if covenant.reference else covenant.title
    kept = "".join(letter if letter.isalnum() or letter in " -,." else " " for letter in clean(told))
    return " ".join(kept.split())[:120].strip()
