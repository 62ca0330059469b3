"""Doors of indicators: the book, one indicator, its figures, its definition, and the tables it may count."""
