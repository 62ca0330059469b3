from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons, households, consents and legal bases."""

    name = "chomchom.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
