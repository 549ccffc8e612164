"""A workbook as the parts that it is packed of: which part belongs to which, and how new ones join."""

from __future__ import annotations

import io
import posixpath
import zipfile
from itertools import count

from allocator.load.marking.splice import Keep, Spliced, start_tag

RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICTLY = "http://purl.oclc.org/ooxml/officeDocument/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
OF_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = "[Content_Types].xml"
BOOK = "xl/workbook.xml"


class Package:
    """One workbook. It was looked through before: no part stands twice, and each is sound XML or not read here."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._parts = {info.filename: archive.read(info) for info in archive.infolist()}
        self._names = {name.lower(): name for name in self._parts}
        self._spliced: dict[str, Spliced] = {}
        strict = b"purl.oclc.org" in self._parts[self.name(BOOK)][:2000]
        self.related = STRICTLY if strict else RELATED
        """What sorts of relationships and their attributes are named by."""

    def name(self, part: str) -> str:
        """A part's name as the package writes it."""
        return self._names.get(part.lower(), part)

    def spliced(self, part: str, keep: Keep) -> Spliced:
        """A part that is to be changed. What is kept is chosen when it is asked for first."""
        name = self.name(part)
        if name not in self._spliced:
            self._spliced[name] = Spliced(self._parts[name], keep)
        return self._spliced[name]

    def linked(self, part: str, sort: str, link: str = "") -> str:
        """The part to which another has a relationship of a sort, such as comments; empty when there is none. ``link``: its id,
        where there may be several."""
        if self._links(part).lower() not in self._names:
            return ""
        for known in self._relations(part).all("Relationship"):
            if known.attributes.get("Type", "").endswith(f"/{sort}") and link in ("", known.attributes.get("Id")):
                target = known.attributes.get("Target", "")
                found = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target))[1:]
                return self.name(found) if found.lower() in self._names else ""
        return ""

    def add(self, part: str, sort: str, ending: str, content: str) -> tuple[str, str]:
        """(name, relationship) of a new part that belongs to another. ``content``: its content type."""
        name = next(name for at in count() if (name := f"xl/{sort}{at or ''}.{ending}").lower() not in self._names)
        self._names[name.lower()] = name
        self._parts[name] = b""
        types = self.spliced(TYPES, lambda *_: False)
        override = {"PartName": f"/{name}", "ContentType": content}
        types.root.last.append(start_tag(f"{types.prefix}Override", override, empty=True))
        if self._links(part).lower() not in self._names:
            self.put(self._links(part), f'<Relationships xmlns="{LINKS}"/>'.encode())
        relations = self._relations(part)
        taken = {known.attributes.get("Id") for known in relations.all("Relationship")}
        link = next(link for at in count(1) if (link := f"mark{at}") not in taken
                    and not any(f'"{link}"' in text for text in relations.root.last))
        relation = {"Id": link, "Type": f"{self.related}/{sort}", "Target": f"/{name}"}
        relations.root.last.append(start_tag(f"{relations.prefix}Relationship", relation, empty=True))
        return name, link

    def put(self, part: str, data: bytes) -> None:
        """What a part holds from now on."""
        name = self.name(part)
        self._names[name.lower()] = name
        self._parts[name] = data
        self._spliced.pop(name, None)

    def packed(self) -> bytes:
        """The workbook with all changes."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self._parts.items():
                changed, entry = self._spliced.get(name), zipfile.ZipInfo(name)
                entry.external_attr = 0o600 << 16
                archive.writestr(entry, data if changed is None else changed.result(), zipfile.ZIP_DEFLATED)
        return stream.getvalue()

    def _links(self, part: str) -> str:
        folder, name = posixpath.split(part)
        return f"{folder}/_rels/{name}.rels"

    def _relations(self, part: str) -> Spliced:
        return self.spliced(self._links(part), lambda local, *_: local == "Relationship")
