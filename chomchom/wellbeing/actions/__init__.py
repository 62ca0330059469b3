"""Writes of wellbeing, by subject."""
