"""Writes of the plan, one file a subject."""
