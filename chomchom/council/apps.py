from __future__ import annotations

from django.apps import AppConfig


class CouncilConfig(AppConfig):
    """The council: its meetings, and minutes as records."""

    name = "chomchom.council"
    label = "council"
    default_auto_field = "django.db.models.BigAutoField"
