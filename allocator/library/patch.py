"""Practices of the library added to a plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import count
from typing import Any

from allocator.domain.plan import Plan
from allocator.library.entry import Data, Entry
from allocator.load.notes import twin_key


def as_patch(entries: Iterable[Entry], plan: Plan, language: str = "en", site: str | None = None) -> Data:
    """A JSON Merge Patch (RFC 7396) that adds practices to a plan as programs, with the roles and agreements that they need and
    the plan lacks. Ids and names never clash with the plan's: -2, -3 is added. A role of the plan with the same id or name is
    used; a new one has no limit. ``site``: the school, where there are several."""
    patch: Data = {}
    programs = {program: record.name for program, record in plan.programs.items()}
    agreements = {agreement: record.name for agreement, record in plan.agreements.items()}
    roles = {role: record.name for role, record in plan.staff.items()}
    for entry in entries:
        program = entry.program(language)
        program_id = _free(entry.id, programs)
        program["name"] = programs[program_id] = _unlike(program["name"], programs.values())
        if site is not None:
            program["site"] = site
        for name in entry.agreements(language).values():
            agreement = _free(entry.id, agreements)
            agreements[agreement] = _unlike(name, agreements.values())
            _put(patch, "agreements", agreement, {"name": agreements[agreement]})
            for line in program["costs"].values():
                if "agreement" in line:
                    line["agreement"] = agreement
        for role, name in entry.roles(language).items():
            used = _known(role, name, roles)
            if used not in roles:
                roles[used] = name
                _put(patch, "staff", used, {"name": name})
            for position in program.get("positions", {}).values():
                if position["role"] == role:
                    position["role"] = used
        _put(patch, "programs", program_id, program)
    return patch


def _put(patch: Data, section: str, key: str, record: Data) -> None:
    patch.setdefault(section, {})[key] = record


def _free(wanted: str, taken: Collection[str]) -> str:
    return next(name for n in count(1) if (name := wanted if n == 1 else f"{wanted}-{n}") not in taken)


def _unlike(wanted: str, taken: Iterable[str]) -> str:
    """A name that no other record has, as a plan file compares names."""
    known = {twin_key(name) for name in taken}
    return next(name for n in count(1) if twin_key(name := wanted if n == 1 else f"{wanted} ({n})") not in known)


def _known(role: str, name: str, roles: dict[str, Any]) -> str:
    """The plan's own role of that id or name; the wanted id where it has none."""
    alike = [own for own, called in roles.items() if twin_key(called) == twin_key(name)]
    return role if role in roles or not alike else alike[0]
