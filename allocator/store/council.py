"""What councils decided, in the order in which they did."""

from __future__ import annotations

from dataclasses import asdict, replace

from sqlalchemy import insert, select

from allocator.store.books import Books
from allocator.store.records import Decision
from allocator.store.rows import moment, now
from allocator.store.tables import decisions


class Council(Books):
    """The decisions of the file."""

    def decide(self, decision: Decision) -> Decision:
        """Keeps a decision. A later one on the same program stands beside it, so that the minutes stay as they were."""
        at = now()
        with self._writing() as connection:
            if self._scenario(connection, decision.scenario)["book"] != decision.book:
                raise self._gone()
            self._touch(connection, decision.book, at)
            row = {**asdict(decision), "at": at}
            del row["number"]
            number = connection.execute(insert(decisions).values(row)).lastrowid
            return replace(decision, number=number, at=moment(at))

    def decisions(self, book: str) -> list[Decision]:
        """The decisions of a book, the oldest first."""
        query = select(decisions).where(decisions.c.book == book).order_by(decisions.c.number)
        with self._reading() as connection:
            return [Decision(**{**row, "at": moment(row["at"])}) for row in connection.execute(query).mappings()]
