"""The nouns: what a person wrote, what limits it, what it costs."""
