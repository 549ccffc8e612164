"""Plans that were kept: who may see the list of them, and how it reads. No screen in here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

from babel.dates import format_date

from allocator.messages import LANGUAGES
from allocator.store import BookLine
from allocator.ui.show import safe, zone_of
from allocator.ui.words import language, w

PASSED_ON = {"forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"}
"""What a server that stands between a browser and the app says of itself."""


@dataclass(frozen=True)
class Kept:
    """A plan in the list."""

    book: str
    says: str
    """Its name, its scenarios and when it was last changed."""
    here: bool
    """Whether it is the one at hand."""


def at_home(address: str | None, url: str | None, headers: Mapping[str, str]) -> bool:
    """Whether a person works on the machine on which the app runs: then every plan in the store is their own. On a server that
    many people share, each knows only the links that they were given. ``address``: where the browser is, none for this machine;
    ``url``: what stands in its address bar; ``headers``: what it sent."""
    if any(name.lower() in PASSED_ON for name in headers):
        return False
    return (address is None or _is_this_machine(address)) and url is not None and _is_this_machine(urlsplit(url).hostname or "")


def listed(books: Sequence[BookLine], at_hand: str, now: datetime, zone: str | None) -> list[Kept]:
    """The list of kept plans, the one that was changed last first."""
    return [Kept(book.id, _says(book, now, zone), book.id == at_hand) for book in books]


def when(at: datetime, now: datetime, zone: str | None) -> str:
    """``today, 14:20``, ``yesterday, 9:05`` or a date, in the clock of the person who looks."""
    there, today = at.astimezone(zone_of(zone)), now.astimezone(zone_of(zone)).date()
    clock = f"{there:%H:%M}"
    days = (today - there.date()).days
    if days in (0, 1):
        return w("start.today" if days == 0 else "start.yesterday", time=clock)
    return w("start.day", day=format_date(there.date(), "long", locale=LANGUAGES[language()]), time=clock)


def _says(book: BookLine, now: datetime, zone: str | None) -> str:
    code = "start.kept.one" if book.scenarios == 1 else "start.kept"
    return w(code, name=safe(book.name), count=book.scenarios, when=when(book.changed, now, zone))


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
