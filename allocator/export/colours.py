"""Colours of charts. They never stand alone: letters, names or figures say the same."""

BLUE, VERMILLION, GREEN, PURPLE, GREY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#7A7A7A"
"""At least 3:1 against white and against the dark theme."""
TEAL, BROWN = "#1F4E5F", "#8A4B00"
"""For white paper only."""


def letters_on(colour: str) -> str:
    """The colour of letters that can be read on a colour: at least 4.5:1."""
    return "#FFFFFF" if colour in (BLUE, TEAL, BROWN) else "#000000"
