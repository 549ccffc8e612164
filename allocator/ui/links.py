"""Addresses that open the app at one scenario, to be sent to others. No screen in here."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit, urlunsplit


def link(here: str | None, page: str, to: str, asked: Mapping[str, str]) -> str:
    """The full address of a page. ``here``: what the address bar says, without what follows a question mark; ``page``: the path
    of the page that is open now; ``to``: that of the other; ``asked``: what the address says of the session."""
    parts = urlsplit(here or "")
    folder = parts.path.rstrip("/").removesuffix(f"/{page}" if page else "").rstrip("/")
    return urlunsplit((parts.scheme, parts.netloc, f"{folder}/{to}", urlencode(asked), ""))
