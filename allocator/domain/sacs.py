"""Names of California's account codes (SACS) as district finance staff use them in community school budgets.

The codes stand in the plan; these are only their names in words. A code that is missing here is shown without a name.
"""

from __future__ import annotations

INDIRECT_OBJECT, INDIRECT_FUNCTION, INDIRECT_GOAL = "7310", "7210", "0000"
"""Codes of a source's indirect charge."""
OBJECTS: dict[str, str] = {
    "1100": "Certificated teachers' salaries",
    "1200": "Certificated pupil support salaries",
    "1300": "Certificated supervisors' and administrators' salaries",
    "1900": "Other certificated salaries",
    "2100": "Classified instructional salaries",
    "2200": "Classified support salaries",
    "2300": "Classified supervisors' and administrators' salaries",
    "2400": "Clerical and office salaries",
    "2900": "Other classified salaries",
    "3101": "State Teachers' Retirement System, certificated",
    "3102": "State Teachers' Retirement System, classified",
    "3201": "Public Employees' Retirement System, certificated",
    "3202": "Public Employees' Retirement System, classified",
    "3301": "OASDI, Medicare and alternatives, certificated",
    "3302": "OASDI, Medicare and alternatives, classified",
    "3401": "Health and welfare benefits, certificated",
    "3402": "Health and welfare benefits, classified",
    "3501": "State unemployment insurance, certificated",
    "3502": "State unemployment insurance, classified",
    "3601": "Workers' compensation, certificated",
    "3602": "Workers' compensation, classified",
    "3701": "Retiree benefits (OPEB), allocated, certificated",
    "3702": "Retiree benefits (OPEB), allocated, classified",
    "3751": "Retiree benefits (OPEB), active employees, certificated",
    "3752": "Retiree benefits (OPEB), active employees, classified",
    "4200": "Books and other reference materials",
    "4300": "Materials and supplies",
    "4400": "Noncapitalized equipment",
    "4700": "Food",
    "5100": "Subagreements for services",
    "5200": "Travel and conferences",
    "5600": "Rentals, leases, repairs",
    "5700": "Transfers of direct costs",
    "5800": "Professional and consulting services, operating expenses",
    "5900": "Communications",
    INDIRECT_OBJECT: "Transfers of indirect costs",
    "7350": "Transfers of indirect costs, interfund",
}

SERIES: dict[str, str] = {
    "1": "Certificated salaries",
    "2": "Classified salaries",
    "3": "Employee benefits",
    "4": "Books and supplies",
    "5": "Services and other operating expenses",
    "6": "Capital outlay",
    "7": "Other outgo and indirect costs",
}

RESOURCES: dict[str, str] = {
    "0000": "Unrestricted",
    "2600": "Expanded Learning Opportunities Program",
    "3010": "ESSA Title I, Part A",
    "3182": "ESSA School Improvement (CSI)",
    "4124": "21st Century Community Learning Centers",
    "4127": "ESSA Title IV, Part A",
    "5630": "McKinney-Vento homeless children education",
    "5640": "Medi-Cal Billing Option",
    "6010": "After School Education and Safety",
    "6019": "Student Support and Professional Development Discretionary Block Grant",
    "6331": "Community Schools Partnership Program, planning",
    "6332": "Community Schools Partnership Program, implementation",
    "6333": "Community Schools Partnership Program, county coordination",
    "6770": "Arts and Music in Schools (Prop 28)",
    "7399": "LCFF Equity Multiplier",
    "7435": "Learning Recovery Emergency Block Grant",
}

FUNCTIONS: dict[str, str] = {
    "1000": "Instruction",
    "2100": "Instructional supervision and administration",
    "2140": "In-house instructional staff development",
    "2490": "Other instructional resources",
    "2700": "School administration",
    "3110": "Guidance and counseling",
    "3120": "Psychological services",
    "3130": "Attendance and social work",
    "3140": "Health services",
    "3900": "Other pupil services",
    "4000": "Ancillary services",
    "5000": "Community services",
    "7210": "Indirect cost transfers",
}

GOALS: dict[str, str] = {
    "0000": "Undistributed",
    "1110": "Regular education, K-12",
    "8100": "Community services",
    "8500": "Child care and development services",
}


FIRST_RESTRICTED = "2000"
"""Resource codes below this one are unrestricted, all others restricted (California School Accounting Manual, procedure 310)."""


def unrestricted(resource: str | None) -> bool:
    """Whether a resource code is one of unrestricted money (0000 to 1999). Without a code nobody can tell: it is not."""
    return resource is not None and resource < FIRST_RESTRICTED


def object_name(code: str) -> str:
    """Name of an object code, or that of its series where the code itself is not known; empty for anything else."""
    if code in OBJECTS:
        return OBJECTS[code]
    return SERIES.get(code[:1], "")


def series_of(code: str) -> str:
    """The series of an object code: 4000 for 4300."""
    return f"{code[:1]}000"


def series_name(series: str) -> str:
    """Name of a series such as 4000."""
    return SERIES.get(series[:1], "Other")
