from __future__ import annotations

from django.apps import AppConfig


class FlowsConfig(AppConfig):
    """Pages and followers that join rooms."""

    name = "chomchom.flows"
    label = "flows"
    default_auto_field = "django.db.models.BigAutoField"
