from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """KRDS components, base pages, refusal sentences."""

    name = "chomchom.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
