"""The Korean of the tree: refusals and events."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "project-not-found": (404, _("찾으시는 세부사업이 없습니다.")),
    "term-not-found": (404, _("찾으시는 계획이 없습니다.")),
    "may-not-change-plan": (403, _("계획은 시 복지 담당과 협의체 사무국만 고칠 수 있습니다.")),
}

EVENTS: dict[str, str | Promise] = {
    "planning:project:entered": _("세부사업을 계획에 올림"),
}
