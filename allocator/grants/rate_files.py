"""What the rate files hold: benefit rates and the agreement tier, dated and cited like the values of a grant."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from allocator.domain.base import Code, Growth, Id, Name, Record
from allocator.grants.cited import Cited, Dated, Entry, Reference
from allocator.grants.files import read_yaml
from allocator.paths import templates


class YearlyGrowth(Cited):
    """How much a cost for each position grows in a year."""

    value: Growth
    """As a share of the year before."""


class BenefitRecord(Record):
    """A benefit of the rate file."""

    name: Name
    """What it is called on the budget's lines."""
    per: Literal["pay", "fte"]
    """pay: a share of the pay; fte: dollars for a full-time position."""
    certificated: Code | None = None
    """Object code for certificated staff; left out where they do not have it."""
    classified: Code | None = None
    """Object code for classified staff; left out where they do not have it."""
    growth: YearlyGrowth | None = None
    """Its own growth, for dollars."""
    dated: Annotated[list[Entry], Field(min_length=1)]
    """The rate by fiscal years."""

    def entry(self, year: str) -> Entry | None:
        """The rate in force in a fiscal year, or None."""
        return next((entry for entry in self.dated if entry.covers(year)), None)


class BenefitFile(Record):
    """``templates/rates/benefits.yaml``."""

    references: dict[str, Reference]
    benefits: dict[Id, BenefitRecord]


class TierFile(Record):
    """``templates/rates/subagreement.yaml``."""

    references: dict[str, Reference]
    first_tier: Dated


def benefit_file() -> BenefitFile:
    """The file of benefit rates."""
    return _benefits(templates() / "rates" / "benefits.yaml")


def tier_file() -> TierFile:
    """The file of agreement tiers."""
    return _tier(templates() / "rates" / "subagreement.yaml")


@cache
def _benefits(path: Path) -> BenefitFile:
    return BenefitFile.model_validate(read_yaml(path))


@cache
def _tier(path: Path) -> TierFile:
    return TierFile.model_validate(read_yaml(path))
