from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who log in, agencies as bodies, postings, and the deed made from a request."""

    name = "chomchom.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
