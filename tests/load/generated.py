"""Any plan at all: every field of the plan file, with text and numbers that are hard to keep."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

YEARS = ["2025-26", "2026-27", "2027-28"]
HARD = [
    "=1+1",
    "NO",
    "null",
    "true",
    "0777",
    "1e3",
    "12:30",
    "2025-26",
    "-",
    "#x",
    "a: b",
    "x, y; z",
    "'q'",
    '"',
    "\u202e",
    "\U0001f600",
    "e\u0301",
    "[a]",
    "{b}",
    "@x",
    "| z",
    "1/3",
    "0.5",
    "~",
    "%",
    "&a",
    "*b",
    "!c",
    " lead",
    "trail ",
    "\u00e9cole",
    "school",
]
names = st.sampled_from(HARD) | st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"]), min_size=1, max_size=20
).filter(lambda text: bool(text.strip()) and "x005F_" not in text)
notes = st.sampled_from(["", "one\ntwo\n", "a\n\n b", "tab\there", " x", "x\n"]) | names
dollars = st.integers(0, 10**10)
decimals = st.integers(0, 10**6).map(lambda n: n / 10**6)
shares = decimals | st.sampled_from(["1/3", "5/7", 0, 1])
amounts = st.sampled_from([0, 1, 0.5, 0.05, 12.125, "4/3", 50])
codes = st.sampled_from(["0000", "1200", "0123", "9999"])
tags = st.lists(st.sampled_from(["arts", "administration", "1a", "x_y-z"]), max_size=3, unique=True)


def sometimes(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Records with any of the fields."""
    return st.fixed_dictionaries({}, optional=fields)


