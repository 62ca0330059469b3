from __future__ import annotations

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The append-only ledger of facts."""

    name = "chomchom.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
