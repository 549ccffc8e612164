"""Benefit rates and the agreement tier for a plan's years: the rate files, with the plan's own rates over them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from allocator.domain.plan import ByYear, Plan
from allocator.domain.rates import Benefit, Tier
from allocator.domain.rule import PLAN_FILE, Citation
from allocator.errors import Fault, InputError
from allocator.fiscal import after, between
from allocator.grants.rate_files import BenefitRecord, benefit_file, tier_file
from allocator.grants.values import GrantValue
from allocator.messages import say
from allocator.money import exact, plain

Known = dict[str, tuple[Fraction, Citation]]


def benefits_for(plan: Plan) -> tuple[Benefit, ...]:
    """Every benefit with its rates: the base year first, then the plan's years and the year after. In the year after, the last
    known rate goes on. Raises InputError for a rate id that does not exist and, in a plan with positions, for plan years
    without a rate."""
    file = benefit_file()
    known_ids = say("fault.expected.one.of.these", names=", ".join(file.benefits))
    faults = [Fault("", f"rates.{rate}", say("fault.benefit.id"), rate, known_ids)
              for rate in sorted(plan.rates) if rate not in file.benefits]
    benefits = []
    for benefit_id, record in file.benefits.items():
        given = plan.rates.get(benefit_id)
        try:
            known = _per_fte(record, given, plan) if record.per == "fte" else _per_pay(record, given, plan)
        except InputError as refused:
            faults += refused.faults
            continue
        missing = [year for year in plan.years if year not in known]
        if missing and has_positions(plan):
            faults.append(Fault("", f"rates.{benefit_id}", say("fault.rate.unknown", years=", ".join(missing)),
                                say("fault.got.none"),
                                say("fault.expected.rate.years" if record.per == "pay" else "fault.expected.rate.base")))
        benefits.append(Benefit(
            benefit_id, record.name, record.per, record.certificated, record.classified,
            by_year=tuple((year, rate) for year, (rate, _) in known.items()),
            growth=exact(record.growth.value) if record.growth else None,
            cites=tuple((year, cite) for year, (_, cite) in known.items()),
        ))
    if faults:
        raise InputError(faults)
    return tuple(benefits)


def tier_for(plan: Plan) -> Tier:
    """The first tier of agreements, for every year in which one of the plan's can begin."""
    file = tier_file()
    starts = {record.starts for record in plan.agreements.values() if record.starts is not None}
    found = {year: entry for year in sorted({*plan.years, after(plan.years[-1]), *starts})
             if (entry := file.first_tier.entry(year)) is not None}
    return Tier(
        tuple((year, int(str(entry.value))) for year, entry in found.items()),
        tuple((year, entry.cite(file.references)) for year, entry in found.items()),
    )


def rate_values(plan: Plan) -> tuple[GrantValue, ...]:
    """The rates that the plan uses, for display: benefits by year where it has positions, tiers where it has agreements."""
    values: list[GrantValue] = []
    if has_positions(plan):
        for benefit in benefits_for(plan):
            unit = "share" if benefit.per == "pay" else "dollars"
            shown = benefit.by_year if benefit.per == "pay" else benefit.by_year[:1]
            values += [GrantValue("benefits", "", benefit.id, benefit.name, _figure(rate), unit, year, year, cite, True)
                       for year, rate in shown for cite in (benefit.cite(year),)]
    if has_agreements(plan):
        tier = tier_for(plan)
        values += [GrantValue("subagreement", "", "first_tier", tier_file().first_tier.what, amount, "dollars", year, year,
                              dict(tier.cites)[year], True) for year, amount in tier.by_year]
    return tuple(values)


def has_positions(plan: Plan) -> bool:
    """Whether any program has positions, at any level."""
    return any(program.positions or any(level.positions for level in program.levels.values())
               for program in plan.programs.values())


def has_agreements(plan: Plan) -> bool:
    """Whether any cost belongs to an agreement with an outside provider."""
    lines = [line for program in plan.programs.values()
             for costs in (program.costs, *(level.costs or {} for level in program.levels.values())) for line in costs.values()]
    return any(line.agreement for line in lines)


def _years(plan: Plan) -> list[str]:
    """The base year first, then the plan's years and the year after, each once."""
    return list(dict.fromkeys([plan.base_year or plan.years[0], *plan.years, after(plan.years[-1])]))


def _per_pay(record: BenefitRecord, given: ByYear | None, plan: Plan) -> Known:
    """Rates by year, the plan's own over the file's."""
    references = benefit_file().references
    own = {year: exact(rate) for year, rate in given.items()} if isinstance(given, dict) else {}
    if given is not None and not isinstance(given, dict):
        own = dict.fromkeys(_years(plan), exact(given))
    known: Known = {}
    for year in _years(plan):
        if year in own:
            known[year] = (own[year], PLAN_FILE)
        elif year > plan.years[-1] and plan.years[-1] in own:
            known[year] = (own[plan.years[-1]], _goes_on(PLAN_FILE, plan.years[-1]))
        elif (entry := record.entry(year)) is not None:
            known[year] = (exact(entry.value), entry.cite(references))
        elif year > plan.years[-1] and plan.years[-1] in known:
            rate, cite = known[plan.years[-1]]
            known[year] = (rate, _goes_on(cite, plan.years[-1]))
    return known


def _per_fte(record: BenefitRecord, given: ByYear | None, plan: Plan) -> Known:
    """Dollars for a full-time position: one figure for the base year, which grows. Raises InputError for figures by year, which
    the growth would contradict."""
    base = plan.base_year or plan.years[0]
    if isinstance(given, dict) and set(given) != {base}:
        figures = say("fault.got.figures", years=", ".join(sorted(given)))
        raise InputError.one(say("fault.health"), path="rates.health", got=figures,
                             expected=say("fault.expected.health", year=base))
    entry = record.entry(base)
    if given is not None:
        figure, cite = exact(given[base] if isinstance(given, dict) else given), PLAN_FILE
    elif entry is not None:
        figure, cite = exact(entry.value), entry.cite(benefit_file().references)
    else:
        return {}
    growth = exact(record.growth.value) if record.growth else Fraction(0)
    return {year: (figure * (1 + growth) ** between(base, year), cite) for year in _years(plan)}


def _goes_on(cite: Citation, last: str) -> Citation:
    why = f"no rate is known for the year after the plan; that of {last} goes on"
    return Citation(cite.title, cite.href, cite.read, False, "; ".join(part for part in (cite.why, why) if part))


def _figure(rate: Fraction) -> int | Decimal | str:
    short = plain(rate)
    return Decimal(str(short)) if isinstance(short, float) else short
