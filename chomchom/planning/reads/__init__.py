"""Flat rows of the plan for pages and other rooms, one file a subject."""
