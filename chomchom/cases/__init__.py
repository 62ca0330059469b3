"""Integrated cases from intake to aftercare."""
