"""The engines there are, by name."""

from __future__ import annotations

from allocator.domain.settings import Engine as EngineName
from allocator.solve.engine import Engine


def engine(name: EngineName) -> Engine:
    """The engine with a name. Imported only when asked for."""
    if name == "cbc":
        from allocator.solve.cbc import Cbc

        return Cbc()
    from allocator.solve.highs import Highs

    return Highs()
