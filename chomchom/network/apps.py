from __future__ import annotations

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Agencies' services and neighbours, with the areas they cover."""

    name = "chomchom.network"
    label = "network"
    default_auto_field = "django.db.models.BigAutoField"
