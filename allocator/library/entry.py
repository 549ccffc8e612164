"""One practice of the library, and the records of a plan that it becomes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import Field

from allocator.domain.base import Code, Commitment, Condition, FiscalYear, Id, Pillar, Practice, Record, Tag
from allocator.library.payroll import OnTop, by_the_hour, plus, with_benefits
from allocator.library.records import Cost, Person, Span, Words
from allocator.load.plain_plan import number
from allocator.messages import say, text
from allocator.money import half_up

Data = dict[str, Any]


class Entry(Record):
    """A practice that community schools use, with what it typically costs. What it does for a need the school says itself."""

    id: Id
    """Its key in the file; the id of the program that it becomes."""
    pillar: Pillar
    """The pillar that it serves most: the file in which it stands."""
    year: FiscalYear
    """The fiscal year whose dollars its figures are."""
    name: Words
    """What it is called."""
    what: Words
    """What it is, in one sentence."""
    conditions: list[Condition] = []
    """Key conditions for learning that it serves."""
    commitments: list[Commitment] = []
    """Cornerstone commitments that it serves."""
    practices: list[Practice] = []
    """Proven practices that it carries."""
    step: Literal[1, 2, 3, 4]
    """Step of the implementation timeline to which it belongs."""
    tags: Annotated[list[Tag], Field(min_length=1)]
    """Words that rules refer to, those of the grants' allowed uses first."""
    function: Code
    """Four-digit SACS function code of its lines. An illustration, as is the goal: charts of accounts differ."""
    goal: Code
    """Four-digit SACS goal code of its lines."""
    costs: dict[Id, Cost] = {}
    """Typical costs."""
    positions: dict[Id, Person] = {}
    """People who are typically hired."""
    basis: Words
    """Where the figures come from, said as plainly as it is."""
    confirmed: Literal[False]
    """Always false: only a district's own figures can be confirmed, and they take the place of these."""
    called: dict[Id, Words]
    """Names of the roles that its positions name."""

    def roles(self, language: str = "en") -> dict[str, str]:
        """Role id -> name, for every role that its positions need."""
        return {person.role: self.called[person.role].spoken(language) for person in self.positions.values()}

    def agreements(self, language: str = "en") -> dict[str, str]:
        """Agreement id -> name, where a provider carries part of the school's work; the id is the entry's own."""
        names = [cost.name.spoken(language) for cost in self.costs.values() if cost.agreement]
        return {self.id: names[0]} if names else {}

    def dollars(self, first_year: bool = False) -> Span:
        """Dollars of a full year, people with everything on top of their pay; with ``first_year`` also what is bought once."""
        lines = [cost for cost in self.costs.values() if first_year or cost.when == "each_year"]
        parts = [span for cost in lines for span in (cost.dollars, *(one.dollars for one in self._on_top(cost)))]
        return plus([*parts, *(with_benefits(person, self.year) for person in self.positions.values())])

    def program(self, language: str = "en") -> Data:
        """Plan data of the program: costs at their typical figure, ``cost_range`` from the low and the high ones, and a note that
        says what it is and where the figures come from. It meets no need until the school says which."""
        stated = {
            "name": self.name.spoken(language), "pillar": self.pillar, "conditions": list(self.conditions),
            "commitments": list(self.commitments), "practices": list(self.practices),
            "costs": dict(line for cost_id, cost in self.costs.items() for line in self._lines(cost_id, cost, language)),
            "positions": {key: self._position(person, language) for key, person in self.positions.items()},
            "cost_range": self._range(), "tags": list(self.tags),
            "note": f"{self.what.spoken(language)} {self.basis.spoken(language)}",
        }
        return {field: value for field, value in stated.items() if value}

    def _on_top(self, cost: Cost) -> list[OnTop]:
        return list(by_the_hour(cost.dollars, cost.hourly, self.year)) if cost.hourly else []

    def _lines(self, cost_id: str, cost: Cost, language: str) -> Iterator[tuple[str, Data]]:
        """A cost, and what comes on top of pay by the hour: lines of one position."""
        shared = {**self._codes(cost), **({"when": cost.when} if cost.when != "each_year" else {})}
        own: Data = {"object": cost.object, "amount": cost.dollars.typical, **shared, "name": cost.name.spoken(language)}
        if cost.agreement:
            own["agreement"] = self.id
        if not cost.hourly:
            yield cost_id, own
            return
        yield cost_id, {**own, "position": cost_id}
        for one in self._on_top(cost):
            yield f"{cost_id}-{one.id.replace('_', '-')}", {
                "object": one.object, "amount": one.dollars.typical, **shared, "position": cost_id,
                "name": text(say(f"benefit.{one.id}"), language)}

    def _position(self, person: Person, language: str) -> Data:
        months = {} if person.months is None else {"months": person.months}
        return {"role": person.role, "fte": number(person.fte), "salary": person.salary.typical,
                "classification": person.classification, "object": person.object, **months, **self._codes(person),
                "name": person.name.spoken(language)}

    def _codes(self, line: Cost | Person) -> Mapping[str, Any]:
        tags = {"tags": list(line.tags)} if line.tags else {}
        return {"function": line.function or self.function, "goal": line.goal or self.goal, **tags}

    def _range(self) -> list[Any]:
        """Its lowest and highest cost as multiples of the typical one, to the hundredth."""
        span = self.dollars(first_year=True)
        return [number(Fraction(half_up(Fraction(100 * end, span.typical)), 100)) for end in (span.low, span.high)]
