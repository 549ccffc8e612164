"""Account strings: under which account of the district's books each payment and each indirect charge stands.

A code is what the plan states: the cost line's or the source's own, then the one for its tags, then the one for all. Where
nothing states it the part shows as ????, and no code is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from allocator.domain.case import Case
from allocator.domain.charge import Charge
from allocator.domain.sacs import INDIRECT_FUNCTION, INDIRECT_GOAL, INDIRECT_OBJECT

PARTS = {"fund": "fund", "resource": "resource", "py": "project year", "goal": "goal", "function": "function",
         "object": "object", "site": "site"}
"""Parts of an account string in the order of SACS: how a layout names them, and their names."""
UNKNOWN = "????"
"""Stands where nobody stated a code."""
INDIRECT = "indirect charges"
_PART = re.compile(r"\{([^{}]*)\}")
Codes = Mapping[str, str]
"""Part -> code, as text."""


def parts_of(layout: str) -> list[str]:
    """The parts that a layout names, in its order."""
    return _PART.findall(layout)


def written(layout: str, codes: Codes) -> str:
    """The account string of some codes; a part that is not among them stays as the layout names it."""
    return _PART.sub(lambda found: codes.get(found[1], found[0]), layout)


def tagged(codes: Codes, own: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """The codes that a line's tags ask for: those of its own tags where there are any, else those of its program's."""
    return frozenset(codes[tag] for tag in own if tag in codes) or frozenset(codes[tag] for tag in others if tag in codes)


class AccountStrings:
    """The accounts of a case whose plan says how they are written."""

    def __init__(self, case: Case) -> None:
        if case.plan.accounts is None:
            raise ValueError("the plan says nothing of accounts")
        self.case, self.stated = case, case.plan.accounts
        self.layout = self.stated.layout
        self.parts = parts_of(self.layout)

    @classmethod
    def of(cls, case: Case) -> AccountStrings | None:
        """The accounts of a case; None where its plan says nothing of them."""
        return None if case.plan.accounts is None else cls(case)

    # codes ---------------------------------------------------------------------------------------------------------
    def of_payment(self, program: str, line: str, object_code: str, source: str) -> dict[str, str]:
        """Every part of the account from which a source pays a cost, whether the layout names it or not."""
        charge = self._charges.get((program, line, object_code))
        goal, function = (UNKNOWN, UNKNOWN) if charge is None else (self.goal(charge), self.function(charge))
        return {**self.of_source(source), "goal": goal, "function": function, "object": object_code, "site": self.site(program)}

    def of_indirect(self, source: str) -> dict[str, str]:
        """Every part of the account of a source's indirect charge."""
        return {**self.of_source(source), "goal": INDIRECT_GOAL, "function": INDIRECT_FUNCTION, "object": INDIRECT_OBJECT,
                "site": self.stated.central_site or UNKNOWN}

    def of_source(self, source: str) -> dict[str, str]:
        """The parts that depend on who pays: fund, resource and project year."""
        record = self.case.plan.sources[source]
        return {"fund": record.fund or self.stated.fund or UNKNOWN, "resource": record.resource or UNKNOWN,
                "py": record.project_year or self.stated.project_year or UNKNOWN}

    def function(self, charge: Charge) -> str:
        """The function code of a cost."""
        return self._of_line(charge, charge.function, self.stated.functions, self.stated.function)

    def goal(self, charge: Charge) -> str:
        """The goal code of a cost."""
        return self._of_line(charge, charge.goal, self.stated.goals, self.stated.goal)

    def site(self, program: str) -> str:
        """The site code of a program: its school's, or that of the district office."""
        record = self.case.programs[program]
        if record.place == "central":
            return self.stated.central_site or UNKNOWN
        schools = self.case.plan.sites
        return schools[record.site or next(iter(schools))].code or UNKNOWN

    def text(self, codes: Codes) -> str:
        """The account string of some codes."""
        return written(self.layout, codes)

    def _of_line(self, charge: Charge, own: str, by_tag: Codes, default: str | None) -> str:
        theirs = frozenset(self.case.programs[charge.program].tags)
        found = tagged(by_tag, charge.tags - theirs, theirs)
        if own or len(found) > 1:
            return own or UNKNOWN
        return next(iter(found), default or UNKNOWN)

    @cached_property
    def _charges(self) -> dict[tuple[str, str, str], Charge]:
        return {(charge.program, charge.line, charge.object): charge for charge in self.case.all_charges}

    # what is missing -----------------------------------------------------------------------------------------------
    def gaps(self) -> dict[str, list[str]]:
        """Part of the layout -> what has no code for it: cost lines as ``program/line``, programs, sources, indirect charges."""
        found: dict[str, list[str]] = {part: [] for part in self.parts}
        for part, what in self._unknown():
            if part in found and what not in found[part]:
                found[part].append(what)
        return {part: some for part, some in found.items() if some}

    def _unknown(self) -> Iterator[tuple[str, str]]:
        for source in self.case.sources:
            yield from ((part, source) for part, code in self.of_source(source).items() if code == UNKNOWN)
        for charge in self.case.all_charges:
            line = f"{charge.program}/{charge.line.partition('.')[0]}"
            yield from ((part, line) for part, code in (("goal", self.goal(charge)), ("function", self.function(charge)))
                        if code == UNKNOWN)
        for program in self.case.programs:
            if self.site(program) == UNKNOWN:
                yield "site", program
        if self.stated.central_site is None and any(self.case.indirect_rate(source) for source in self.case.sources):
            yield "site", INDIRECT
