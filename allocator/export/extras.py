"""What is at hand beside a budget when its workbook is written: other scenarios, and answers that took a search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from allocator.messages import Message
from allocator.whatif.comparison import Comparison


@dataclass(frozen=True)
class Extras:
    """Nothing of this is needed for the workbook; what is there gets a sheet or a sentence of its own."""

    compared: Comparison | None = None
    """The budget, which is the first, with others beside it."""
    why: Mapping[str, Sequence[Message]] = field(default_factory=dict)
    """Program -> why it is in the budget or not, as solving again without it or with it has shown."""


NOTHING = Extras()
