"""What comes back by itself: checks without an answer, homes that were to be looked at again, data past their day."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from chomchom.kernel.deeds import Deed
from chomchom.ledger import public as ledger
from chomchom.outreach.actions import telling
from chomchom.outreach.actions.attempts import about_episode, apply_after
from chomchom.outreach.actions.checks import lock_both
from chomchom.outreach.actions.receive import receive_signal
from chomchom.outreach.events import SiteCheckCameBack
from chomchom.outreach.models import Episode, Report, Signal, SiteCheck, StatusTry
from chomchom.outreach.rules.arrivals import SignalIn
from chomchom.outreach.rules.attempts import After
from chomchom.outreach.rules.machine import CHECK_STATES
from chomchom.outreach.rules.words import (
    OPEN_CHECK_STATES,
    WAITING_STATES,
    CheckState,
    Door,
    EpisodeState,
    Grade,
    Reason,
    VisitorKind,
)
from chomchom.rulebook.public import whole
from chomchom.store.acting import require

log = logging.getLogger(__name__)
AT_ONCE = 500


def bring_back_overdue(deed: Deed) -> int:
    """Put every overdue site check back on the board. Level-triggered: a second run finds nothing to do.

    The deed's time comes from the database's clock. One row that cannot be moved never holds up the others. Returns
    how many came back.
    """
    require(deed)
    open_states = sorted(OPEN_CHECK_STATES)
    overdue = SiteCheck.objects.filter(state__in=open_states, due_at__lte=deed.at).order_by("due_at", "pk")
    moved = 0
    for check_id in list(overdue.values_list("pk", flat=True)[:AT_ONCE]):
        try:
            with transaction.atomic():
                moved += _bring_back(deed, check_id)
        except Exception:
            log.exception("site check %s could not be brought back", check_id)
    return moved


def _bring_back(deed: Deed, check_id: UUID) -> int:
    episode, check = lock_both(check_id)
    if check.state not in OPEN_CHECK_STATES or check.due_at > deed.at:
        return 0
    check.state = CHECK_STATES.target("bring_back", CheckState(check.state))
    check.came_back_at = deed.at
    check.save(update_fields=["state", "came_back_at"])
    if episode.ended_at is None:
        move = "worry" if episode.state in WAITING_STATES else ""
        apply_after(deed, episode, After(move, Grade(episode.grade), "check-overdue", new_due=True))
        episode.version += 1
        episode.save()
    event = SiteCheckCameBack(episode_id=episode.pk, site_check_id=check.pk, visitor=VisitorKind(check.visitor_kind))
    ledger.record(deed, event, stream=episode.pk, about=about_episode(deed, episode))
    urgent = episode.grade == Grade.SEVERE
    telling.tell_asker(deed, check, template="site-check-overdue", key=check.pk, urgent=urgent)
    return 1


def wake_watched(deed: Deed) -> int:
    """Bring back homes whose watching day has come, as a new signal. Returns how many."""
    require(deed)
    due = Episode.objects.filter(state=EpisodeState.WATCHED, woken_at=None, watch_until__lte=deed.day)
    woken = 0
    for episode in due.order_by("watch_until", "pk").select_for_update(skip_locked=True)[:AT_ONCE]:
        receive_signal(
            deed,
            SignalIn(
                door=Door.WATCH,
                source_id=f"watch:{episode.pk}",
                occurred_at=deed.at,
                dong=episode.dong,
                person_id=episode.person_id,
                household_id=episode.household_id,
                address=str(episode.place),
                reasons=(Reason("watch-due"),),
                programme=episode.programme,
            ),
        )
        episode.woken_at = deed.at
        episode.save(update_fields=["woken_at"])
        woken += 1
    return woken


def clear_expired(deed: Deed) -> int:
    """Destroy what may not be kept longer: crisis items and notes past their delete date, old reports' phone and photo.

    Returns how many records lost personal text.
    """
    require(deed)
    cleared = 0
    signals = Signal.objects.filter(delete_on__lte=deed.day)
    for signal in signals.order_by("delete_on", "pk").select_for_update(skip_locked=True)[:AT_ONCE]:
        signal.items, signal.note, signal.delete_on = [], "", None
        signal.save(update_fields=["items", "note", "delete_on"])
        cleared += 1
    oldest = deed.at - timedelta(days=whole("outreach.report_keep_days", on=deed.day))
    reports = Report.objects.filter(received_at__lt=oldest, cleared_at=None)
    for report in reports.order_by("received_at").select_for_update(skip_locked=True)[:AT_ONCE]:
        report.phone, report.phone_key, report.photo, report.cleared_at = "", None, "", deed.at
        report.save(update_fields=["phone", "phone_key", "photo", "cleared_at"])
        cleared += 1
    StatusTry.objects.filter(at__lt=deed.at - timedelta(days=1)).delete()
    return cleared
