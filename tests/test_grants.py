"""Grant files: every value is dated and cited, every limit allows and refuses what it should, plans get the right rules."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from allocator.audit import check
from allocator.constraints import STATED, parse_rule, standing_rules
from allocator.domain.budget import Budget, Payment
from allocator.domain.case import Case
from allocator.domain.pick import tag_words
from allocator.domain.plan import Plan
from allocator.errors import InputError
from allocator.grants import (
    Cited,
    Grant,
    benefits_for,
    grant,
    grant_ids,
    rate_values,
    rules_for,
    tier_for,
    unconfirmed,
    values_for,
)
from allocator.grants.cited import Dated, Entry, Reference, together
from allocator.grants.files import read_yaml
from allocator.grants.rate_files import benefit_file, tier_file
from allocator.messages import LANGUAGES, say, text
from allocator.paths import templates

HERE = Path(__file__).parent / "grants"
FILES = {path.stem: read_yaml(path) for path in sorted(HERE.glob("*.yaml"))}
CASES = {f"{stem}: {case['name']}": (file["grant"], case) for stem, file in FILES.items() for case in file.get("cases", ())}
AWARDS = {case["name"]: case for case in FILES["awards"]["awards"]}
FIVE_YEARS = ["2025-26", "2026-27", "2027-28", "2028-29", "2029-30"]
EXPECTED = {
    "ccspp-planning", *(f"ccspp-implementation-cohort-{cohort}" for cohort in (1, 2, 3, 4)), "ccspp-county-coordination",
    "ccspp-extension", "lausd-community-schools", "lcff-supplemental-concentration", "lcff-equity-multiplier", "elop", "ases",
    "21st-cclc", "lrebg", "sspd-block-grant", "prop-28", "title-1", "csi", "title-4a", "mckinney-vento", "lea-medi-cal", "cybhi",
}


def plan(**sections: Any) -> Plan:
    """A plan of one school with what the test is about."""
    base: dict[str, Any] = {"format": 1, "name": "Plan", "years": FIVE_YEARS, "sites": {"school": {"name": "School"}}}
    return Plan.model_validate(base | sections)


def source(grant_id: str, **fields: Any) -> dict[str, Any]:
    return {"name": "The grant", "grant": grant_id, "amounts": {}} | fields


# the files ---------------------------------------------------------------------------------------------------------------
def test_every_grant_has_its_file() -> None:
    assert set(grant_ids()) == EXPECTED


@pytest.mark.parametrize("grant_id", grant_ids())
def test_every_value_has_a_source_and_a_date_or_says_why_not(grant_id: str) -> None:
    found = grant(grant_id)
    assert found.id == grant_id
    assert found.values, "a grant of which nothing is known is no file"
    for cited in (*(entry for value in found.values.values() for entry in value.dated), *found.duties):
        cite = found.cite(cited)
        assert cite.title
        assert bool(cite.why) != cite.confirmed
        if cite.confirmed:
            assert cite.href.startswith("http")
            assert cite.read


@pytest.mark.parametrize("grant_id", grant_ids())
def test_every_reference_is_cited(grant_id: str) -> None:
    found = grant(grant_id)
    cited = {name for value in found.values.values() for entry in value.dated for name in entry.source}
    cited |= {name for duty in found.duties for name in duty.source}
    shared = read_yaml(templates() / "grants" / "shared" / "ccspp-implementation.yaml")["references"]
    own = set(found.references) - (set(shared) if grant_id.startswith("ccspp-implementation") else set())
    assert own <= cited


def test_what_the_cohorts_share_is_cited_by_one_of_them() -> None:
    cohorts = [grant(f"ccspp-implementation-cohort-{cohort}") for cohort in (1, 2, 3, 4)]
    cited = {name for cohort in cohorts for value in cohort.values.values() for entry in value.dated for name in entry.source}
    cited |= {name for cohort in cohorts for duty in cohort.duties for name in duty.source}
    assert set(cohorts[0].references) <= cited


@pytest.mark.parametrize("grant_id", [g for g in grant_ids() if grant(g).rules])
def test_every_rule_becomes_a_kind(grant_id: str) -> None:
    p = plan(sources={"fund": source(grant_id)}, sites={"school": {"name": "School", "grades": "9-12"}})
    found = rules_for(p)
    assert {rule.id for rule in found.rules} == {f"fund.{key}" for key in grant(grant_id).rules}
    assert all(rule.kind in STATED and rule.origin == "grant" and rule.cite.title for rule in found.rules)


def test_every_rate_has_a_source_and_a_date_or_says_why_not() -> None:
    for record in benefit_file().benefits.values():
        for cited in (*record.dated, *([record.growth] if record.growth else [])):
            cite = cited.cite(benefit_file().references)
            assert not cite.confirmed or (cite.href and cite.read)
    for entry in tier_file().first_tier.dated:
        assert entry.cite(tier_file().references).href


# limits: allowed and refused budgets -------------------------------------------------------------------------------------
def budget_case(grant_id: str, case: dict[str, Any]) -> tuple[Case, Budget]:
    """A tiny plan in which the grant (fund) and local money (local) pay what the case says."""
    years = case.get("years", ["2025-26"])
    programs: dict[str, Any] = {}
    payments, roster = [], {}
    paid = [("fund", line) for line in case["pays"]] + [("local", line) for line in case.get("others", ())]
    for number, (payer, line) in enumerate(paid):
        name, year, cost = f"p{number}", line.get("year", years[0]), line.get("cost", line["dollars"])
        programs[name] = {
            "name": name, "timing": "free", "tags": line.get("tags", []), "grades": line.get("grades", {}),
            "costs": {"line": {"object": line["object"], "amount": cost}},
        }
        roster[name] = {year: "full"}
        payments.append(Payment(name, "line", year, payer, line["object"], line["dollars"]))
        if cost != line["dollars"]:
            payments.append(Payment(name, "line", year, "local", line["object"], cost - line["dollars"]))
    amounts = case.get("amounts", {years[0]: 100_000})
    fund = source(grant_id, amounts=None if amounts == "usual" else amounts, carried_in=case.get("carried_in", {}))
    local = {"name": "Local money", "amounts": dict.fromkeys(years, 1_000_000)}
    p = plan(years=years, programs=programs, sources={"fund": fund, "local": local},
             sites={"school": {"name": "School", "enrollment": 900, "grades": "6-8"} | case.get("school", {})})
    found = rules_for(p)
    rules = [*standing_rules(found.plan), *found.rules]
    if "indirect" in case:
        rules.append(parse_rule("own-indirect", {"kind": "indirect", "source": "fund", "rate": case["indirect"]}))
    return Case(found.plan, tuple(rules)), Budget.of(roster, payments)


@pytest.mark.parametrize("case_id", CASES)
def test_a_budget_is_allowed_or_refused(case_id: str) -> None:
    grant_id, case = CASES[case_id]
    found, budget = budget_case(grant_id, case)
    rule = "award:fund" if case["rule"] == "award" else f"fund.{case['rule']}"
    verdicts = [finding.holds for finding in check(found, budget) if finding.rule == rule]
    if case.get("applies") is False:
        assert not verdicts
        assert rule not in {each.id for each in found.rules}
    elif verdicts:
        assert all(verdicts) == case["holds"]
    else:  # a rule about uses that bars nothing in the plan compares nothing
        assert case["holds"]
        assert rule in {each.id for each in found.rules}


def test_case_names_are_unique_and_state_the_result() -> None:
    names = [case["name"] for _, case in CASES.values()]
    assert len(CASES) == sum(len(file.get("cases", ())) for file in FILES.values())
    for (_, case), name in zip(CASES.values(), names, strict=True):
        assert ("refused" in name) == (case.get("holds") is False), name
    assert len(AWARDS) == len(FILES["awards"]["awards"])


@pytest.mark.parametrize("grant_id", [g for g in grant_ids() if grant(g).rules])
def test_every_rule_of_a_grant_has_an_allowed_and_a_refused_budget(grant_id: str) -> None:
    verdicts = {(case["rule"], case["holds"]) for named, case in CASES.values() if named == grant_id and "holds" in case}
    for key, spec in grant(grant_id).rules.items():
        rule = "award" if spec["kind"] == "carryover" else key
        assert {(rule, True), (rule, False)} <= verdicts, key


# the usual award ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", AWARDS)
def test_the_usual_award(name: str) -> None:
    case = AWARDS[name]
    school = {"name": "School"} | ({"enrollment": case["enrollment"]} if "enrollment" in case else {})
    years = case.get("years", FIVE_YEARS)
    p = plan(years=years, sites={"school": school}, sources={"fund": {"name": "The grant", "grant": case["grant"]}})
    if "refused" in case:
        with pytest.raises(InputError, match=case["refused"]):
            rules_for(p)
        return
    found = rules_for(p)
    assert found.plan.sources["fund"].amounts == dict(zip(years, case["amounts"], strict=True))
    assert [value.value for value in found.assumed] == case["amounts"]
    assert not any(value.cite.confirmed for value in found.assumed)
    assert found.notes[0].code == "note.grant.award"


def test_an_award_letter_wins_over_the_band() -> None:
    p = plan(sites={"school": {"name": "School", "enrollment": 900}},
             sources={"fund": source("ccspp-implementation-cohort-4", amounts={"2025-26": 123})})
    found = rules_for(p)
    assert found.plan.sources["fund"].amounts == {"2025-26": 123}
    assert not found.assumed


def test_with_two_schools_a_source_says_whose_award_it_is() -> None:
    schools = {"one": {"name": "One", "enrollment": 100}, "two": {"name": "Two", "enrollment": 500}}
    money = {"name": "The grant", "grant": "ccspp-implementation-cohort-4"}
    with pytest.raises(InputError, match="site: the usual award goes by a school's enrollment"):
        rules_for(plan(sites=schools, sources={"fund": money}))
    found = rules_for(plan(sites=schools, sources={"fund": money | {"site": "two"}}))
    assert (found.plan.sources["fund"].amounts or {})["2025-26"] == 300_000
    assert {rule.site for rule in found.rules} == {"two"}


def test_an_award_rests_on_the_cut_points_beside_it() -> None:
    p = plan(sites={"school": {"name": "School", "enrollment": 900}},
             sources={"fund": {"name": "The grant", "grant": "ccspp-implementation-cohort-4"}})
    assert "request for applications was not read" in rules_for(p).assumed[0].cite.why


# attaching rules ---------------------------------------------------------------------------------------------------------
def test_every_fault_of_the_grants_is_in_one_report() -> None:
    p = plan(sources={"a": source("prop28"), "b": {"name": "B", "grant": "title-1"}})
    with pytest.raises(InputError) as raised:
        rules_for(p)
    first, second = raised.value.faults
    assert (first.path, second.path) == ("sources.a.grant", "sources.b.amounts")
    assert "prop-28" in str(first.expected)


def test_a_rule_of_the_plan_replaces_the_grants_of_its_kind_for_its_source() -> None:
    p = plan(sources={"fund": source("prop-28"), "other": source("prop-28")},
             rules={"mine": {"kind": "share_floor", "source": "fund", "objects": ["1000-3999"], "share": 0}})
    found = rules_for(p)
    ids = {rule.id for rule in found.rules}
    assert "fund.staff" not in ids
    assert {"fund.arts", "other.staff"} <= ids
    assert [text(note) for note in found.notes] == [
        "The plan's rule mine replaces the rule fund.staff of Proposition 28 Arts and Music in Schools."]


@pytest.mark.parametrize("language", LANGUAGES)
def test_notes_can_be_said_in_every_language(language: str) -> None:
    p = plan(sites={"school": {"name": "School", "enrollment": 900, "grades": "6-8"}}, sources={
        "a": {"name": "A", "grant": "ccspp-implementation-cohort-4"}, "b": source("ases"),
        "c": source("ccspp-implementation-cohort-1", amounts={"2027-28": 5}), "d": source("title-1"),
    }, rules={"one-year": {"kind": "carryover", "source": "d", "life": 1}})
    notes = rules_for(p).notes
    assert {note.code for note in notes} == {
        "note.grant.award", "note.grant.grades", "note.grant.term", "note.grant.replaced"}
    assert all("{" not in text(note, language) for note in notes)


def test_a_rule_is_confirmed_only_when_all_its_values_are() -> None:
    found = {rule.id: rule.cite for rule in rules_for(plan(sources={
        "a": source("ases"), "c": source("ccspp-implementation-cohort-4")})).rules}
    assert found["a.administration"].confirmed
    assert found["a.administration"].read == "2026-05"
    assert not found["a.match"].confirmed, "that a match is asked was read, its size was not"
    assert not found["c.within-term"].confirmed, "the last year was read, that money may be kept until then was not"


def changing(**spec: Any) -> Grant:
    """A grant whose share falls in 2027-28, and is not known before 2026-27."""
    why = {"confirmed": False, "why": "invented for this test"}
    share = Dated(what="A share", unit="share", dated=[
        Entry.model_validate({"value": "1/2", "from": "2026-27", "to": "2026-27", **why}),
        Entry.model_validate({"value": "1/4", "from": "2027-28", **why})])
    rule = {"kind": "share_cap", "tag": "administration", "share": {"value": "cap"}} | spec
    return Grant(id="changing", name="Changing", status="open", values={"cap": share}, rules={"cap": rule})


def test_a_value_that_changes_gives_one_rule_for_each_run_of_years(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allocator.grants.grant_ids", lambda: ["changing"])
    monkeypatch.setattr("allocator.grants.grant", lambda name: changing())
    found = rules_for(plan(sources={"fund": source("changing")}))
    rules = found.rules
    assert [(rule.id, rule.years, rule.share) for rule in rules] == [  # type: ignore[attr-defined]
        ("fund.cap.2026-27", ["2026-27"], Fraction(1, 2)),
        ("fund.cap.2027-28", ["2027-28", "2028-29", "2029-30"], Fraction(1, 4))]
    assert [text(note) for note in found.notes] == [
        "The rule fund.cap of Changing is not applied in 2025-26: its figure for that time is not known."]


@pytest.mark.parametrize(("spec", "says"), [
    ({"kind": "no_such_kind"}, "needs a known kind"),
    ({"source": "fund"}, "needs a known kind"),
    ({"share": {"value": "nothing"}}, "no value is called nothing"),
    ({"share": 1}, "must rest on at least one dated value"),
    ({"over": 3}, "figures belong into values"),
    ({"shore": {"value": "cap"}}, "shore"),
    ({"kind": "indirect", "rate": {"value": "cap"}}, "cannot change from year to year"),
])
def test_a_grant_file_with_a_wrong_rule_is_refused(spec: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        changing(**spec)


@pytest.mark.parametrize("record", [
    {"confirmed": True},
    {"confirmed": True, "source": ["page"]},
    {"confirmed": True, "source": ["page"], "read": "2026-05", "why": "derived"},
    {"confirmed": False},
    {"confirmed": False, "why": "remembered", "read": "2026-05"},
    {"confirmed": False, "why": "remembered", "source": ["page"], "read": "May 2026"},
])
def test_a_value_that_hides_where_it_comes_from_is_refused(record: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Cited.model_validate(record)


@pytest.mark.parametrize(("unit", "value"), [
    ("share", 2), ("dollars", "n/a"), ("fiscal_year", "2025-27"), ("grades", ["13"]), ("codes", ["47"]), ("yes_no", 1),
    ("date", "2029-13-01"), ("years", "2"), ("factors", [1, "x"]),
])
def test_a_value_that_does_not_fit_its_unit_is_refused(unit: str, value: Any) -> None:
    with pytest.raises(ValueError):
        Dated.model_validate({"what": "A value", "unit": unit, "dated": [{"value": value, "confirmed": False, "why": "a test"}]})


def test_values_that_overlap_are_refused() -> None:
    why = {"value": 1, "confirmed": False, "why": "a test"}
    with pytest.raises(ValidationError, match="follow each other"):
        Dated.model_validate({"what": "A value", "unit": "years", "dated": [
            {"from": "2024-25", "to": "2025-26", **why}, {"from": "2025-26", **why}]})


def test_a_page_without_an_address_confirms_nothing() -> None:
    entry = Entry.model_validate({"value": 1, "confirmed": True, "source": ["page"], "read": "2026-05"})
    with pytest.raises(ValidationError, match="no address"):
        Grant(id="g", name="G", status="open", references={"page": Reference(title="A page")},
              values={"v": Dated(what="A value", unit="years", dated=[entry])})


def test_two_citations_are_as_old_as_the_older_and_confirmed_only_together() -> None:
    pages = {"a": Reference(title="A", href="https://a.example"), "b": Reference(title="B", href="https://b.example")}
    older = Cited(source=["a"], read="2026-04", confirmed=True).cite(pages)
    newer = Cited(source=["b"], read="2026-05", confirmed=False, why="derived").cite(pages)
    both = together([older, newer, older])
    assert (both.title, both.href, both.read, both.confirmed, both.why) == (
        "B; A", "https://b.example", "2026-04", False, "derived")


# the page ----------------------------------------------------------------------------------------------------------------
def table() -> str:
    """One row for each grant: its rules, and how many of its values somebody confirmed."""
    rows = ["| grant | id | status | rules | confirmed | unconfirmed |", "|---|---|---|---|---|---|"]
    for grant_id in grant_ids():
        found = grant(grant_id)
        entries = [entry.confirmed for value in found.values.values() for entry in value.dated]
        rules = ", ".join(found.rules) or "none"
        confirmed = sum(entries)
        rows.append(f"| {found.name} | `{grant_id}` | {found.status} | {rules} | {confirmed} | {len(entries) - confirmed} |")
    return "\n".join(rows) + "\n"


def test_the_page_about_grants_shows_what_the_files_say() -> None:
    page = (Path(__file__).parent.parent / "docs" / "grants.md").read_text(encoding="utf-8")
    assert table() in page, f"docs/grants.md should hold:\n{table()}"


# values for display ------------------------------------------------------------------------------------------------------
def test_values_are_shown_with_what_decides_marked() -> None:
    p = plan(sources={"a": source("ases"), "e": source("elop")})
    values = {(value.source, value.name): value for value in values_for(p)}
    assert values["a", "admin_cap"].text == "15%"
    assert values["a", "match_share"].text == "1/3"
    assert values["a", "site_most_middle"].text == "$203,482.84"
    assert values["e", "lea_least"].text == "$100,000", "the figure of 2024-25 is not the plan's"
    assert values["a", "admin_cap"].decides
    assert not values["a", "rate"].decides
    assert [(value.source, value.name) for value in unconfirmed(p)] == [("a", "match_share")]


# rates -------------------------------------------------------------------------------------------------------------------
POSITION = {"helper": {"name": "Helper", "positions": {"one": {
    "role": "aide", "fte": 1, "salary": 50_000, "classification": "classified", "object": "2100"}}}}


def test_benefits_cover_the_base_year_the_plan_and_the_year_after() -> None:
    benefits = {benefit.id: benefit for benefit in benefits_for(plan(base_year="2024-25", programs=POSITION))}
    assert [year for year, _ in benefits["pers"].by_year] == ["2024-25", *FIVE_YEARS, "2030-31"]
    assert [benefits["pers"].rate(year) for year in ("2024-25", "2025-26", "2029-30", "2030-31")] == [
        Fraction("0.2705"), Fraction("0.2681"), Fraction("0.253"), Fraction("0.253")]
    assert benefits["pers"].cite("2025-26").confirmed
    assert not benefits["pers"].cite("2026-27").confirmed
    assert "that of 2029-30 goes on" in benefits["pers"].cite("2030-31").why
    # 18,000 grown by 7% twice is 20,608.20
    assert benefits["health"].rate_in_base_year == 18_000
    assert benefits["health"].rate("2026-27") == Fraction("20608.2")


@pytest.mark.parametrize(("classification", "codes"), [
    ("certificated", {"strs": "3101", "medicare": "3301", "health": "3401", "unemployment": "3501",
                      "workers_compensation": "3601"}),
    ("classified", {"pers": "3202", "oasdi": "3302", "medicare": "3302", "health": "3402", "unemployment": "3502",
                    "workers_compensation": "3602"}),
])
def test_benefits_go_to_the_object_of_their_staff(classification: str, codes: dict[str, str]) -> None:
    assert {b.id: code for b in benefits_for(plan()) if (code := b.object_for(classification))} == codes


def test_the_plans_own_rates_win() -> None:
    rates = {"pers": dict.fromkeys(FIVE_YEARS, "3/10"), "medicare": "1/50", "strs": {"2026-27": "1/5"}, "health": 20_000}
    benefits = {benefit.id: benefit for benefit in benefits_for(plan(rates=rates, programs=POSITION))}
    assert {rate for _, rate in benefits["pers"].by_year} == {Fraction(3, 10)}, "also in the year after"
    assert benefits["medicare"].rate("2029-30") == Fraction(1, 50)
    assert [benefits["strs"].rate(year) for year in FIVE_YEARS[:3]] == [Fraction("0.191"), Fraction(1, 5), Fraction("0.191")]
    assert benefits["health"].rate_in_base_year == 20_000
    assert benefits["health"].rate("2026-27") == 21_400


def test_plan_years_without_a_rate_are_refused_when_there_are_positions() -> None:
    with pytest.raises(InputError) as raised:
        benefits_for(plan(years=["2029-30", "2030-31"], programs=POSITION))
    assert [(fault.path, str(fault.says)) for fault in raised.value.faults] == [
        ("rates.strs", "no rate is known for 2030-31"), ("rates.pers", "no rate is known for 2030-31")]
    assert benefits_for(plan(years=["2029-30", "2030-31"])), "without positions no rate is needed"


@pytest.mark.parametrize(("rates", "says"), [
    ({"pears": "1/5"}, "no benefit has this id"),
    ({"health": {"2025-26": 18_000, "2026-27": 19_000}}, "health is one figure of the base year"),
])
def test_rates_that_cannot_be_used_are_refused(rates: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says):
        benefits_for(plan(rates=rates, programs=POSITION))


def test_the_tier_of_an_agreement_goes_by_the_year_in_which_it_begins() -> None:
    began = {"old": {"name": "Old", "starts": "2024-25"}, "older": {"name": "Older", "starts": "2019-20"}}
    tier = tier_for(plan(agreements=began))
    assert [tier.dollars(year) for year in ("2019-20", "2024-25", "2025-26", "2029-30")] == [25_000, 25_000, 50_000, 50_000]
    assert dict(tier.cites)["2024-25"].confirmed
    assert "6332" in dict(tier.cites)["2025-26"].why


def test_rates_are_shown_only_where_they_are_used() -> None:
    assert rate_values(plan()) == ()
    shown = {(value.name, value.first): value.text for value in rate_values(plan(programs=POSITION))}
    assert shown["pers", "2025-26"] == "26.81%"
    assert shown["health", "2025-26"] == "$18,000"
    lines = {"service": {"name": "Service", "costs": {"line": {"object": "5800", "amount": 1, "agreement": "partner"}}}}
    assert {value.text for value in rate_values(plan(programs=lines))} == {"$50,000"}


def test_files_that_pages_quote_speak_of_no_files_of_ours() -> None:
    """A reason why something is not confirmed says what is not known and whom to ask; code words stand in marks that pages take
    off."""
    said = [line for name in ("grants", "rates") for path in (templates() / name).rglob("*.yaml")
            for line in path.read_text(encoding="utf-8").splitlines() if re.search(r"\b(why|because|says): ", line)]
    assert len(said) > 100
    assert [line for line in said if re.search(r"\bour files?\b|\bremembered\b|\bsecondary\b", line)] == []
    told = [re.split(r"\b(?:why|because|says): ", line)[-1] for line in said]
    assert [line for line in told if re.search(r"(?<!`)\b[a-z]+_[a-z_]+\b(?!`)", line)] == []


def test_a_tag_is_shown_in_words_and_one_of_the_plan_in_the_plans_own() -> None:
    def spoken(tag: str) -> list[str]:
        return [text(say("pick.tag", tag=tag_words(tag)), language) for language in ("en", "es")]
    assert spoken("technology_infrastructure") == [
        'costs tagged "technology infrastructure"', 'costos con la etiqueta "infraestructura tecnológica"']
    assert spoken("field_trips") == ['costs tagged "field trips"', 'costos con la etiqueta "field trips"']
