"""Who sees which message: one's own inbox, one's agency's, and, for the wall list, what could not be delivered."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.notices.models import Notice, NoticeQuerySet

WALL = frozenset({Role.DESK, Role.TEAM_HEAD, Role.CITY_OFFICER, Role.PRIVACY_OFFICER, Role.OPERATOR, Role.SYSTEM})
"""Roles that see every message nobody got; they see facts, never an address."""


def visible_to(deed: Deed) -> NoticeQuerySet:
    """The messages of one's inbox: those to the account, and those to the agency somebody works for."""
    if deed.link_id is not None or deed.has(Role.LINK):
        return Notice.objects.none()
    own = Q(account_id=deed.actor_id)
    if deed.agency_id is not None and deed.has(Role.AGENCY_WORKER, Role.AGENCY_LEAD):
        own |= Q(agency_id=deed.agency_id)
    return Notice.objects.filter(own)


def load_notice(deed: Deed, notice_id: UUID) -> Notice:
    """One message of one's inbox; raises `notice-not-found`."""
    notice = visible_to(deed).filter(pk=notice_id).first()
    if notice is None:
        raise Refused("notice-not-found")
    return notice


def undelivered_to(deed: Deed) -> NoticeQuerySet:
    """What did not get through: all of it for the wall list's roles, for others what their own deeds caused."""
    if deed.has(*WALL):
        return Notice.objects.all().not_through()
    if deed.roles and deed.link_id is None:
        return Notice.objects.filter(told_by=deed.actor_id).not_through()
    return Notice.objects.none()


def load_undelivered(deed: Deed, notice_id: UUID) -> Notice:
    """One message nobody got, locked; raises `notice-not-found`."""
    if not undelivered_to(deed).filter(pk=notice_id).exists():
        raise Refused("notice-not-found")
    return Notice.objects.select_for_update().get(pk=notice_id)
