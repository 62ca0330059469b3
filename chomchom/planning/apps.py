from __future__ import annotations

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """The four-year plan: terms, projects, indicators, targets and results."""

    name = "chomchom.planning"
    label = "planning"
    default_auto_field = "django.db.models.BigAutoField"
