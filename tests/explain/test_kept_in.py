"""What keeps a program in: what the small budget would lose without it, worked by hand, and the rules that ask for it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from allocator.constraints import parse_rule
from allocator.domain.case import Case
from allocator.domain.decided import Decided
from allocator.domain.report import Report
from allocator.domain.rule import rows_of
from allocator.explain.kept_in import BY_WHAT_RUNS, KeptIn, kept_in
from allocator.messages import text
from tests.export import sample
from tests.export.handed import oak_grove


def report(*rules: dict[str, Any], **sections: Any) -> Report:
    """The small budget with more rules: own-0, own-1, ..."""
    made = sample.report(**sections)
    extra = tuple(parse_rule(f"own-{at}", rule) for at, rule in enumerate(rules))
    return replace(made, case=Case(made.case.plan, rules=(*made.case.rules, *extra)))


def known(made: Report) -> dict[str, KeptIn]:
    return {one.program: one for one in kept_in(made)}


def said(one: KeptIn) -> list[str]:
    return [text(sentence) for sentence in one.says]


def test_points_that_would_be_missing_need_by_need() -> None:
    """90 x (0.4 + 0.7) / 2 = 49.5 of mental health; 60 x 0.6 = 36 of literacy; together the 85.5 points of the budget."""
    found = known(report())
    assert list(found) == ["social-worker", "tutoring"]  # the garden does not run; the most points first
    assert found["social-worker"].needs == {"mental-health": Fraction(99, 2)}
    assert found["tutoring"].points == 36
    assert said(found["tutoring"]) == ["Without it, and with nothing in its place, less would be met of: "
                                       "Reading at grade level (points: 36)."]


def test_a_need_that_others_meet_too_is_not_lost() -> None:
    """Tutoring alone meets all of literacy already, and so does the social worker: neither is missed for it."""
    programs = sample.sections()["programs"]
    programs["tutoring"]["meets"] = {"literacy": Fraction(1)}
    programs["social-worker"]["meets"] = {"literacy": Fraction(1)}
    programs["social-worker"]["levels"]["half"]["meets"] = {"literacy": Fraction(1)}
    found = known(report(programs=programs))
    assert found["tutoring"].points == 0 and found["tutoring"].says[0].code == "kept.nothing"


def test_a_rule_that_asks_for_it_is_named_first() -> None:
    found = kept_in(report({"kind": "must", "program": "tutoring"}))
    assert [(one.program, one.rules) for one in found] == [("tutoring", ("own-0",)), ("social-worker", ())]
    assert said(found[0])[0].startswith("Without it a rule would be broken:")


def test_a_rule_for_something_else_is_not_named() -> None:
    assert all(not one.rules for one in kept_in(report({"kind": "must_not", "program": "garden"})))


def test_a_program_on_which_another_rests_is_held_by_it() -> None:
    found = known(report({"kind": "requires", "program": "tutoring", "needs": "social-worker"}))
    assert (found["social-worker"].rules, found["tutoring"].rules) == (("own-0",), ())


def test_wishes_fall_short_by_more_at_either_side_of_their_limit() -> None:
    """Half time meets 40% of mental health in the first year: a wish for 40% is just kept, one for 41% falls short already and by
    more without the social worker; a wish of literacy does not care."""
    for met in (Fraction(40, 100), Fraction(41, 100)):
        wish = {"kind": "need_floor", "need": "mental-health", "met": met, "prefer": 1}
        found = known(report(wish))
        assert (found["social-worker"].wishes, found["social-worker"].rules) == (("own-0",), ())
        assert found["tutoring"].wishes == ()
        assert said(found["social-worker"])[-1].startswith("Without it a wish would fall short by more:")


def test_people_who_must_be_there() -> None:
    """At least half a social worker is asked for: half time in the first year is just enough, none is too few."""
    found = known(report({"kind": "required_role", "role": "social_worker", "fte": Fraction(1, 2)}))
    assert found["social-worker"].rules == ("own-0",)


def test_every_rule_of_the_sample_school_is_missed_by_more_where_it_says_so_and_nowhere_else() -> None:
    """Each program taken out and all rules about what runs looked at again, also those that do not ask about it."""
    made, named = oak_grove(), 0
    rules = [rule for rule in made.case.rules if rule.kind in BY_WHAT_RUNS]
    roster = {program: years for program, years in made.budget.roster.items() if years}

    def missed(running: dict[str, Any]) -> dict[str, Fraction]:
        view = Decided(made.case, running)
        return {rule.id: sum((max(Fraction(0), -Fraction(row.room)) for row in rows_of(rule, made.case, view)), Fraction(0))
                for rule in rules}

    whole = missed(roster)
    for one in kept_in(made):
        without = missed({program: years for program, years in roster.items() if program != one.program})
        assert {*one.rules, *one.wishes} == {rule for rule, by in without.items() if by > whole[rule]}
        named += len(one.rules) + len(one.wishes)
    assert named > 0 and len(rules) > 9
