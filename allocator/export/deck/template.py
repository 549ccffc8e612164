"""An empty deck: 16 to 9, one clear look, with layouts that fit when somebody adds a slide of their own."""

from __future__ import annotations

from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Inches, Pt

from allocator.export.deck.marked import added
from allocator.export.deck.room import CONTENT, EDGE, FOOT, HEAD, HIGH, SMALL, TITLE, WIDE, Box

BAND = 0.16
"""How high the coloured band on top of each slide is, in inches."""
INK, DARK, SOFT, LINE = "1F2937", "1F4E5F", "E8F0F2", "C9D3D8"
OPENING, PLAIN, BLANK = "Title Slide", "Title Only", "Title and Content"
"""Layouts that are kept: of the first slide, of all others, and for slides that people add."""
FOOTER = Box(EDGE, FOOT, 10.6, 0.4)
NUMBER = Box(WIDE - EDGE - 1.3, FOOT, 1.3, 0.4)
OPENING_TITLE = Box(EDGE, 0.8, WIDE - 2 * EDGE, 1.9)
OPENING_TEXT = Box(EDGE, 3.0, WIDE - 2 * EDGE, 3.7)
_PLACES = {
    PP_PLACEHOLDER.TITLE: HEAD, PP_PLACEHOLDER.CENTER_TITLE: OPENING_TITLE, PP_PLACEHOLDER.SUBTITLE: OPENING_TEXT,
    PP_PLACEHOLDER.OBJECT: CONTENT, PP_PLACEHOLDER.BODY: CONTENT, PP_PLACEHOLDER.FOOTER: FOOTER,
    PP_PLACEHOLDER.SLIDE_NUMBER: NUMBER,
}


def empty() -> Deck:
    """A deck without slides."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    deck.part._element.find(qn("p:sldSz")).attrib.pop("type", None)
    _drop_leftovers(deck)
    for layout in list(deck.slide_layouts):
        if layout.name not in (OPENING, PLAIN, BLANK):
            deck.slide_layouts.remove(layout)
    for page in (deck.slide_master, *deck.slide_layouts):
        _arrange(page)
    _title_style(deck)
    _band(deck)
    return deck


def _drop_leftovers(deck: Deck) -> None:
    """A picture of some other deck, and settings of somebody's printer."""
    package = deck.part.package
    for holder, kind in ((package, RELATIONSHIP_TYPE.THUMBNAIL), (deck.part, RELATIONSHIP_TYPE.PRINTER_SETTINGS)):
        rels: Any = holder._rels
        for key in [key for key, rel in rels.items() if rel.reltype == kind]:
            rels.pop(key)


def place(shape: Any, box: Box) -> None:
    """Put a shape into a part of the slide."""
    shape.left, shape.top, shape.width, shape.height = Inches(box.left), Inches(box.top), Inches(box.wide), Inches(box.high)


def _arrange(page: Any) -> None:
    """Placeholders where a wide slide has them, on the left, with letters that can be read from the last row."""
    for shape in list(page.placeholders):
        kind = shape.placeholder_format.type
        if kind == PP_PLACEHOLDER.DATE:
            shape._element.getparent().remove(shape._element)
            continue
        place(shape, _PLACES[kind])
        for style in shape._element.iter(qn("a:lvl1pPr")):
            style.set("algn", "r" if kind == PP_PLACEHOLDER.SLIDE_NUMBER else "l")
        for letters in shape._element.iter(qn("a:defRPr")):
            if int(letters.get("sz", SMALL * 100)) < SMALL * 100:
                letters.set("sz", str(SMALL * 100))
        for pale in list(shape._element.iter(qn("a:tint"))):
            pale.getparent().set("val", "tx2")
            pale.getparent().remove(pale)
        body = shape._element.find(".//" + qn("a:bodyPr"))
        body.set("anchor", {PP_PLACEHOLDER.CENTER_TITLE: "b", PP_PLACEHOLDER.TITLE: "ctr"}.get(kind, body.get("anchor", "t")))
        for side in ("lIns", "rIns"):
            body.set(side, "0")


def _title_style(deck: Deck) -> None:
    style = deck.slide_master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.set("algn", "l")
    letters = style.find(qn("a:defRPr"))
    letters.set("sz", str(TITLE[0] * 100))
    letters.set("b", "1")
    letters.find(f".//{qn('a:schemeClr')}").set("val", "tx2")
    for level in deck.slide_master._element.findall(f".//{qn('p:bodyStyle')}//{qn('a:defRPr')}"):
        level.set("sz", str(max(SMALL * 100, min(2400, int(level.get("sz", 1800))))))


def _band(deck: Deck) -> None:
    """A coloured band across the top of every slide, first among the shapes of the master."""
    shapes = deck.slide_master._element.find(f".//{qn('p:spTree')}")
    band = added(shapes, "p:sp")
    record = added(band, "p:nvSpPr")
    added(record, "p:cNvPr", id="99", name="Band")
    added(record, "p:cNvSpPr")
    added(record, "p:nvPr", userDrawn="1")
    shape = added(band, "p:spPr")
    frame = added(shape, "a:xfrm")
    added(frame, "a:off", x="0", y="0")
    added(frame, "a:ext", cx=str(Inches(WIDE)), cy=str(Inches(BAND)))
    added(added(shape, "a:prstGeom", prst="rect"), "a:avLst")
    added(added(shape, "a:solidFill"), "a:schemeClr", val="tx2")
    shapes.insert(2, band)


def ink(letters: Any, points: float, colour: str = INK, bold: bool = False) -> None:
    """Size, colour and weight of letters."""
    letters.size, letters.bold, letters.color.rgb = Pt(points), bold, RGBColor.from_string(colour)
