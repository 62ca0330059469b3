"""The city's programmes, kept apart from each other."""
