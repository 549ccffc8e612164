"""What people change in the app is kept here, step by step: nothing is overwritten, nothing is lost."""

from __future__ import annotations

from allocator.store.file import default_file
from allocator.store.records import Book, BookLine, Decision, Moved, Revision, Says, Scenario, Snapshot
from allocator.store.store import Store

__all__ = ["Book", "BookLine", "Decision", "Moved", "Revision", "Says", "Scenario", "Snapshot", "Store", "default_file"]
