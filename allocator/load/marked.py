"""A copy of an input workbook that shows what is to be mended: a comment and a pale ground in each bad cell, and one list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from xml.parsers.expat import ExpatError

from allocator.errors import Fault, InputError, Told
from allocator.load.guard import DAMAGED, Book, look_through
from allocator.load.marking.cells import Cell, Page, cell_at
from allocator.load.marking.comments import comment
from allocator.load.marking.package import Package
from allocator.load.marking.styles import Styles
from allocator.load.marking.summary import Listed, add_summary, bring_into_sight, is_summary, sentence, sheet_of
from allocator.load.refusal import Refused
from allocator.load.sheet_scan import PLAN_CELLS, Limits
from allocator.load.worker import faults_of
from allocator.messages import say, text


def marked_copy(workbook: bytes, faults: Sequence[Fault], language: str = "en") -> bytes:
    """The workbook with each fault beside its cell (what is wrong, what stands there, what should, the next step) and with all
    of them on a first sheet, which leads to the cells. Nothing else is changed: values, formulas, lists to choose from, formats.

    ``faults`` are those that reading the workbook has told. ``language`` is that of all that is said. A copy can be marked again.
    Raises InputError for a workbook that may not be opened, or holds what no workbook should.
    """
    try:
        book = look_through(workbook, Limits(cells=PLAN_CELLS, markup=8 * PLAN_CELLS))
    except Refused as refused:
        raise InputError(faults_of(refused.problems, "")) from None
    try:
        return _marked(workbook, book, [_told(fault, language) for fault in faults], language)
    except (ExpatError, ValueError, LookupError) as error:
        raise InputError.one(say("fault.workbook.no.notes"), got=type(error).__name__, fix=say(DAMAGED)) from None


def _told(fault: Fault, language: str) -> Told:
    """A fault in words, with nothing but its name for the place of a whole sheet."""
    return replace(fault, place=sheet_of(fault) or fault.place).told(language)


def _marked(workbook: bytes, book: Book, faults: Sequence[Told], language: str) -> bytes:
    package = Package(workbook)
    styles = Styles(package)
    listed = [_listed(fault, book) for fault in faults]
    for sheet in (sheet for sheet in book.sheets if not is_summary(sheet.name)):
        texts = _texts([one for one in listed if one.address and one.sheet == sheet.name], language)
        page = Page(package, sheet.part, styles, texts)
        page.mark()
        page.background()
        comment(package, sheet.part, page, texts)
    bring_into_sight(package, {one.sheet for one in listed if one.address})
    add_summary(package, styles, listed, language)
    return package.packed()


def _listed(fault: Told, book: Book) -> Listed:
    """A fault with its sheet and cell, as this workbook writes them."""
    sheet, _, address = fault.place.rpartition("!")
    name = next((known.name for known in book.sheets if known.name.casefold() == sheet.casefold()), "")
    return Listed(fault, name, address) if name and not is_summary(name) and cell_at(address) else Listed(fault)


def _texts(listed: Sequence[Listed], language: str) -> Mapping[Cell, str]:
    """What the comment of each cell says."""
    texts: dict[Cell, list[str]] = {}
    for one in listed:
        cell = cell_at(one.address)
        assert cell is not None
        texts.setdefault(cell, []).append("\n".join([sentence(one.fault), *_lines(one.fault, language)]))
    return {cell: "\n\n".join(said) for cell, said in texts.items()}


def _lines(fault: Told, language: str) -> Iterator[str]:
    heads = ((say("mend.got"), fault.got), (say("mend.expected"), fault.expected), (say("mend.next"), fault.fix))
    yield from (f"{text(head, language)}: {said}" for head, said in heads if said)
