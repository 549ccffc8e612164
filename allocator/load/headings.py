"""What stands above the columns of the input workbook, with units."""

from __future__ import annotations

UNITS = {
    "amount": "Amount (whole dollars)",
    "score": "Score (0 to 100)",
    "fte": "FTE",
    "salary": "Salary of 1.0 FTE (whole dollars a year)",
    "months": "Months paid (1 to 12)",
    "first_year_months": "Months paid in the first year",
    "health": "Health for 1.0 FTE (whole dollars)",
    "unduplicated": "Unduplicated pupils (share, 0 to 1)",
    "enrollment": "Enrollment (pupils)",
    "serves": "Pupils served (group: pupils)",
    "grades": "Grades",
    "cost_growth": "Growth of costs a year (share)",
    "counted": "First tier used before the plan (whole dollars)",
    "min": "Least FTE",
    "max": "Most FTE",
    "object": "Object code",
    "resource": "Resource code",
    "lasts": "Lasts after the plan",
    "returns": "Returns (served met; served met)",
    "score_range": "Score range (low to high)",
    "cost_range": "Cost range (low to high, as multiples)",
    "year_weights": "Weights of years (year: weight)",
    "code": "School code",
    "fund": "Fund code",
    "budget": "Budget (whole dollars)",
    "actuals": "Actuals (whole dollars)",
    "accounts.goals": "Accounts: goals (tag: code)",
    "accounts.functions": "Accounts: functions (tag: code)",
}


def head(field: str) -> str:
    """What stands above a column, with its unit."""
    return UNITS.get(field) or field.replace("_", " ").replace(".", ": ").capitalize()
