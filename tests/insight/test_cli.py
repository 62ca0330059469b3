"""The operator's command."""

from __future__ import annotations

import pytest

from chomchom.insight.cli import catch_up
from chomchom.insight.models import Fact


@pytest.mark.django_db
def test_catching_up_copies_everything_and_is_safe_to_repeat(tell, capsys) -> None:
    tell(lambda told: [told.episode() for _ in range(5)])
    assert catch_up(None) == 0  # type: ignore[arg-type]
    assert "5번을 옮겼습니다" in capsys.readouterr().out
    assert catch_up(None) == 0  # type: ignore[arg-type]
    assert Fact.objects.count() == 5
