"""Budgets that were found before, so that nobody waits for the same question twice."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from allocator.store.file import File
from allocator.store.tables import results

MOST = 500
"""Results that are kept; of more, the newest."""


class Results(File):
    """The results of the file, each under the fingerprint of what was asked."""

    def keep_result(self, fingerprint: str, result: str, quality: float) -> None:
        """Keeps a result, unless a better one is there already. Of two with one quality the later one is kept."""
        same = results.c.fingerprint == fingerprint
        oldest = select(results.c.number).order_by(results.c.number.desc()).offset(MOST - 1).limit(1).scalar_subquery()
        with self._writing() as connection:
            if connection.execute(select(results.c.number).where(same, results.c.quality > quality)).first() is None:
                connection.execute(delete(results).where(same))
                connection.execute(insert(results).values(fingerprint=fingerprint, result=result, quality=quality))
                connection.execute(delete(results).where(results.c.number < oldest))

    def result(self, fingerprint: str) -> str | None:
        """The best result for a fingerprint."""
        with self._reading() as connection:
            return connection.execute(select(results.c.result).where(results.c.fingerprint == fingerprint)).scalar_one_or_none()
