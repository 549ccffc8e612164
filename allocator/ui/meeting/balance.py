"""The running balance: the money there is, what is decided so far, and what is not yet; year by year and in all."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from html import escape

from allocator.money import dollars
from allocator.ui.meeting.hand import Hand
from allocator.ui.words import w


@dataclass(frozen=True)
class Line:
    """One year, or all of them together, in whole dollars."""

    name: str
    money: int
    hand: int

    @property
    def left(self) -> int:
        """What is not decided yet, which the plan then decides about; negative when the hand costs more than there is."""
        return self.money - self.hand

    @property
    def words(self) -> str:
        """``$12,000``, or that it is over, with a sign."""
        return dollars(self.left) if self.left >= 0 else w("meeting.over", short=dollars(-self.left))


def money_of(hand: Hand, sources: Collection[str], year: str) -> int:
    """Dollars that some sources are given for a year; in the first, also what they bring from before the plan."""
    case = hand.case
    awards = [year] if year != case.years[0] else [year, *(a for s in sources for a in case.awards(s) if a not in case.years)]
    return sum(case.stated_amount(source, award) for source in sources for award in dict.fromkeys(awards))


def balance(hand: Hand) -> tuple[list[Line], Line]:
    """A line for each year, and one for all years."""
    costs, case = hand.chosen.costs(), hand.case
    years = [Line(y, money_of(hand, case.sources, y), sum(of.get(y, 0) for of in costs.values())) for y in case.years]
    return years, Line(w("meeting.all"), sum(line.money for line in years), sum(line.hand for line in years))


def table_html(hand: Hand) -> str:
    """The balance as a table that stays in view; its words grow with the letters of the page."""
    years, total = balance(hand)
    lines = [total, *years]
    heads = "".join(f'<th scope="col" role="columnheader">{escape(line.name)}</th>' for line in lines)
    rows = (
        (w("meeting.money"), [dollars(line.money) for line in lines]),
        (w("meeting.hand"), [dollars(line.hand) for line in lines]),
        (w("meeting.left"), [line.words for line in lines]),
    )
    body = "".join(
        f'<tr role="row"><th scope="row" role="rowheader">{escape(name)}</th>'
        + "".join(f'<td role="cell">{escape(cell)}</td>' for cell in cells) + "</tr>" for name, cells in rows
    )
    told = f'style="--lines: {len(lines) + 1}" aria-label="{escape(w("meeting.balance"))}"'
    return (f'<table class="balance" role="table" {told}><thead><tr role="row"><td role="cell"></td>{heads}</tr></thead>'
            f"<tbody>{body}</tbody></table>")


def line_words(hand: Hand) -> str:
    """The balance of all years in one line."""
    total = balance(hand)[1]
    code = "meeting.balance.line" if total.left >= 0 else "meeting.balance.line.over"
    return w(code, money=dollars(total.money), hand=dollars(total.hand), left=total.words)
