from __future__ import annotations

from django.apps import AppConfig


class HouseSiteConfig(AppConfig):
    """Settings, URL root, command line, processes and the demo city: where the house meets the world."""

    name = "chomchom.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"
