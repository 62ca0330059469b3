from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Papers and files that are kept: originals, versions, copies."""

    name = "chomchom.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
