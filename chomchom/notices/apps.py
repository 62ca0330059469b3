from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Telling someone that there is news: messages, deliveries and signed links."""

    name = "chomchom.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
