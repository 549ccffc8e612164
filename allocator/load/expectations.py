"""What should stand in a field of a plan, by the field's name, by the form that it asks for and by the kind of fault."""

from __future__ import annotations

from allocator.messages import Said, say

MONEY = {"amount", "amounts", "carried_in", "salary", "health", "counted", "gap", "per_pupil", "dollars", "cost", "budget",
         "actuals"}
CODE_AS_TEXT = say("fault.fix.code.text")
ID = r"^[a-z0-9][a-z0-9_-]*$"
PATTERNS: dict[str, tuple[Said, Said]] = {
    ID: (say("fault.expected.id"), say("fault.fix.id")),
    r"^[0-9]{4}$": (say("fault.expected.code.four"), CODE_AS_TEXT),
    r"^[0-9]{2}$": (say("fault.expected.code.two"), CODE_AS_TEXT),
    r"^[0-9]$": (say("fault.expected.code.one"), CODE_AS_TEXT),
    r"^[0-9]{3,7}$": (say("fault.expected.code.school"), CODE_AS_TEXT),
    r"^[0-9]{4}(-[0-9]{4})?$": (say("fault.expected.codes"), say("fault.fix.codes.text")),
    r"^[^\[\]:*?/\\']+$": (say("fault.expected.sheet.name"), say("fault.fix.sheet.name")),
    r"^(TK|K|[1-9]|1[0-2])$": (say("fault.expected.grade"), say("fault.fix.grade")),
}
BOUNDS = {"ge": "fault.expected.least", "le": "fault.expected.at.most", "gt": "fault.expected.more", "lt": "fault.expected.less"}
BY_KIND = {
    "string_type": (say("fault.expected.text"), say("fault.fix.text")),
    "string_too_short": (say("fault.expected.some.text"), say("fault.fix.fill")),
    "bool_type": (say("fault.expected.yes.no"), say("fault.fix.no.quotes")),
    "list_type": (say("fault.expected.list"), say("fault.fix.brackets")),
    "tuple_type": (say("fault.expected.pair"), say("fault.fix.brackets")),
    **dict.fromkeys(("model_type", "dict_type", "model_attributes_type"), (say("fault.expected.record"), say("fault.fix.below"))),
}
"""Kind of fault, as pydantic names it -> (expected, next step)."""
NUMBERS = ("fault.expected.number", "fault.expected.figure", "fault.expected.amount")
"""Sentences of the domain that ask for a number."""
EXPECTED = {
    "name": "fault.expected.name",
    "score": "fault.expected.score",
    "object": "fault.expected.object",
    "fte": "fault.expected.fte",
    "years": "fault.expected.years",
    "format": "fault.expected.format",
    "kind": "fault.expected.kind",
}
WHOLE = {
    "enrollment",
    "months",
    "first_year_months",
    "width",
    "serves",
    "prefer",
    "life",
    "exactly",
    "at_least",
    "at_most",
    "pupils",
    "top",
    "programs",
}


def wanted(name: str) -> Said:
    """What a field with this name holds; empty where its name does not tell."""
    if name in MONEY:
        return say("fault.expected.dollars")
    if name in WHOLE:
        return say("fault.expected.whole")
    return say(EXPECTED[name]) if name in EXPECTED else ""
