"""What python-pptx has no word for: the language of every letter, descriptions for people who do not see, lines of a table."""

from __future__ import annotations

from typing import Any

from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement

from allocator.export.handout.fit import clean
from allocator.messages import LANGUAGES

MOST_DESCRIBED = 2000
"""Letters of a description."""


def tag(language: str) -> str:
    """A language as documents name it: ``es-US``."""
    return LANGUAGES[language].replace("_", "-")


def added(parent: Any, name: str, /, **values: str) -> Any:
    """A new element at the end of another: ``a:solidFill``."""
    element: Any = OxmlElement(name)
    for key, value in values.items():
        element.set(key, value)
    parent.append(element)
    return element


def spoken(element: Any, language: str) -> None:
    """Mark every letter below an element with its language."""
    for part in element.iter(qn("a:r"), qn("a:fld")):
        part.get_or_add_rPr().set("lang", tag(language))
    for part in element.iter(qn("a:endParaRPr"), qn("a:defRPr")):
        part.set("lang", tag(language))


def described(shape: Any, name: str, words: str) -> None:
    """Give a shape a name, and a description for people who do not see it."""
    record, words = shape._element.xpath(".//p:cNvPr")[0], clean(words)
    record.set("name", name)
    record.set("descr", words if len(words) <= MOST_DESCRIBED else words[:MOST_DESCRIBED - 1] + "\N{HORIZONTAL ELLIPSIS}")


def underlined(cell: Any, colour: str, points: float) -> None:
    """A line below a cell of a table."""
    record = cell._tc.get_or_add_tcPr()
    line = added(record, "a:lnB", w=str(int(points * 12_700)))
    added(added(line, "a:solidFill"), "a:srgbClr", val=colour)
    record.insert(0, line)


def inner(chart: Any, left: float, below: float) -> None:
    """Keep parts of a chart's width on the left and of its height below the bars free for the names of the bars."""
    area = chart._chartSpace.find(f".//{qn('c:plotArea')}")
    layout: Any = OxmlElement("c:layout")
    manual = added(layout, "c:manualLayout")
    for name, how in (("layoutTarget", "inner"), ("xMode", "edge"), ("yMode", "edge")):
        added(manual, f"c:{name}", val=how)
    for name, part in (("x", left), ("y", 0.01), ("w", 0.995 - left), ("h", 0.99 - below)):
        added(manual, f"c:{name}", val=f"{part:.4f}")
    area.insert(0, layout)


def numbered(paragraph: Any, indent: float) -> None:
    """Count a paragraph: 1., 2., 3."""
    record = paragraph._p.get_or_add_pPr()
    record.set("marL", str(int(indent * 914_400)))
    record.set("indent", str(int(-indent * 914_400)))
    added(record, "a:buFont", typeface="+mj-lt")
    added(record, "a:buAutoNum", type="arabicPeriod")
