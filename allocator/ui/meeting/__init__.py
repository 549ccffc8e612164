"""A leadership team chooses together: the cards, the group's hand, what it costs, and the minutes. No screen in here."""
