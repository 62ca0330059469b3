from __future__ import annotations

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    """Crisis signals, the episode they gather in, and the site check at the door."""

    name = "chomchom.outreach"
    label = "outreach"
    default_auto_field = "django.db.models.BigAutoField"
