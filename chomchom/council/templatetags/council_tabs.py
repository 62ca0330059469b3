"""The two rows of tabs of the council: of the room, and of one meeting. A tab is shown to those whom its page lets in."""

from __future__ import annotations

from uuid import UUID

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chomchom.council.access import BODY_READERS, MEETING_READERS, OFFICE
from chomchom.council.access import decisions as access
from chomchom.council.access.papers import DRAFT_READERS
from chomchom.kernel.deeds import Deed
from chomchom.ui.components.tables import Tab, tabs

register = template.Library()


def _shown(context: Context, rows: list[tuple[str, str, str, frozenset[str]]], here: str, label: str) -> SafeString:
    deed: Deed = context["request"].deed
    return tabs(
        [Tab(label, href, current=name == here) for name, label, href, roles in rows if deed.has(*roles)], label=label
    )


@register.simple_tag(takes_context=True)
def council_tabs(context: Context, here: str) -> SafeString:
    """The pages of the room."""
    rows: list[tuple[str, str, str, frozenset[str]]] = [
        ("home", _("지금"), reverse("council:home"), frozenset(MEETING_READERS)),
        ("meetings", _("회의"), reverse("council:meetings"), frozenset(MEETING_READERS)),
        ("decisions", _("결정"), reverse("council:decisions"), frozenset(access.DECISION_READERS)),
        ("actions", _("할 일"), reverse("council:actions"), frozenset(access.ACTION_READERS)),
        ("handoffs", _("전달과 답"), reverse("council:handoffs"), frozenset(access.OPINION_READERS)),
        ("proposals", _("사업 제안"), reverse("council:proposals"), frozenset(access.PROPOSAL_READERS)),
        ("readings", _("회의록 올리기"), reverse("council:readings"), frozenset(OFFICE)),
        ("bodies", _("협의체와 위원"), reverse("council:bodies"), frozenset(BODY_READERS)),
    ]
    return _shown(context, rows, here, _("협의체"))


@register.simple_tag(takes_context=True)
def meeting_tabs(context: Context, meeting_id: UUID, here: str) -> SafeString:
    """The pages of one meeting."""

    def at(name: str) -> str:
        return reverse(f"council:{name}", args=[meeting_id])

    rows: list[tuple[str, str, str, frozenset[str]]] = [
        ("meeting", _("한눈에"), at("meeting"), frozenset(MEETING_READERS)),
        ("attendance", _("참석"), at("attendance"), frozenset(MEETING_READERS)),
        ("opinions", _("의견"), at("meeting_opinions"), frozenset(access.OPINION_READERS)),
        ("decisions", _("결정"), at("meeting_decisions"), frozenset(access.DECISION_READERS)),
        ("actions", _("할 일"), at("meeting_actions"), frozenset(access.ACTION_READERS)),
        ("papers", _("회의록"), at("papers"), frozenset(DRAFT_READERS)),
        ("asked", _("링크로 묻기"), at("asked"), frozenset(OFFICE)),
    ]
    return _shown(context, rows, here, _("회의의 쪽"))
