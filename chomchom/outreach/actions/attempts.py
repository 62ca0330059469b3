"""Trying to reach the person: calls, texts, contacts; each try is a fact."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import NOBODY, About
from chomchom.ledger import public as ledger
from chomchom.outreach import access
from chomchom.outreach.actions.limits import new_due
from chomchom.outreach.actions.receive import about_all, reasons_of
from chomchom.outreach.actions.texts import plain_memo
from chomchom.outreach.events import AttemptLogged
from chomchom.outreach.models import Attempt, Episode
from chomchom.outreach.rules.arrivals import minutes_since
from chomchom.outreach.rules.attempts import After, after_attempt
from chomchom.outreach.rules.machine import EPISODE_STATES
from chomchom.outreach.rules.triage import merge_reasons
from chomchom.outreach.rules.words import RANK, AttemptResult, Channel, EpisodeState, Grade, Reason
from chomchom.store.acting import require


def log_attempt(
    deed: Deed,
    *,
    episode_id: UUID,
    channel: Channel,
    result: AttemptResult,
    note: str = "",
    at: datetime | None = None,
    source_id: str = "",
) -> UUID:
    """Write down one try and what follows from it. `source_id` makes a repeated delivery one attempt.

    An attempt on an ended episode is kept and changes nothing. Raises `episode-not-found`, `episode-not-your-part`,
    `memo-too-long`.
    """
    require(deed)
    episode = access.load_episode(deed, episode_id, lock=True)
    access.check_may_try(deed, episode)
    memo = plain_memo(note)
    if source_id and (known := Attempt.objects.filter(episode=episode, source_id=source_id).first()):
        return known.pk
    moment = min(at or deed.at, deed.at)
    attempt = Attempt.objects.create(
        episode=episode,
        channel=channel,
        result=result,
        at=moment,
        by=deed.actor_id,
        sector=deed.sector,
        note=memo,
        source_id=source_id,
    )
    first = episode.attempt_count == 0
    _follow(deed, episode, attempt)
    event = AttemptLogged(
        episode_id=episode.pk,
        channel=channel,
        result=result,
        minutes_since_signal=minutes_since(episode.first_signal_at, moment),
        first=first,
    )
    ledger.record(deed, event, stream=episode.pk, about=about_episode(deed, episode))
    return attempt.pk


def _follow(deed: Deed, episode: Episode, attempt: Attempt) -> None:
    result = AttemptResult(attempt.result)
    after = after_attempt(EpisodeState(episode.state), Grade(episode.grade), result)
    episode.attempt_count += 1
    if episode.last_attempt_at is None or attempt.at >= episode.last_attempt_at:
        episode.last_attempt_at, episode.last_channel, episode.last_result = attempt.at, attempt.channel, result
    episode.in_incident = False
    apply_after(deed, episode, after)
    episode.version += 1
    episode.save()


def apply_after(deed: Deed, episode: Episode, after: After) -> None:
    """Move, grade, reason and due time of an episode after a fact; the caller saves."""
    raised = RANK[after.grade] > episode.grade_rank
    if after.move:
        episode.state = EPISODE_STATES.target(after.move, EpisodeState(episode.state))
    episode.grade, episode.grade_rank = after.grade, RANK[after.grade]
    if after.reason:
        kept = merge_reasons([Reason(after.reason)], reasons_of(episode))
        episode.reasons = [reason.as_json() for reason in kept]
    due = new_due(after.grade, at=deed.at, day=deed.day)
    if after.new_due:
        episode.due_at = due
    elif raised:
        episode.due_at = min(episode.due_at, due)


def about_episode(deed: Deed, episode: Episode) -> About:
    """What figures need to know about whom an episode concerns."""
    about = about_all(deed, {episode.person_id}).get(episode.person_id, NOBODY)
    return replace(about, dong=episode.dong or about.dong, programme=episode.programme)
