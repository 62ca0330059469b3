from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Integrated cases from intake to aftercare."""

    name = "chomchom.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
