"""The sentences of pages that join rooms."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "episode-without-person": (
        422,
        _("아직 누구인지 모르는 확인 건입니다. 먼저 대상자를 찾아 연결해 주세요."),
    ),
    "choose-visitor": (422, _("누구에게 부탁할지 고르지 않았습니다. 목록에서 한 사람을 골라 주세요.")),
}
