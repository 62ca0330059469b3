"""The people and homes of the stories: those of outreach's own tests."""

from __future__ import annotations

from tests.outreach.conftest import alert, homes, staff
from tests.outreach.test_web import enter

__all__ = ["alert", "enter", "homes", "staff"]
