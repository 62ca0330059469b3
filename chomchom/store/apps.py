from __future__ import annotations

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The few database habits we share."""

    name = "chomchom.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"
