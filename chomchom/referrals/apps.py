from __future__ import annotations

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """The shared chain: asked, accepted, done, followed up."""

    name = "chomchom.referrals"
    label = "referrals"
    default_auto_field = "django.db.models.BigAutoField"
