"""Persons, households, consents and legal bases."""
