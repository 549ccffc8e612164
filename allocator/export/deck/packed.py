"""The finished file: the same report gives the same bytes, and every part of it is in the deck's language and letters."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from allocator.export.colours import BLUE, BROWN, GREEN, GREY, PURPLE, TEAL, VERMILLION
from allocator.export.csv_files import LONG_AGO
from allocator.export.letters import FONT

THEME = {"dk2": TEAL, "lt2": "#E8F0F2", "accent1": BLUE, "accent2": VERMILLION, "accent3": GREEN, "accent4": PURPLE,
         "accent5": GREY, "accent6": BROWN, "hlink": BLUE, "folHlink": TEAL}
"""The colours that a person finds in the deck's own palette."""
APP = (b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
       b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
       b"<Application>allocator</Application></Properties>")


def packed(data: bytes, tag: str) -> bytes:
    """The file with fixed times. ``tag`` is the deck's language, such as ``es-US``."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            entry = zipfile.ZipInfo(item.filename, LONG_AGO)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            new.writestr(entry, _part(item.filename, old.read(item), tag))
    return out.getvalue()


def _part(name: str, content: bytes, tag: str) -> bytes:
    if name == "docProps/app.xml":
        return APP
    if name.startswith("ppt/theme/"):
        return _themed(content.decode("utf-8")).encode("utf-8")
    if name.startswith("ppt/") and name.endswith(".xml"):
        return content.replace(b'lang="en-US"', f'lang="{tag}"'.encode())
    return content


def _themed(theme: str) -> str:
    for slot, colour in THEME.items():
        theme = re.sub(rf"(<a:{slot}>\s*)<a:s(?:rgb|ys)Clr[^>]*/>", rf'\1<a:srgbClr val="{colour[1:]}"/>', theme)
    return re.sub(r'(<a:m(?:aj|in)orFont>\s*<a:latin typeface=")[^"]*', rf"\1{FONT}", theme)
