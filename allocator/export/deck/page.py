"""One slide that is being written: a title that says the message, words, tables and charts, and what the speaker says."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from allocator.export.colours import letters_on
from allocator.export.deck.marked import described, numbered, spoken, underlined
from allocator.export.deck.room import BODY, BOTTOM, CONTENT, HEAD, SMALL, TITLE, Box, across, fitted, leading, size, tall
from allocator.export.deck.template import DARK, INK, LINE, SOFT, ink
from allocator.export.handout.fit import clean

PAD, GUTTER = 0.08, 0.07
"""Inches that the edges of a row take, above and below together; and those of a cell on each side."""
BETWEEN = 0.13
"""Inches between two paragraphs."""
INDENT = 0.5
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@dataclass(frozen=True)
class Row:
    """One row of a table. ``look``: plain, ``group`` above others, or ``total`` below them."""

    cells: tuple[str, ...]
    look: str = ""
    colour: str = ""
    """Of the first cell, where it is the key to a chart."""


@dataclass(frozen=True)
class Table:
    """Rows under their headings."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    wide: tuple[float, ...]
    """Inches of each column."""
    words: frozenset[int] = frozenset({0})
    """Columns that hold words; the others hold figures, which stand on the right."""

    @property
    def high(self) -> float:
        """Inches from top to bottom."""
        return self.tall(self.heads, True) + sum(self.tall(row.cells, bool(row.look)) for row in self.rows)

    def tall(self, cells: Sequence[str], bold: bool = False) -> float:
        """Inches of a row."""
        pairs = zip(cells, self.wide, strict=False)
        return max(tall([words], wide - 2 * GUTTER, SMALL, strong=bold) for words, wide in pairs) + PAD

    def most(self, high: float) -> int:
        """More rows than so many inches hold: a longer list need not be made into rows to see what fits."""
        return int(high / self.tall(("",))) + 1


def broad(figures: Iterable[str], least: float) -> float:
    """Inches of a column in which every figure, also a bold one, stands on one line; at least as many as given."""
    return max([least, *(across(figure, strong=True) + 2 * GUTTER for figure in figures)])


class Page:
    """A slide with its title. What is put on it is read in the order in which it was put there."""

    def __init__(self, slide: Any, language: str, title: str, box: Box = HEAD, sizes: Sequence[int] = TITLE) -> None:
        self.slide, self.language = slide, language
        self.title = title = fitted(title, box.wide, int(box.high / leading(sizes[-1])), sizes[-1], strong=True)
        points = size([title], box, sizes, strong=True)
        slide.shapes.title.text_frame.text = title
        ink(slide.shapes.title.text_frame.paragraphs[0].runs[0].font, points, DARK, bold=True)

    def say(self, paragraphs: Sequence[str], box: Box, count: bool = False, sizes: Sequence[int] = BODY) -> None:
        """Paragraphs in the largest letters that fit; counted 1., 2., 3. where asked."""
        inner = Box(box.left, box.top, box.wide - (INDENT if count else 0), box.high)
        points = size(paragraphs, inner, sizes, BETWEEN)
        if tall(paragraphs, inner.wide, points, BETWEEN) > inner.high:
            most = int((inner.high - BETWEEN * (len(paragraphs) - 1)) / leading(points) / len(paragraphs))
            paragraphs = [fitted(words, inner.wide, max(1, most), points) for words in paragraphs]
        shape = self.slide.shapes.add_textbox(Inches(box.left), Inches(box.top), Inches(box.wide), Inches(box.high))
        write(shape.text_frame, paragraphs, points)
        if count:
            for paragraph in shape.text_frame.paragraphs:
                numbered(paragraph, INDENT)

    def figure(self, words: str, box: Box, points: int = 60) -> None:
        """One figure in very large letters."""
        shape = self.slide.shapes.add_textbox(Inches(box.left), Inches(box.top), Inches(box.wide), Inches(box.high))
        write(shape.text_frame, [words], points)
        ink(shape.text_frame.paragraphs[0].runs[0].font, points, DARK, bold=True)

    def table(self, table: Table, left: float, top: float, name: str, alt: str) -> None:
        """A table with a name and a description."""
        frame = self.slide.shapes.add_table(len(table.rows) + 1, len(table.heads), Inches(left), Inches(top),
                                            Inches(sum(table.wide)), Inches(table.high))
        frame._element.find(f".//{qn('a:tableStyleId')}").text = NO_STYLE
        drawn = frame.table
        drawn.horz_banding = False
        for column, wide in zip(drawn.columns, table.wide, strict=True):
            column.width = Inches(wide)
        for at, row in enumerate((Row(table.heads, "head"), *table.rows)):
            drawn.rows[at].height = Inches(table.tall(row.cells, bool(row.look)))
            for number, words in enumerate(row.cells):
                _cell(drawn.cell(at, number), words, row, number, number in table.words)
        described(frame, name, alt)

    def legend(self, words: str) -> None:
        """What signs mean, in one line at the foot of the content."""
        self.say([words], Box(CONTENT.left, BOTTOM - leading(SMALL), CONTENT.wide, leading(SMALL)), sizes=(SMALL,))

    def describe(self, shape: Any, name: str, alt: str) -> None:
        """Name a chart and describe it."""
        described(shape, name, alt)
        spoken(shape.chart._chartSpace, self.language)

    def finish(self, notes: Sequence[str], footer: str) -> None:
        """What the speaker says, the footer, and the language of every letter."""
        for shape in self.slide.slide_layout.placeholders:
            kind = shape.placeholder_format.type
            if kind in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
                self._foot(shape, footer if kind == PP_PLACEHOLDER.FOOTER else "")
        frame = self.slide.notes_slide.notes_text_frame
        frame.text = "\n".join(clean(words) for words in notes)
        for element in (self.slide._element, self.slide.notes_slide._element):
            spoken(element, self.language)

    def _foot(self, shape: Any, words: str) -> None:
        """The layout's footer or number on this slide."""
        shapes = self.slide.shapes._spTree
        own = copy.deepcopy(shape._element)
        own.find(f".//{qn('p:cNvPr')}").set("id", str(max(int(one) for one in shapes.xpath("//@id") if one.isdigit()) + 1))
        shapes.append(own)
        if words:
            paragraph = own.find(f".//{qn('a:p')}")
            for part in list(paragraph):
                paragraph.remove(part)
            self.slide.shapes[-1].text_frame.text = words


def write(frame: Any, paragraphs: Sequence[str], points: float) -> None:
    """Paragraphs into a text frame, without edges of its own."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for at, words in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(BETWEEN * 72) if at < len(paragraphs) - 1 else Pt(0)
        run = paragraph.add_run()
        run.text = clean(words)
        ink(run.font, points)


def _cell(cell: Any, words: str, row: Row, number: int, left: bool) -> None:
    """One cell: words on the left, figures on the right."""
    cell.margin_left = cell.margin_right = Inches(GUTTER)
    cell.margin_top = cell.margin_bottom = Inches(PAD / 2)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT if left else PP_ALIGN.RIGHT
    run = paragraph.add_run()
    run.text = clean(words)
    head, key = row.look == "head", row.colour if number == 0 else ""
    colour = "FFFFFF" if head else letters_on(key)[1:] if key else INK
    ink(run.font, SMALL, colour, bold=bool(row.look) or bool(key))
    fill = DARK if head else key[1:] or (SOFT if row.look else "")
    if fill:
        cell.fill.solid()
        cell.fill.fore_color.rgb = RGBColor.from_string(fill)
    else:
        cell.fill.background()
    underlined(cell, DARK if row.look else LINE, 0.75)