def record(need: dict[str, st.SearchStrategy[Any]], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(need, optional=fields)


def some(keys: list[str], values: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    """A table of some of the keys."""
    return st.dictionaries(st.sampled_from(keys), values, min_size=least, max_size=len(keys))


by_year = amounts | some(YEARS, amounts, 1)
lines = record(
    {"object": codes, "amount": dollars},
    when=st.sampled_from(["each_year", "first_year"]),
    function=codes,
    goal=codes,
    tags=tags,
    name=names,
    position=st.sampled_from(["psw", "x-1"]),
)
people = record(
    {
        "role": st.just("nurse"),
        "fte": amounts,
        "salary": dollars,
        "classification": st.just("classified"),
        "object": st.just("2200"),
    },
    months=st.just(11),
    first_year_months=st.integers(1, 11),
    health=dollars,
    tags=tags,
    name=names,
)
NEEDS, SOURCES = ["n-1", "n_2", "3n"], ["s1", "s-2", "4"]
sizes = {"meets": some(NEEDS, shares), "costs": some(["a", "b_2", "9"], lines), "positions": some(["p1", "p-2"], people),
         "staff": some(["aide"], amounts), "serves": some(["all", "ell"], st.integers(0, 900))}
programs = record(
    {"name": names, "grades": st.just({"6": "1/3", "K": 0.25})}, **sizes, pillar=st.just("extended_learning"),
    cost_range=st.sampled_from([["5/7", 1], [0.9, 1.25], [1, 10], [0.000001, 2]]),
    conditions=st.just(["sel", "system_of_supports"]), commitments=st.just(["assets_driven"]), practices=st.just([]),
    paid_by=st.lists(st.sampled_from(SOURCES), unique=True), tags=tags, place=st.just("central"), timing=st.just("free"),
    restart_cost=st.booleans(), site=st.just("oak"), note=notes, running=st.just("full"),
    levels=some(["half", "1x"], record({}, name=names, **sizes)))
RULES: dict[str, dict[str, Any]] = {
    "r1": {"kind": "choose", "programs": ["p1", "p2"], "exactly": 1, "same": True, "prefer": 2, "because": "Voted; 3, 4"},
    "r2": {"kind": "carryover", "source": "s1", "last_use": {"2025-26": "2026-27", "2026-27": "2027-28"}, "carry_limit": "1/3"},
    "r3": {"kind": "carryover", "source": "4", "last_use": "2027-28"},
    "r4": {
        "kind": "local_match",
        "source": "s1",
        "share": "1/3",
        "counts": {"sources": ["s-2", "4"], "tags": ["arts"], "in_kind": ["g"]},
    },
    "r5": {"kind": "pillar_floor", "pillar": "extended_learning", "programs": 2},
    "r6": {"kind": "requires", "program": "p2", "needs": "p1", "after": False, "years": ["2025-26"]},
    "r7": {"kind": "sustain", "after": "2027-28", "gap": 90000},
    "r8": {"kind": "indirect", "source": "s1", "rate": 0.06, "not_objects": []},
    "r9": {
        "kind": "share_cap",
        "source": "s-2",
        "share": 0.15,
        "tag": "administration",
        "objects": ["1000-3999", "5800"],
        "over": "term",
    },
    "r11": {"kind": "revision", "source": "s1", "share": "1/3", "at_most": 2, "prefer": 1,
            "approved": {"2025-26": {"1200": 95000, "7310": 0}, "2026-27": {"0123": 10**10}}},
    "r10": {"kind": "must", "program": "p1", "level": "full", "site": "oak"},
}


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """A plan that is right in every field."""
    needs = {need: record({"name": st.just(f"{need} {draw(names)}"), "score": st.integers(1, 100) | st.just(12.5)},
                          pillar=st.just("integrated_supports"), returns=st.just([[0, 0], ["1/3", 0.5], [0.75, 0.9], [1, 1]]),
                          score_range=st.sampled_from([[0, 100], ["1/3", 100], [0.5, 100]]), evidence=notes, note=notes)
             for need in NEEDS}
    sources = record(
        {"name": names, "amounts": some(YEARS, dollars, 1)},
        resource=codes,
        fund=st.just("01"),
        project_year=st.sampled_from(["0", "7"]),
        last_year=some(["0123", "4300"], sometimes(budget=dollars, actuals=dollars)),
        grant=st.just("some-grant"),
        lasts=st.booleans(),
        note=notes,
    )
    found = {
        "format": 1,
        "name": draw(names),
        "years": YEARS,
        "sites": {
            "oak": draw(record({"name": names}, enrollment=st.just(900), grades=st.just("6-8"), unduplicated=shares, note=notes,
                               code=st.sampled_from(["012", "0001234"])))
        },
        "needs": {need: draw(kind) for need, kind in needs.items()},
        "programs": {program: draw(programs) for program in ("p1", "p2")},
        "sources": {source: draw(sources) for source in SOURCES},
        "staff": {role: draw(record({"name": names}, min=by_year, max=by_year, note=notes)) for role in ("nurse", "aide")},
        "in_kind": {"g": {"name": draw(names), "amounts": draw(some(YEARS, dollars, 1))}},
        "rules": {rule: RULES[rule] for rule in draw(st.lists(st.sampled_from(sorted(RULES)), unique=True))},
        **draw(
            sometimes(
                cost_growth=shares,
                base_year=st.just("2024-25"),
                year_weights=st.just({"2025-26": 2}),
                note=notes,
                spend_order=st.permutations(SOURCES),
                accounts=record({"layout": st.sampled_from(["{object}", "{fund}-{site}.{resource} {object}:0001"])},
                                fund=st.just("01"), project_year=st.just("0"), goal=codes, function=codes,
                                central_site=st.just("000"), goals=some(["a1", "b2"], codes),
                                functions=some(["a1", "b2"], codes)),
                rates=some(["strs", "medicare"], shares | some(YEARS, shares, 1)),
                agreements=st.just({"a1": {"name": "Clinic", "starts": "2024-25", "counted": 5}, "a2": {"name": "=B"}}),
            )
        ),
    }
    found["sources"]["s1"] |= {"grant": "some-grant", "carried_in": {"2023-24": draw(dollars), "2024-25": 0}}
    if "agreements" in found:
        found["programs"]["p1"].setdefault("costs", {})["agr"] = {"object": "5100", "amount": 5, "agreement": "a1"}
    found["programs"]["p2"] |= {"tags": ["a1"], "costs": {"booked": {"object": "4300", "amount": 5, "tags": ["b2"]}}}
    for program in found["programs"].values():
        one_meaning(program)
    return found


def one_meaning(program: dict[str, Any]) -> None:
    """One line under one object code is the same kind of cost at every level."""
    first: dict[tuple[str, str, str], dict[str, Any]] = {}
    for size in (program, *program.get("levels", {}).values()):
        for kind in ("costs", "positions"):
            for line_id, line in size.get(kind, {}).items():
                model = first.setdefault((kind, line_id, line["object"]), line)
                shared = {
                    field: model[field] for field in ("tags", "function", "goal", "position", "agreement") if field in model
                }
                if line is not model:
                    for field in ("tags", "function", "goal", "position", "agreement"):
                        line.pop(field, None)
                    line.update(shared)
