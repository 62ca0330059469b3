from __future__ import annotations

from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    """Who takes part in what: consent to take part, limits, drop-out with a next step."""

    name = "chomchom.enrolment"
    label = "enrolment"
    default_auto_field = "django.db.models.BigAutoField"
