from __future__ import annotations

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """Figures, maps and exports, read from the ledger."""

    name = "chomchom.insight"
    label = "insight"
    default_auto_field = "django.db.models.BigAutoField"
