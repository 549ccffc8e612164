"""What people did to a scenario, step by step. A step is never overwritten: undo and redo only move what is shown."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, insert, select, update

from allocator.load.write import json_text
from allocator.store.books import Books
from allocator.store.records import Moved, Revision, Says, Snapshot
from allocator.store.rows import moment, now, revision_of, says_text
from allocator.store.tables import revisions, scenarios, snapshots

Line = Select[tuple[Any, ...]]


class History(Books):
    """The revisions and snapshots of the file."""

    def head(self, scenario: str) -> Revision:
        """The revision that a scenario shows. Raises SurroundingsError when there is no such scenario."""
        with self._reading() as connection:
            return self._head(connection, scenario)

    def revision(self, number: int) -> Revision | None:
        """A revision by its number."""
        with self._reading() as connection:
            return _one(connection, select(revisions).where(revisions.c.number == number))

    def save(self, scenario: str, parent: int, patch: dict[str, Any], says: Says) -> Revision:
        """Keeps a change that builds on a revision. Raises Moved, and keeps nothing, when the scenario shows another one."""
        text = json_text(patch)
        with self._writing() as connection:
            head = self._head(connection, scenario)
            if head.number != parent:
                raise Moved(head)
            return self._add(connection, head, text, says)

    def undo(self, scenario: str) -> Revision | None:
        """Shows the revision before this one; none when this one is the first."""
        with self._writing() as connection:
            return self._move(connection, scenario, _before(self._head(connection, scenario)))

    def redo(self, scenario: str) -> Revision | None:
        """Shows the newest revision that builds on this one; none when there is none."""
        with self._writing() as connection:
            return self._move(connection, scenario, _after(self._head(connection, scenario)))

    def undoable(self, scenario: str) -> Revision | None:
        """The change that ``undo`` would take back."""
        with self._reading() as connection:
            head = self._head(connection, scenario)
            return None if _one(connection, _before(head)) is None else head

    def redoable(self, scenario: str) -> Revision | None:
        """The change that ``redo`` would make again."""
        with self._reading() as connection:
            return _one(connection, _after(self._head(connection, scenario)))

    def trail(self, scenario: str) -> list[Revision]:
        """The way to what a scenario shows: from its own first revision, each the parent of the next."""
        with self._reading() as connection:
            head = self._scenario(connection, scenario)["head"]
            way = select(revisions).where(revisions.c.number == head).cte("way", recursive=True)
            way = way.union_all(select(revisions).join(way, revisions.c.number == way.c.parent).where(
                revisions.c.scenario == scenario))
            return [revision_of(row) for row in connection.execute(select(way).order_by(way.c.number)).mappings()]

    def origin(self, scenario: str) -> Revision | None:
        """The revision of another scenario from which this one goes on; none where nothing came before it."""
        first = select(revisions.c.parent).where(revisions.c.scenario == scenario).order_by(revisions.c.number).limit(1)
        with self._reading() as connection:
            return _one(connection, select(revisions).where(revisions.c.number == first.scalar_subquery()))

    def snapshot(self, scenario: str, name: str) -> Snapshot:
        """Gives a name to what a scenario shows now."""
        at = now()
        with self._writing() as connection:
            row = self._scenario(connection, scenario)
            self._touch(connection, row["book"], at)
            named = {"scenario": scenario, "revision": row["head"], "name": name, "at": at}
            number = connection.execute(insert(snapshots).values(named)).lastrowid
            return Snapshot(number, scenario, row["head"], name, moment(at))

    def snapshots(self, scenario: str) -> list[Snapshot]:
        """The snapshots of a scenario, the oldest first."""
        query = select(snapshots).where(snapshots.c.scenario == scenario).order_by(snapshots.c.number)
        with self._reading() as connection:
            return [Snapshot(row["number"], row["scenario"], row["revision"], row["name"], moment(row["at"]))
                    for row in connection.execute(query).mappings()]

    def restore(self, scenario: str, snapshot_id: int, says: Says) -> Revision:
        """Goes back to a snapshot by a new revision that says the same, so that undo takes it back like any change."""
        query = select(revisions.c.patch).join(snapshots, snapshots.c.revision == revisions.c.number)
        query = query.where(snapshots.c.number == snapshot_id, snapshots.c.scenario == scenario)
        with self._writing() as connection:
            text = connection.execute(query).scalar_one_or_none()
            if text is None:
                raise self._gone()
            return self._add(connection, self._head(connection, scenario), text, says)

    def _head(self, connection: Connection, scenario: str) -> Revision:
        query = select(revisions).join(scenarios, scenarios.c.head == revisions.c.number).where(scenarios.c.id == scenario)
        head = _one(connection, query)
        if head is None:
            raise self._gone()
        return head

    def _add(self, connection: Connection, head: Revision, patch: str, says: Says) -> Revision:
        """Writes a revision that builds on the head, and shows it."""
        row = {"scenario": head.scenario, "parent": head.number, "at": now(), "says": says_text(says), "patch": patch}
        number = connection.execute(insert(revisions).values(row)).lastrowid
        added = self._move(connection, head.scenario, select(revisions).where(revisions.c.number == number))
        assert added is not None
        return added

    def _move(self, connection: Connection, scenario: str, to: Line) -> Revision | None:
        """Shows another revision, if there is one to show."""
        shown = _one(connection, to)
        if shown is not None:
            self._touch(connection, self._scenario(connection, scenario)["book"], now())
            connection.execute(update(scenarios).where(scenarios.c.id == scenario).values(head=shown.number))
        return shown


def _one(connection: Connection, query: Line) -> Revision | None:
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else revision_of(row)


def _before(head: Revision) -> Line:
    return select(revisions).where(revisions.c.number == head.parent, revisions.c.scenario == head.scenario)


def _after(head: Revision) -> Line:
    later = select(revisions).where(revisions.c.parent == head.number, revisions.c.scenario == head.scenario)
    return later.order_by(revisions.c.number.desc()).limit(1)
