"""Wellbeing checks: enrolled homes, readings, alerts, calls and the ladder of steps."""
