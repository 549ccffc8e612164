"""What the group does is written down at once: each turn of a card, each vote, each hand that becomes a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from allocator.load import plan_data
from allocator.store import Decision, Says
from allocator.ui.choosing import about_program
from allocator.ui.desk import Desk
from allocator.ui.edits import choice_of
from allocator.ui.meeting.hand import RULE, Hand, Pick
from allocator.ui.planned import planned
from allocator.ui.scenarios import hidden
from allocator.ui.sides import free
from allocator.ui.speak import joined, one
from allocator.ui.words import w

SAVED = "changes.hand"
"""What a scenario of the group's choices says of how it began."""
MOST_VOTES = 1_000
LONGEST = 500
"""Letters of a note."""


@dataclass(frozen=True)
class Vote:
    """How the group voted."""

    votes_for: int = 0
    votes_against: int = 0
    abstaining: int = 0
    note: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write down."""
        return not (self.votes_for or self.votes_against or self.abstaining or self.note.strip())


NO_VOTE = Vote()


def hand_of(desk: Desk) -> Hand | None:
    """The cards on the table; None as long as there is no budget to deal them from."""
    report = desk.shown
    if report is None:
        return None
    decisions = desk.store.decisions(desk.book) if desk.book else ()
    return Hand(report, desk.plan, desk.base, decisions, desk.scenario.made if desk.scenario is not None else None)


def write(desk: Desk, program: str, choice: str, vote: Vote = NO_VOTE) -> None:
    """One entry about a program. From the first one on the plan is kept."""
    desk.keep()
    assert desk.scenario is not None
    desk.store.decide(Decision(desk.book, desk.scenario.id, program, choice, vote.votes_for, vote.votes_against, vote.abstaining,
                               vote.note.strip()[:LONGEST]))


def turn(desk: Desk, hand: Hand, program: str, pick: Pick) -> None:
    """A card is turned: what the group wants of a program now."""
    if pick != hand.pick(program):
        write(desk, program, pick.written)


def voted(desk: Desk, hand: Hand, program: str, vote: Vote) -> bool:
    """A vote on what the hand says about a program; False when the vote says nothing, or there is no choice to vote on."""
    if vote.empty or not votable(hand, program):
        return False
    write(desk, program, RULE if program in hand.locked else hand.pick(program).written, vote)
    return True


def votable(hand: Hand, program: str) -> bool:
    """Whether there is something to vote on: what a rule decides, or what the group chose. To leave it to the plan is neither."""
    return program in hand.locked or hand.pick(program).choice != "free"


def clear(desk: Desk, hand: Hand) -> None:
    """All cards face down again; what was voted on stays in the minutes."""
    for program in hand.programs:
        if program not in hand.locked and hand.pick(program).choice != "free":
            write(desk, program, Pick().written)


def save(desk: Desk, hand: Hand, name: str) -> None:
    """The hand as a scenario of its own, which is then at hand and worked out; where the name is taken, ``Name (2)``. Raises
    InputError when the plan refuses it: then there is no new scenario."""
    patch = hand.patch(desk.patch)
    planned(desk.book, plan_data(desk.base), patch)
    own = free(name, _taken(desk))
    desk.branch(own, patch, _said(desk, hand, own))


def usual_name(desk: Desk, day: date) -> str:
    """What the scenario is called where nobody says otherwise: by the day, and no two alike."""
    return free(w("meeting.save.usual", day=day.isoformat()), _taken(desk))


def _taken(desk: Desk) -> list[str]:
    return [one.name for one in [*desk.scenarios(), *hidden(desk)]]


def _said(desk: Desk, hand: Hand, name: str) -> Says:
    """What was chosen, program by program, beyond what the plan at hand says already."""
    chosen = {program: hand.choice(program, pick) for program, (pick, new) in sorted(hand.written.items()) if new}
    return joined([one(SAVED, name=name), *(
        about_program(hand.case, hand.base, program, *choice).says for program, choice in chosen.items()
        if choice != choice_of(desk.plan, desk.base, program))])


def is_saved(desk: Desk, hand: Hand) -> bool:
    """Whether the scenario at hand is the hand."""
    return hand.patch(desk.patch) == desk.patch
