"""One catalogue for every sentence: each language from the same codes and numbers.

Code never holds a sentence of its own for people; it names a message and its numbers. A language is one ``.po`` file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import resources

from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

LANGUAGES = {"en": "en_US", "es": "es_US"}
"""Every language that has a file, with the locale by which its dates are written. The first is spoken unless another is asked."""
NAMES = {"en": "English", "es": "Español"}
"""What each language calls itself."""
NUMBERS = "en_US"
"""Dollars and numbers look the same in every language: ``$48,000``, ``0.5``, as on the school's own papers."""
_SOUNDS_I = re.compile(r"h?[ií](?![ae])", re.IGNORECASE)
"""Names before which Spanish says *e* for *y*: *Inglés*, *Historia*, but not *hielo*."""


@dataclass(frozen=True)
class Money:
    """Whole dollars in a sentence."""

    dollars: int


@dataclass(frozen=True)
class Percent:
    """A share in a sentence, shown as a percentage."""

    share: Fraction | int


@dataclass(frozen=True)
class Fte:
    """Full-time equivalents, or any plain number, in a sentence."""

    value: Fraction | int


@dataclass(frozen=True)
class Names:
    """A list of names in a sentence, shown as ``a, b and c``; as ``a, x; b; and c`` where a name has a comma of its own."""

    names: tuple[str | Message, ...]


@dataclass(frozen=True)
class Message:
    """A sentence by its code and what goes into it; ``text`` turns it into words."""

    code: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return text(self)


Said = str | Message
"""What is told: a message, or words that stay as they are in every language, such as an id or what somebody wrote."""


def say(code: str, **values: object) -> Message:
    """A message from its code and values."""
    return Message(code, tuple(sorted(values.items())))


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """All sentences of a language, by code. Raises KeyError for a language without a file."""
    if language not in LANGUAGES:
        raise KeyError(language)
    with (resources.files(__package__) / f"{language}.po").open("rb") as file:
        entries = read_po(file)
    return {str(entry.id): str(entry.string) for entry in entries if entry.id}


def text(message: Message, language: str = "en") -> str:
    """The sentence in a language. Raises KeyError for an unknown code, so that a test finds it."""
    words = {name: _word(value, language) for name, value in message.values}
    return catalogue(language)[message.code].format(**words)


def in_words(said: Said, language: str = "en") -> str:
    """The words in a language; what is no message stays as it is."""
    return text(said, language) if isinstance(said, Message) else said


def coded(message: Message) -> dict[str, object]:
    """A message as plain data: its code and its values, with the messages among them; names, dollars and shares as in English."""
    values = {name: coded(value) if isinstance(value, Message) else value if isinstance(value, int) else _word(value, "en")
              for name, value in message.values}
    return {"code": message.code, "values": values}


def joined(names: Sequence[str], language: str = "en") -> str:
    """``a, b and c``; ``a, x; b; and c`` where a name has a comma of its own."""
    if len(names) <= 1:
        return "".join(names)
    between = "; " if any(", " in name for name in names) else ", "
    conjunction = catalogue(language)["list.and.i" if _SOUNDS_I.match(names[-1]) else "list.and"]
    return f"{between.join(names[:-1])}{';' if between == '; ' else ''} {conjunction} {names[-1]}"


def _word(value: object, language: str) -> str:
    if isinstance(value, Message):
        return text(value, language)
    if isinstance(value, Money):
        return f"{'-' if value.dollars < 0 else ''}${abs(value.dollars):,}"
    if isinstance(value, Percent):
        return format_percent(round(float(value.share), 6), format="#,##0.##%", locale=NUMBERS)
    if isinstance(value, Fte):
        return format_decimal(round(float(value.value), 6), format="#,##0.###", locale=NUMBERS)
    if isinstance(value, Names):
        names = tuple(text(name, language) if isinstance(name, Message) else name for name in value.names)
        return joined(names, language)
    if isinstance(value, int):
        return f"{value:,}"
    return str(value)
