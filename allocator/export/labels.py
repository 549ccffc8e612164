"""Every word that the workbook says by itself, in one place. Rules bring their own sentences from the message catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from allocator.domain.report import Report
from allocator.fiscal import between

SHEETS: dict[str, str] = {
    "read_me": "Read me",
    "summary": "Summary",
    "objects": "Budget by object",
    "last_year": "Last year",
    "narrative": "Narrative",
    "detail": "Detail",
    "costs": "Costs",
    "programs": "Programs",
    "levels": "Levels",
    "staffing": "Staffing",
    "staff_levels": "Staff by program",
    "needs": "Needs met",
    "need_levels": "Needs by program",
    "sources": "Sources",
    "awards": "Awards",
    "match": "Match",
    "pillars": "By pillar",
    "framework": "Framework",
    "rollout": "Roll-out",
    "cliff": "After the plan",
    "rules": "Rules checked",
    "assumptions": "Assumptions",
    "checks": "Checks",
    "lists": "Lists",
    "meta": "_meta",
    "why": "Why",
    "beside": "Scenario compare",
    "compare_inputs": "Inputs",
    "compare_results": "Results",
    "compare_why": "Why",
    "spent_objects": "Plan and actual",
    "spent_sources": "By source",
    "spent_left": "Left over",
    "spent_remaining": "Planned again",
    "spent_booked": "Booked",
}

TITLES: dict[str, str] = {
    "read_me": "Community school budget",
    "summary": "Summary",
    "objects": "Budget by object and year",
    "last_year": "Last year: budget and actuals beside the plan's first year",
    "narrative": "Narrative: every dollar explained, by object series",
    "detail": "Detail: one row for each cost and the source that pays it",
    "costs": "Costs: what each cost comes to at the rates on Assumptions",
    "programs": "Programs: what runs when, and what it costs",
    "levels": "Levels: what each program costs at each size",
    "staffing": "Staffing: full-time equivalents (FTE) by role and year",
    "staff_levels": "Staff by program: where they work",
    "needs": "Needs met",
    "need_levels": "Needs by program: what serves each need",
    "match": "Match: local money and gifts beside a grant",
    "awards": "Awards: the oldest money is spent first",
    "sources": "Sources: where every dollar came from and went",
    "pillars": "By pillar: dollars of programs by year",
    "framework": "Framework: what the budget does for each part of it",
    "rollout": "Roll-out: what begins when, and who is hired",
    "cliff": "After the plan: what goes on costing money, and who may pay it",
    "rules": "Rules checked",
    "assumptions": "Assumptions: figures that this budget rests on",
    "checks": "Checks: does the workbook add up?",
    "lists": "Lists behind the drop-downs",
    "meta": "What the program needs to read this workbook back",
    "why": "Why: what keeps each program in the budget or out of it",
    "beside": "Scenario compare: this budget beside others",
    "compare_inputs": "Inputs: what the plans are given",
    "compare_results": "Results: what the plans reach",
    "compare_why": "Why: which change did what",
    "spent_objects": "Plan and actual by object code",
    "spent_sources": "Plan and actual by source",
    "spent_left": "Left over: what each source carries on",
    "spent_remaining": "Planned again: the years that remain",
    "spent_booked": "Booked: every figure behind the other sheets",
}

SAYS: dict[str, str] = {
    "summary": "Dollars, people and needs at a glance. Every figure comes from the other sheets.",
    "objects": "Whole dollars, from the Detail sheet. Series 7000 holds the indirect charge (object 7310).",
    "last_year": "By source and object. Last year's figures come from the plan file; the plan's first year comes from Detail.",
    "narrative": "How each cost is worked out, what it costs, and which needs it serves. Dollars come from Detail; the words are "
                 "of the day on which this was written.",
    "detail": "You may move dollars between sources, and change what runs. On the right: each row at a changed rate. To change a "
              "cost for good, change the plan and solve again.",
    "costs": "Before rates: at prices of the base year, or the FTE or pay behind a benefit. Cost: with the rates on Assumptions.",
    "programs": "Tinted cells say at which level a program runs; a dash means that it does not. Costs come from Detail.",
    "levels": "What a program costs if it runs at a level, what its first year adds, and what this budget therefore owes.",
    "staffing": "FTE follow from the levels on the Programs sheet.",
    "staff_levels": "A role's FTE in a year is the sum of its rows: those of the levels that run.",
    "need_levels": "The share of a need that is met is the sum of its rows, at most 100%.",
    "awards": "Sources whose money may be kept for a later year, award by award. It stands behind \"carried out\" on Sources.",
    "match": "What a grant asks to see beside its own money, what counts toward it, and what is reached. A dollar counts for one "
             "grant only.",
    "needs": "Points are a need's score times the share of it that is met, averaged over the years.",
    "sources": "Amount + carried in = paid + indirect + carried out + lapsed + unspent, for each source in each year.",
    "pillars": "Dollars of programs, without indirect charges, by the pillar that each program serves most.",
    "framework": "Programs that serve each of the four pillars, conditions, commitments and practices, with their dollars. Only "
                 "pillars add up: a program may serve several of the others.",
    "rollout": "The four steps of the framework's timeline, with the programs of each and the people they need.",
    "cliff": "If everything that runs in the last year simply went on: what it costs in the year after the plan, and what nobody "
             "pays.",
    "rules": "Room: what is left before a rule breaks. After a change by hand, have the workbook audited again.",
    "assumptions": "Each figure with its source. Change a tinted rate to see every cost at it. Unconfirmed: nobody has read the "
                   "source.",
    "checks": "Each line is a formula: OK, or a sentence that says what is wrong.",
    "lists": "Do not change this sheet.",
    "meta": "Do not change this sheet.",
    "why": "Facts of this budget as it was written; dollars of programs that run come from Detail. A council decides.",
    "beside": "Column A follows this workbook; the others stand as they were solved. Dollars are of all years together. "
              "Differences are formulas.",
    "compare_inputs": "Everything that is not the same in all plans. Names and notes change no result and are left out.",
    "compare_results": "Figures of all years together. Differences are formulas; they add up to the totals.",
    "compare_why": "The difference from A, split among the changes that caused it. The parts add up to the whole.",
    "spent_objects": "Whole dollars that add up, from the sheet Booked. Object 7310 is the indirect charge.",
    "spent_sources": "Whole dollars that add up, from the sheet Booked, with indirect charges.",
    "spent_left": "Had + spent beyond it = spent + carried on + lapsed. Only whole dollars of an award are carried on.",
    "spent_remaining": "The adopted budget beside the same years planned again with what is really left, both by the new plan.",
    "spent_booked": "Cents are those of the books; whole dollars share them out by largest remainder, so that all sums agree.",
}

FOLLOWS = "A rate on Assumptions was changed: dollars on this sheet are at the changed rate, not as the budget was decided."
STAYS = "A rate on Assumptions was changed: this sheet does not follow. It tells the budget at the rates as written."
AT_CHANGED_RATES: dict[str, str] = {
    **dict.fromkeys(("summary", "pillars", "objects", "last_year", "costs", "programs", "awards", "match", "framework", "rollout",
                     "report"), FOLLOWS),
    "detail": "A rate on Assumptions was changed: the tinted dollars are the budget as decided. Costs and the columns on the "
              "right, which are not printed, follow it.",
    "narrative": "A rate on Assumptions was changed: dollars are at the changed rate. The sentences tell the rates as written.",
    "sources": "A rate on Assumptions was changed: what is paid follows. Amounts that must first be earned stay as written.",
    **dict.fromkeys(("levels", "cliff", "rules"), STAYS),
}
"""What a sheet says below its title once a rate was changed, by sheet."""

PILLARS: dict[str, str] = {
    "integrated_supports": "Integrated student supports",
    "family_engagement": "Family and community engagement",
    "collaborative_leadership": "Collaborative leadership",
    "extended_learning": "Extended learning time",
}

UNCONFIRMED = "unconfirmed"
CONFIRMED = "confirmed"
OWN = "the plan's own"
OK = "OK"
NONE = "\N{EM DASH}"
YES, NO = "yes", "no"
TOTAL = "Total"
ALL_YEARS = "All years"
FULL = "Full"
INDIRECT = "Indirect charge"
HAD = {"budget": "Budget", "actuals": "Actuals"}
"""What is known of the year before the plan."""
NO_INDIRECT = "No source is charged indirect costs"


def of_year(word: str, year: str) -> str:
    """A heading such as Cost 2025-26, the year on a line of its own."""
    return f"{word}\n{year}"


def span(years: Sequence[str]) -> str:
    """Some years in a few words: ``2025-26``, ``2025-26 to 2027-28``, or each of them where one is left out."""
    if len(years) > 1 and between(years[0], years[-1]) == len(years) - 1:
        return f"{years[0]} to {years[-1]}"
    return ", ".join(years)


def status(report: Report) -> str:
    """How good the budget is, in words."""
    if report.status == "proved":
        return "Best possible budget, proved twice."
    percent = f"{max(report.gap, 0) * 100:.2f}".rstrip("0").rstrip(".")
    percent = percent if percent != "0" or report.gap <= 0 else "0.01"
    if report.status == "within":
        return f"Within {percent}% of the best possible."
    return f"The search was stopped; within {percent}% of the best possible."


def points(report: Report) -> str:
    """The three figures that say how much need is met."""
    return (f"{float(report.points):,.1f} points of {float(report.points_reachable):,.1f} reachable, "
            f"{float(report.points_possible):,.1f} in all")
