"""Books and their scenarios: opened, listed, named, hidden and shown again. Nothing is ever deleted."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from allocator.load.write import json_text
from allocator.store.file import File
from allocator.store.records import Book, BookLine, Says, Scenario
from allocator.store.rows import moment, new_id, now, plain, says_text, scenario_of
from allocator.store.tables import books, revisions, scenarios


class Books(File):
    """The books and scenarios of the file."""

    def add_book(self, name: str, base: dict[str, Any], origin: str, scenario_name: str) -> tuple[Book, Scenario]:
        """Keeps a plan that was opened, with a first scenario in which nothing is changed yet."""
        at = now()
        book = Book(new_id(), name, origin, base, moment(at))
        row = {"id": book.id, "name": name, "origin": origin, "base": json_text(base), "made": at, "changed": at}
        with self._writing() as connection:
            connection.execute(insert(books).values(row))
            return book, _begun(connection, Scenario(new_id(), book.id, scenario_name, "", 0, book.made), "{}", ())

    def book(self, id: str) -> Book | None:
        """A book by its id."""
        with self._reading() as connection:
            row = connection.execute(select(books).where(books.c.id == id)).mappings().one_or_none()
            if row is None:
                return None
            return Book(row["id"], row["name"], row["origin"], plain(row["base"]), moment(row["made"]))

    def books(self, limit: int = 20) -> list[BookLine]:
        """The books that were changed last, the newest first."""
        shown = select(func.count()).where(scenarios.c.book == books.c.id, ~scenarios.c.hidden).scalar_subquery()
        query = select(books.c.id, books.c.name, books.c.origin, books.c.changed, shown.label("scenarios"))
        query = query.order_by(books.c.changed.desc(), books.c.number.desc()).limit(limit)
        with self._reading() as connection:
            return [BookLine(row["id"], row["name"], row["origin"], moment(row["changed"]), row["scenarios"])
                    for row in connection.execute(query).mappings()]

    def scenarios(self, book: str) -> list[Scenario]:
        """The scenarios of a book that are not hidden, the oldest first."""
        return self._scenarios(book, hidden=False)

    def hidden(self, book: str) -> list[Scenario]:
        """The scenarios of a book that were taken out of its list, the oldest first."""
        return self._scenarios(book, hidden=True)

    def scenario(self, id: str) -> Scenario | None:
        """A scenario by its id, hidden or not."""
        with self._reading() as connection:
            row = connection.execute(select(scenarios).where(scenarios.c.id == id)).mappings().one_or_none()
            return None if row is None else scenario_of(row)

    def add_scenario(self, book: str, name: str, patch: dict[str, Any], says: Says = (), note: str = "",
                     origin: int | None = None) -> Scenario:
        """Keeps another way to go. Its first revision is the patch, so that undo never goes behind it. ``origin``: the number of
        the revision from which it goes on, in another scenario of the book."""
        text, at = json_text(patch), now()
        with self._writing() as connection:
            self._touch(connection, book, at)
            if origin is not None and not _in_book(connection, book, origin):
                raise self._gone()
            return _begun(connection, Scenario(new_id(), book, name, note, 0, moment(at)), text, says, origin)

    def rename(self, scenario: str, name: str, note: str) -> None:
        """Gives a scenario another name and note."""
        self._set(scenario, name=name, note=note)

    def hide(self, scenario: str) -> None:
        """Takes a scenario out of the list of its book."""
        self._set(scenario, hidden=True)

    def show(self, scenario: str) -> None:
        """Puts a hidden scenario into the list of its book again."""
        self._set(scenario, hidden=False)

    def _scenarios(self, book: str, hidden: bool) -> list[Scenario]:
        query = select(scenarios).where(scenarios.c.book == book, scenarios.c.hidden.is_(hidden)).order_by(scenarios.c.number)
        with self._reading() as connection:
            return [scenario_of(row) for row in connection.execute(query).mappings()]

    def _set(self, scenario: str, **values: object) -> None:
        with self._writing() as connection:
            self._touch(connection, self._scenario(connection, scenario)["book"], now())
            connection.execute(update(scenarios).where(scenarios.c.id == scenario).values(values))

    def _scenario(self, connection: Connection, id: str) -> RowMapping:
        """The row of a scenario. Raises SurroundingsError when there is none."""
        row = connection.execute(select(scenarios).where(scenarios.c.id == id)).mappings().one_or_none()
        if row is None:
            raise self._gone()
        return row

    def _touch(self, connection: Connection, book: str, at: str) -> None:
        """Notes that a person changed something in a book. Raises SurroundingsError when there is none."""
        if not connection.execute(update(books).where(books.c.id == book).values(changed=at)).rowcount:
            raise self._gone()


def _in_book(connection: Connection, book: str, revision: int) -> bool:
    """Whether a revision belongs to a scenario of the book."""
    query = select(scenarios.c.book).join(revisions, revisions.c.scenario == scenarios.c.id).where(revisions.c.number == revision)
    return connection.execute(query).scalar_one_or_none() == book


def _begun(connection: Connection, scenario: Scenario, patch: str, says: Says, origin: int | None = None) -> Scenario:
    """Writes a scenario and its first revision."""
    at = scenario.made.isoformat(timespec="microseconds")
    row = {"id": scenario.id, "book": scenario.book, "name": scenario.name, "note": scenario.note, "head": 0,
           "hidden": False, "made": at}
    connection.execute(insert(scenarios).values(row))
    first = {"scenario": scenario.id, "parent": origin, "at": at, "says": says_text(says), "patch": patch}
    number = connection.execute(insert(revisions).values(first)).lastrowid
    connection.execute(update(scenarios).where(scenarios.c.id == scenario.id).values(head=number))
    return Scenario(scenario.id, scenario.book, scenario.name, scenario.note, number, scenario.made)
