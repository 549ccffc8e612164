"""Independent witnesses: they read plain plan records and results, and share no code with the program they judge."""
