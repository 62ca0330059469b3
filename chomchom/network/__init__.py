"""Agencies' services and neighbours, with the areas they cover."""
