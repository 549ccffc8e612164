"""What the cells of a workbook share: their texts, and which of their formats show a number as a date."""

from __future__ import annotations

import re

from allocator.load.sheet_scan import LONGEST, SHORTEN, TOO_LONG, Limits, Part, Stop

DATES = frozenset({*range(14, 23), 45, 46, 47})
"""Numbers of the built-in formats for dates and times."""
_NO_LETTERS = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
"""Parts of a format that are shown as they are, colours and conditions; but not hours, minutes or seconds in brackets."""
_DATE_LETTER = re.compile(r"(?<![_\\])[dmhysDMHYS]")


def is_date(code: str) -> bool:
    """Whether a number format shows a date or a time."""
    return _DATE_LETTER.search(_NO_LETTERS.sub("", code.split(";")[0])) is not None


class Texts(Part):
    """The texts that cells refer to by their number. Formats within a text, and how to pronounce it, are left out."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.texts: list[str] = []
        self.words: list[str] = []
        self.length = 0
        self.heard = self.phonetic = False

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "si":
            self.words, self.length = [], 0
        elif tag == "rPh":
            self.phonetic = True
        elif tag == "t":
            self.heard = not self.phonetic

    def closed(self, tag: str) -> None:
        if tag == "si":
            self.texts.append("".join(self.words).replace("x005F_", ""))
        elif tag == "rPh":
            self.phonetic = False
        elif tag == "t":
            self.heard = False

    def said(self, data: str) -> None:
        if self.heard:
            self.words.append(data)
            self.length += len(data)
            if self.length > LONGEST:
                raise Stop(TOO_LONG, SHORTEN)


class Formats(Part):
    """The styles that cells refer to by their number, as far as they show a date or a time."""

    def __init__(self, limits: Limits, most: int) -> None:
        super().__init__(limits, most=most)
        self.codes: dict[str, str] = {}
        self.styles: list[str] = []
        self.within = False

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt":
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self.within = True
        elif tag == "xf" and self.within:
            self.styles.append(attributes.get("numFmtId", "0"))

    def closed(self, tag: str) -> None:
        if tag == "cellXfs":
            self.within = False

    @property
    def dates(self) -> frozenset[str]:
        """Numbers of the styles that show a date or a time."""
        known = {number for number, code in self.codes.items() if is_date(code)}
        known |= {str(number) for number in DATES} - self.codes.keys()
        return frozenset(str(at) for at, number in enumerate(self.styles) if number in known)
