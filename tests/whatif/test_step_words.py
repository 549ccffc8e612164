"""Every answer names something that a person can do, and whom to ask."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from allocator.messages import text
from allocator.solve import Toward
from allocator.whatif.gain import Gain
from allocator.whatif.next_dollars import NextDollars
from allocator.whatif.price import prices
from allocator.whatif.step_words import money_step, price_steps, who
from allocator.whatif.why import Why, reasons
from allocator.whatif.why_words import words
from tests.in_process import study
from tests.whatif.here import here
from tests.whatif.plans import ATTENDANCE, TUTORING, VISITS, Records, tiny

__all__ = ["here"]

pytestmark = pytest.mark.usefixtures("here")


def said(told: Why, records: Records | None = None) -> list[str]:
    return [text(message) for message in words(study(records or tiny()).case, told)]


def out(**gift: object) -> Why:
    """The attendance worker, with a gift of which so much is known."""
    (told,) = reasons(study(tiny()), [ATTENDANCE])
    return replace(told, gift=Toward(**gift))  # type: ignore[arg-type]


@pytest.mark.parametrize(("gift", "says"), [
    ({"least": 7_142, "most": 7_142}, "What you could do: find $7,142 a year of new money"),
    ({"least": 0, "most": 9_000}, "What you could do: find $9,000 a year of new money"),
    ({"least": 5_000, "most": 9_000}, "$9,000 a year is enough, less than $5,000 is not."),
    ({"least": 5_000}, "It takes at least $5,000 a year of new money"),
])
def test_the_money_that_is_known_to_be_enough_is_named(gift: dict[str, int], says: str) -> None:
    lines = said(out(**gift))
    assert says in lines[-2] and lines[-1].startswith("Or, without new money: ask your leadership team")


def test_where_no_money_helps_the_people_who_are_missing_are_named() -> None:
    assert said(out(least=0, never=True))[-3:] == [
        "Money alone would not bring it in, however much: people or rules stand in the way.",
        "What you could do: ask the district's personnel office whether 0.5 FTE more of Outreach worker can be hired.",
        "What you could do: ask your leadership team whether it matters more than the programs above that would drop out "
        "or change for it.",
    ]


def test_a_program_that_is_in_says_what_comes_with_dropping_it() -> None:
    (told,) = reasons(study(tiny()), [TUTORING])
    assert said(told)[-1].startswith("What you could do: keep it. If someone wants to drop it")
    (alone,) = reasons(study(tiny(veto={"kind": "must_not", "program": ATTENDANCE})), [TUTORING])
    assert said(alone)[-1] == "What you could do: keep it. Nothing else was found that makes up for it."


def test_a_free_choice_a_missing_answer_and_a_lone_veto_have_their_step() -> None:
    (told,) = reasons(study(tiny()), [TUTORING])
    assert "choose freely" in said(replace(told, code="as_good"))[-1]
    assert said(replace(told, code="unknown"))[-1] == "What you could do: ask about this alone, with more time."
    assert "check the program's own dates" in said(replace(told, code="cannot", funded=False, conflict=()))[-1]


def test_a_promise_names_whose_it_is() -> None:
    records = tiny(math={"kind": "need_floor", "need": "math", "met": "1/2", "prefer": 1, "because": "The council asked for it."})
    (told,) = reasons(study(records), [TUTORING])
    assert 'with the reason "The council asked for it".' in said(told, records)[-1]


def test_a_way_to_decide_otherwise_says_what_gives() -> None:
    (kept,) = reasons(study(tiny(keep={"kind": "must", "program": VISITS})), [VISITS])
    lines = said(kept, tiny(keep={"kind": "must", "program": VISITS}))
    assert any(line.startswith("What it would take to decide otherwise: Leave this rule out") for line in lines)


def test_who_can_change_a_rule_follows_from_where_it_comes_from() -> None:
    case = study(tiny()).case
    assert "budget office" in text(who(case, "award:grant")) and "personnel office" in text(who(case, "staffing:outreach"))
    assert "those who described the programs" in text(who(case, "timing"))
    grants = replace(case, rules=tuple(rule.model_copy(update={"origin": "grant"}) for rule in case.rules))
    assert "grants office" in text(who(grants, "award:grant"))


def test_a_rule_that_costs_points_names_the_money_that_would_do_as_well() -> None:
    asked = study(tiny(veto={"kind": "must_not", "program": TUTORING}))
    (price,) = prices(asked, [["veto"]])
    paid = replace(price, dollars=Toward(7, 7))
    first, second = (text(step) for step in price_steps(asked.case, paid))
    assert "find $7 a year of new money" in first and second.startswith("Who can change it: the rule is part of your plan.")


def gains(**least: int) -> tuple[NextDollars, ...]:
    return tuple(NextDollars(source, (Gain(source, 1_000, "proved", True, Fraction(points), Fraction(points)),))
                 for source, points in least.items())


def test_the_money_that_buys_the_most_for_a_dollar_is_asked_for_first() -> None:
    case = study(tiny()).case
    assert "about $1,000 more a year of Local money." in text(money_step(case, gains(grant=1, local=2)))
    assert "of any one of these: Staffing grant and Local money." in text(money_step(case, gains(grant=2, local=2)))
    assert "None of the amounts tried here is sure to buy points" in text(money_step(case, gains(grant=0, local=0)))
