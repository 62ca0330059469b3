"""The four-year plan: terms, projects, indicators, targets and results."""
