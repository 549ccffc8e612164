"""From provisional payments to columns: costs that no rule tells apart are paid as one bill.

Exact, because whole dollars can always be handed back to the lines of a bill: a transportation problem with whole margins
has a whole solution.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from statistics import median_low

from allocator.domain.charge import Charge
from allocator.domain.lin import Lin, Number, total
from allocator.domain.rule import Row
from allocator.model.unknown import Unknown

Use = tuple[int, Number]
"""A row in which a payment stands, and its factor there."""
Signature = tuple[tuple[str, tuple[Use, ...]], ...]


Meaning = tuple[tuple[int, int, int], ...]
"""What a provisional payment stands for: a part (top, bottom) of each of some columns."""
Bundle = tuple[str, str, str, str]
"""A position (program, name), a source and a year."""


@dataclass
class Settlement:
    """What each provisional payment stands for."""

    means: dict[int, Meaning] = field(default_factory=dict)
    bundle: dict[int, Bundle] = field(default_factory=dict)
    """Provisional payment -> the position, source and year whose lines share one column and are told apart by a rule. Their
    whole dollars may differ from the common share by less than one; see ``slack``."""
    sizes: dict[Bundle, int] = field(default_factory=lambda: defaultdict(int))
    """How many lines share the column."""

    def share(self, symbol: int, bundle: Bundle, means: Meaning) -> None:
        """Say what a payment stands for that shares its column with others."""
        self.means[symbol] = means
        self.bundle[symbol] = bundle
        self.sizes[bundle] += 1


def settle(view: Unknown, rows: list[Row]) -> Settlement:
    """Make the columns for payments, and write the bills into ``view.settled``."""
    uses: dict[int, list[Use]] = defaultdict(list)
    for number, row in enumerate(rows):
        for column, factor in row.lhs.terms.items():
            if column < 0:
                uses[column].append((number, factor))
    settlement = Settlement()
    for year in view.case.years:
        _settle_year(view, settlement, uses, year)
    return settlement


def _settle_year(view: Unknown, settlement: Settlement, uses: dict[int, list[Use]], year: str) -> None:
    signatures: dict[Charge, list[tuple[str, tuple[Use, ...]]]] = {charge: [] for charge in view.case.all_charges}
    for source in view.case.sources:
        for charge, symbol in view.payments(source, year).items():
            signatures[charge].append((source, tuple(uses.get(symbol, ()))))
    alike: dict[Signature, list[Charge]] = defaultdict(list)
    for charge, found in signatures.items():
        if view.case.most_cost(charge, year):
            alike[tuple(found)].append(charge)
    parted = _parted_positions(alike)
    for signature, charges in alike.items():
        plain = [charge for charge in charges if (charge.program, charge.tie) not in parted]
        if plain:
            _one_bill(view, settlement, plain, [source for source, _ in signature], year)
    for program, tie in sorted(parted):
        _shared_bill(view, settlement, program, tie, year)


def _parted_positions(alike: dict[Signature, list[Charge]]) -> set[tuple[str, str]]:
    """Positions (program, name) whose lines are treated differently by some rule."""
    places: dict[tuple[str, str], set[int]] = defaultdict(set)
    for number, charges in enumerate(alike.values()):
        for charge in charges:
            if charge.tie:
                places[charge.program, charge.tie].add(number)
    return {position for position, numbers in places.items() if len(numbers) > 1}


def _one_bill(view: Unknown, settlement: Settlement, charges: list[Charge], payers: list[str], year: str) -> None:
    first = charges[0]
    paid: list[Lin] = []
    for source in payers:
        column = view.table.column(f"pay {first.program} {first.line} +{len(charges) - 1} {source} {year}")
        symbols = view.payments(source, year)
        for number, charge in enumerate(charges):
            settlement.means[symbols[charge]] = ((column, 1, 1),) if number == 0 else ()
        paid.append(Lin.unknown(column))
    cost = view.together(charges, year)
    view.settled.append((year, f"{first.program}/{first.line}", total(paid), cost))


def _shared_bill(view: Unknown, settlement: Settlement, program: str, tie: str, year: str) -> None:
    """One position whose lines a rule tells apart: a column for each source and each way its lines relate."""
    case = view.case
    means: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for ratio, cost in _ratios(view, program, tie, year).items():
        payers = [s for s in case.sources if all(charge in view.payments(s, year) for charge, _ in ratio)]
        paid: list[Lin] = []
        for source in payers:
            column = view.table.column(f"pay {program} {tie} {source} {year}")
            paid.append(Lin.unknown(column))
            for charge, share in ratio:
                means[view.payments(source, year)[charge]].append((column, share.numerator, share.denominator))
        view.settled.append((year, f"{program}/{tie}", total(paid), cost))
    for charge in case.charges[program]:
        if charge.tie == tie:
            for source in case.sources:
                if (symbol := view.payments(source, year).get(charge)) is not None:
                    settlement.share(symbol, (program, tie, source, year), tuple(means.get(symbol, ())))


def _ratios(view: Unknown, program: str, tie: str, year: str) -> dict[tuple[tuple[Charge, Fraction], ...], Lin]:
    """Each way in which the lines of a position relate, with the dollars of the position when they do."""
    case = view.case
    found: dict[tuple[tuple[Charge, Fraction], ...], Lin] = {}
    for option in case.options[program]:
        lines = [c for c in case.charges[program] if c.tie == tie and case.has_line(program, option.level, c)]
        first = view.first(program, option.level, year)
        for starting, runs in ((False, view.run(program, option.level, year) - first), (True, first)):
            if starting and first.is_number and first.const == 0:
                continue
            costs = {c: case.line_cost(program, option.level, c.line, year, starting) for c in lines}
            together = sum(costs.values())
            if together:
                ratio = tuple((c, Fraction(cost, together)) for c, cost in costs.items() if cost)
                found[ratio] = total((found.get(ratio, Lin()), runs * together))
    return found


def slack(settlement: Settlement, terms: dict[int, Number]) -> Fraction:
    """By how much whole dollars may move a row away from common shares: the lines of a position differ from it by less than
    a dollar each and add up to nothing."""
    factors: dict[Bundle, list[Number]] = defaultdict(list)
    for symbol, factor in terms.items():
        if symbol < 0 and (key := settlement.bundle.get(symbol)) is not None:
            factors[key].append(factor)
    room = Fraction(0)
    for key, found in factors.items():
        if len(found) == settlement.sizes[key] and len(set(found)) == 1:
            continue
        values = [*found, *([0] * (settlement.sizes[key] - len(found)))]
        middle = median_low(values)
        room += sum((abs(Fraction(value - middle)) for value in values), Fraction(0))
    return room
