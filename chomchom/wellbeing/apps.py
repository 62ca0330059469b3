from __future__ import annotations

from django.apps import AppConfig


class WellbeingConfig(AppConfig):
    """Wellbeing checks: enrolled homes, readings, alerts, calls and the ladder of steps."""

    name = "chomchom.wellbeing"
    label = "wellbeing"
    default_auto_field = "django.db.models.BigAutoField"
