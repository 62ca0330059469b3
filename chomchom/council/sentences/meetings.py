"""Sentences about bodies, seats and meetings."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "body-not-found": (404, _("이 협의체를 찾을 수 없습니다.")),
    "seat-not-found": (404, _("이 위원 자리를 찾을 수 없습니다.")),
    "meeting-not-found": (404, _("이 회의를 찾을 수 없습니다.")),
    "council-office-only": (403, _("협의체 사무국이나 시 복지 담당이 할 수 있습니다. 사무국에 부탁해 주세요.")),
}
