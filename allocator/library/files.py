"""Reading the files of the library that come with the program: one for each pillar."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, get_args

from allocator.domain.base import FiscalYear, Id, Pillar, Record
from allocator.grants.files import read_yaml
from allocator.library.entry import Entry
from allocator.library.records import Words
from allocator.paths import templates

FILLED_IN = ("id", "pillar", "year", "called")
"""Fields of an entry that its place in the file tells."""


class Bases(Record):
    """``shared/bases.yaml``: what several files say about where figures come from."""

    bases: dict[Id, Words]


class Shelf(Record):
    """The file of a pillar, without its entries."""

    pillar: Pillar
    """The pillar; also the name of the file."""
    dollars_of: FiscalYear
    """The fiscal year whose dollars all figures are."""
    bases: dict[Id, Words] = {}
    """Where figures come from, beside what all files share."""
    roles: dict[Id, Words] = {}
    """Roles that positions name."""


def entries() -> tuple[Entry, ...]:
    """Every practice, by pillar and then as its file orders them."""
    return _read(templates() / "programs")


def entry(entry_id: str) -> Entry:
    """The practice with an id. Raises KeyError when there is none."""
    return {one.id: one for one in entries()}[entry_id]


@cache
def _read(folder: Path) -> tuple[Entry, ...]:
    shared = Bases(bases={key: Words.model_validate(said) for key, said in read_yaml(folder / "shared" / "bases.yaml").items()})
    found = [one for pillar in get_args(Pillar) for one in _shelf(folder / f"{pillar}.yaml", shared.bases)]
    twice = sorted({one.id for one in found if sum(other.id == one.id for other in found) > 1})
    assert not twice, f"the library has two entries called {', '.join(twice)}"
    return tuple(found)


def _shelf(path: Path, shared: dict[str, Words]) -> list[Entry]:
    raw = read_yaml(path)
    records = raw.pop("entries")
    shelf = Shelf.model_validate(raw)
    assert shelf.pillar == path.stem, f"{path.name} says it is {shelf.pillar}"
    return [_entry(key, record, shelf, {**shared, **shelf.bases}) for key, record in records.items()]


def _entry(key: str, record: dict[str, Any], shelf: Shelf, bases: dict[str, Words]) -> Entry:
    """An entry with what its file says for it: pillar, year, words of its basis, names of its roles. Raises KeyError for a
    basis or a role that the file does not have."""
    assert not set(record) & set(FILLED_IN), f"{key}: leave out {', '.join(FILLED_IN)}"
    said = [bases[name] for name in record["basis"]]
    basis = Words(en=" ".join(words.en for words in said), es=" ".join(words.es for words in said))
    roles = {person["role"] for person in record.get("positions", {}).values()}
    return Entry.model_validate({**record, "basis": basis, "id": key, "pillar": shelf.pillar, "year": shelf.dollars_of,
                                 "called": {role: shelf.roles[role] for role in sorted(roles)}})
