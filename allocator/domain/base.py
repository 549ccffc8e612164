"""The record that every noun of a plan file is, and the field types they share.

A field's help is the docstring below it: from it come the JSON Schema, the reference page, the instruction sheet of the
input workbook and the tooltips of the app.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from allocator.fiscal import first_calendar_year
from allocator.messages import say
from allocator.money import exact, plain


class Record(BaseModel):
    """Something a person wrote: frozen, strictly typed, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True, allow_inf_nan=False)


def _fiscal(year: str) -> str:
    try:
        first_calendar_year(year)
    except ValueError:
        raise ValueError(say("fault.expected.fiscal.year")) from None
    return year


def _number(value: Any) -> Fraction:
    return exact(value)


def _at_most_one(value: Fraction) -> Fraction:
    if not 0 <= value <= 1:
        raise ValueError(say("fault.expected.share"))
    return value


def _not_negative(value: Fraction) -> Fraction:
    if not 0 <= value <= 1_000_000:
        raise ValueError(say("fault.expected.amount"))
    return value


_EXACT = (BeforeValidator(_number), PlainSerializer(plain))
_NUMBER_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": "^[0-9]+/[1-9][0-9]*$"}]
}
_SCORE_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "number", "minimum": 0, "maximum": 100}, {"type": "string", "pattern": "^[0-9]+/[1-9][0-9]*$"}]
}
_SHARE_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, {"type": "string", "pattern": "^[0-9]+/[1-9][0-9]*$"}]
}

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=64)]
FiscalYear = Annotated[str, AfterValidator(_fiscal), WithJsonSchema({"type": "string", "pattern": "^20[0-9]{2}-[0-9]{2}$"})]
Dollars = Annotated[int, Field(ge=0, le=10_000_000_000)]
Share = Annotated[Fraction, *_EXACT, AfterValidator(_at_most_one), WithJsonSchema(_SHARE_SCHEMA)]
Amount = Annotated[Fraction, *_EXACT, AfterValidator(_not_negative), WithJsonSchema(_NUMBER_SCHEMA)]
Growth = Annotated[Fraction, *_EXACT, AfterValidator(_at_most_one), WithJsonSchema(_SHARE_SCHEMA)]
Score = Annotated[Amount, WithJsonSchema(_SCORE_SCHEMA)]
Range = Annotated[list[Amount], Field(min_length=2, max_length=2)]
"""[low, high], both of them possible."""
Name = Annotated[str, Field(min_length=1, max_length=300)]
Note = Annotated[str, Field(max_length=10_000)]
Code = Annotated[str, Field(pattern=r"^[0-9]{4}$")]
FundCode = Annotated[str, Field(pattern=r"^[0-9]{2}$")]
ProjectYear = Annotated[str, Field(pattern=r"^[0-9]$")]
SchoolCode = Annotated[str, Field(pattern=r"^[0-9]{3,7}$")]
CodeRange = Annotated[str, Field(pattern=r"^[0-9]{4}(-[0-9]{4})?$")]
Tag = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=64)]
Grade = Annotated[str, Field(pattern=r"^(TK|K|[1-9]|1[0-2])$")]

Pillar = Literal["integrated_supports", "family_engagement", "collaborative_leadership", "extended_learning"]
Condition = Literal["supportive_environment", "productive_instruction", "sel", "system_of_supports"]
Commitment = Literal["assets_driven", "racially_just_restorative", "culturally_relevant_instruction", "shared_decision_making"]
Practice = Literal["asset_mapping_gap_analysis", "coordinator", "advisory_councils", "program_alignment"]


def in_codes(code: str, ranges: tuple[str, ...] | list[str]) -> bool:
    """Whether a four-digit code lies in one of ``1000-3999`` or ``5800``."""
    return any(part[:4] <= code <= part[-4:] for part in ranges)
