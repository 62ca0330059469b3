"""The inbox, its bell, and the wall list of what nobody got."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.notices import access, rules, sentences
from chomchom.notices.models import Delivery, Notice
from chomchom.notices.rules import DeliveryFacts
from chomchom.store.paging import Page, page
from chomchom.ui.times import Said, past

PATIENCE = timedelta(minutes=2)
"""After this long without an arrival a message is red. Source: two channels within two minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """One message of the inbox."""

    id: UUID
    text: str
    path: str
    when: Said
    unread: bool
    urgent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UndeliveredRow:
    """One message nobody got, without address and without what it is about in words."""

    id: UUID
    text: str
    when: Said
    urgent: bool
    attempts: int
    ways: str
    red: bool


def inbox(deed: Deed, *, after: str = "", size: int = 30) -> Page[InboxRow]:
    """One's messages, newest first; one query."""
    found = page(access.visible_to(deed), order=("-told_at", "-id"), after=after, size=size)
    return Page(rows=tuple(_inbox_row(deed, row) for row in found.rows), next=found.next)


def _inbox_row(deed: Deed, row: Notice) -> InboxRow:
    return InboxRow(
        id=row.pk,
        text=str(sentences.TEMPLATES.get(row.template, sentences.TEMPLATES["news"])).format(code="······"),
        path=row.path,
        when=past(row.told_at, at=deed.at),
        unread=row.read_at is None,
        urgent=row.urgent,
    )


def unread_count(deed: Deed) -> int:
    """How many messages nobody has opened yet; the number beside the bell."""
    return access.visible_to(deed).unread().count()


def undelivered(deed: Deed, *, size: int = 100) -> list[UndeliveredRow]:
    """What has not got through, urgent and oldest first; two queries."""
    rows = access.undelivered_to(deed).prefetch_related("deliveries").order_by("-urgent", "told_at", "id")[:size]
    return [_undelivered_row(deed, row) for row in rows]


def red_count(deed: Deed) -> int:
    """How many messages are red; for the board and the operator's page."""
    return sum(row.red for row in undelivered(deed, size=500))


def red_about(deed: Deed, about_ids: list[UUID]) -> set[UUID]:
    """Which of these records have a message that nobody got, so that a board can keep them red; two queries."""
    rows = Notice.objects.filter(about_id__in=about_ids).not_through().prefetch_related("deliveries")
    return {row.about_id for row in rows if _is_red(deed, list(row.deliveries.all()))}


def _is_red(deed: Deed, ways: list[Delivery]) -> bool:
    facts = [
        DeliveryFacts(
            delivered=way.delivered_at is not None,
            attempts=way.attempts,
            failed_for_good=way.failed_at is not None,
            due_at=way.due_at if way.attempts == 0 else way.notice.told_at,
        )
        for way in ways
    ]
    return rules.is_red(facts, now=deed.at, patience=PATIENCE)


def _undelivered_row(deed: Deed, row: Notice) -> UndeliveredRow:
    ways = sorted(row.deliveries.all(), key=lambda way: way.position)
    said = [
        f"{sentences.CHANNELS[way.channel]}: {sentences.TROUBLES[way.trouble]}"
        if way.trouble
        else str(sentences.CHANNELS[way.channel])
        for way in ways
    ]
    return UndeliveredRow(
        id=row.pk,
        text=str(sentences.TEMPLATES.get(row.template, sentences.TEMPLATES["news"])).format(code="······"),
        when=past(row.told_at, at=deed.at),
        urgent=row.urgent,
        attempts=sum(way.attempts for way in ways),
        ways=" · ".join(said),
        red=_is_red(deed, ways),
    )
