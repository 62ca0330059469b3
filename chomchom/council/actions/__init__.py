"""Writes of the council, by subject."""
