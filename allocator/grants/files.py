"""Reading the grant files and rate files that come with the program."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from allocator.grants.schema import Grant
from allocator.nearest import nearest as most_alike
from allocator.paths import templates

try:
    from yaml import CSafeLoader as Reader
except ImportError:  # a PyYAML that was built without libyaml: the same, slower
    from yaml import SafeLoader as Reader  # type: ignore[assignment]


class _Exact(Reader):
    """Reads 0.15 as the decimal that it is."""


def _decimal(loader: _Exact, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)))


_Exact.add_constructor("tag:yaml.org,2002:float", _decimal)


def read_yaml(path: Path) -> dict[str, Any]:
    """One of the program's own files. Never for what a person wrote: that is ``load``'s."""
    raw = yaml.load(path.read_text(encoding="utf-8"), Loader=_Exact)  # noqa: S506 - a SafeLoader
    assert isinstance(raw, dict), path
    return raw


def grant_ids() -> list[str]:
    """Every grant that a plan may name, in order."""
    return sorted(path.stem for path in (templates() / "grants").glob("*.yaml"))


def grant(grant_id: str) -> Grant:
    """The grant with an id. Raises KeyError when there is none."""
    if grant_id not in grant_ids():
        raise KeyError(grant_id)
    return _read(templates() / "grants" / f"{grant_id}.yaml")


def nearest(grant_id: str) -> list[str]:
    """Ids that look like one that does not exist; all of them when none does."""
    return most_alike(grant_id, grant_ids(), like=0.4) or grant_ids()


@cache
def _read(path: Path) -> Grant:
    raw = read_yaml(path)
    if (shared := raw.pop("extends", None)) is not None:
        raw = _over(read_yaml(path.parent / "shared" / f"{shared}.yaml"), raw)
    found = Grant.model_validate(raw)
    assert found.id == path.stem, f"{path.name} says it is {found.id}"
    return found


def _over(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """A grant's own sections over those it shares with others: records by key, lists one after the other."""
    both = dict(base)
    for section, given in own.items():
        if isinstance(given, dict) and isinstance(both.get(section), dict):
            both[section] = {**both[section], **given}
        elif isinstance(given, list) and isinstance(both.get(section), list):
            both[section] = [*both[section], *given]
        else:
            both[section] = given
    return both
