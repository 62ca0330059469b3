"""Ending an episode. Only a person does, with an outcome; the finder is credited and told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.outreach import access
from chomchom.outreach.actions import telling
from chomchom.outreach.actions.attempts import about_episode
from chomchom.outreach.actions.checks import withdraw_open
from chomchom.outreach.actions.limits import new_due
from chomchom.outreach.actions.receive import about_all
from chomchom.outreach.actions.texts import plain_memo
from chomchom.outreach.events import EpisodeEnded, EpisodeRegraded
from chomchom.outreach.models import Episode, Signal
from chomchom.outreach.rules.arrivals import minutes_since
from chomchom.outreach.rules.closing import CloseFacts, check_may_confirm, check_may_end
from chomchom.outreach.rules.machine import EPISODE_STATES
from chomchom.outreach.rules.words import (
    RANK,
    AttemptResult,
    Door,
    DropoutReason,
    EpisodeState,
    FinderKind,
    Grade,
    HowKnown,
    NextStep,
    Outcome,
)
from chomchom.rulebook.public import whole
from chomchom.store import grants
from chomchom.store.acting import require
from chomchom.store.columns import write_changed

ENDED = (
    "state", "outcome", "ended_at", "ended_by", "in_incident", "version", "how_known", "watch_until", "dropout",
    "next_step", "note", "case_id", "referral_id", "joined_into",
)  # fmt: skip


def close(
    deed: Deed,
    *,
    episode_id: UUID,
    outcome: Outcome | None,
    how_known: HowKnown | None = None,
    watch_until: date | None = None,
    dropout: DropoutReason | None = None,
    next_step: NextStep | None = None,
    none_accepted: bool = False,
    note: str = "",
    seen_version: int | None = None,
) -> None:
    """End an episode with an outcome.

    `seen_version` is what the page showed: news that came in between is shown first (`episode-has-news`). Raises
    `episode-not-found`, `machine-may-not-close`, `episode-not-your-part` and the codes of `rules.closing`.
    """
    require(deed)
    episode = access.load_episode(deed, episode_id, lock=True)
    access.check_may_end(deed, episode)
    facts = close_facts(
        deed,
        episode,
        outcome=outcome,
        how_known=how_known,
        watch_until=watch_until,
        dropout=dropout,
        next_step=next_step,
        none_accepted=none_accepted,
        seen_version=seen_version,
    )
    move = check_may_end(facts)
    assert outcome is not None
    episode.how_known = how_known or ""
    episode.watch_until = watch_until if move == "watch" else None
    episode.dropout = dropout or "" if move == "drop_out" else ""
    episode.next_step = next_step or "" if move == "drop_out" else ""
    episode.note = plain_memo(note)
    _end(deed, episode, move=move, outcome=outcome)


def close_facts(
    deed: Deed,
    episode: Episode,
    *,
    outcome: Outcome | None,
    how_known: HowKnown | None = None,
    watch_until: date | None = None,
    dropout: DropoutReason | None = None,
    next_step: NextStep | None = None,
    none_accepted: bool = False,
    seen_version: int | None = None,
) -> CloseFacts:
    """The facts the closing rule reads."""
    unreached = outcome is Outcome.UNREACHABLE
    days = whole("outreach.unreachable_longest_days" if unreached else "outreach.watch_longest_days", on=deed.day)
    return CloseFacts(
        state=EpisodeState(episode.state),
        by_person=not deed.has(Role.SYSTEM),
        version=episode.version,
        seen_version=seen_version,
        outcome=outcome,
        how_known=how_known,
        last_result=AttemptResult(episode.last_result) if episode.last_result else None,
        watch_until=watch_until,
        today=deed.day,
        watch_days=days,
        dropout=dropout,
        next_step=next_step,
        none_accepted=none_accepted,
    )


def confirm_answered(deed: Deed, *, episode_ids: Sequence[UUID]) -> int:
    """Confirm answered episodes together with one press: all or none. Returns how many.

    Raises `nothing-chosen`, `episode-not-found` (also where only one is not yours), `machine-may-not-close`,
    `not-answered`.
    """
    require(deed)
    wanted = set(episode_ids)
    if not wanted:
        raise Refused("nothing-chosen")
    rows = list(access.visible_to(deed).filter(pk__in=wanted).order_by("pk").select_for_update())
    if len(rows) != len(wanted):
        raise Refused("episode-not-found")
    for episode in rows:
        access.check_may_end(deed, episode)
        check_may_confirm(state=EpisodeState(episode.state), by_person=not deed.has(Role.SYSTEM))
    for episode in rows:
        met = any(reason.get("code") == "met-ok" for reason in episode.reasons[:1])
        episode.how_known = HowKnown.MET if met else HowKnown.CALL
        _end(deed, episode, move="confirm", outcome=Outcome.SAFE, batch=True)
    return len(rows)


def mark_referred(deed: Deed, *, episode_id: UUID, referral_id: UUID) -> None:
    """The episode ends as a referral to an agency. Raises what `close` raises."""
    _mark(deed, episode_id, outcome=Outcome.REFERRED, referral_id=referral_id)


def mark_case_opened(deed: Deed, *, episode_id: UUID, case_id: UUID) -> None:
    """The episode ends as an integrated case. Raises what `close` raises."""
    _mark(deed, episode_id, outcome=Outcome.CASE_OPENED, case_id=case_id)


def _mark(
    deed: Deed, episode_id: UUID, *, outcome: Outcome, referral_id: UUID | None = None, case_id: UUID | None = None
) -> None:
    require(deed)
    episode = access.load_episode(deed, episode_id, lock=True)
    access.check_may_end(deed, episode)
    move = check_may_end(close_facts(deed, episode, outcome=outcome))
    episode.referral_id, episode.case_id = referral_id, case_id
    _end(deed, episode, move=move, outcome=outcome)


def _end(deed: Deed, episode: Episode, *, move: str, outcome: Outcome, batch: bool = False) -> None:
    withdraw_open(deed, episode)
    end_episodes(deed, [episode], move=move, outcome=outcome, batch=batch)
    grants.revoke(deed, record_id=episode.pk)
    telling.tell_finders(deed, episode)


def end_episodes(deed: Deed, episodes: Sequence[Episode], *, move: str, outcome: Outcome, batch: bool = False) -> None:
    """Write the end of locked episodes and record it, with the finder of each one's first signal."""
    firsts: dict[UUID, tuple[str, str, str]] = {}
    signals = Signal.objects.filter(episode_id__in=[e.pk for e in episodes]).order_by("episode_id", "received_at", "pk")
    for pk, *first in signals.values_list("episode_id", "door", "finder_kind", "sector"):
        firsts.setdefault(pk, (first[0], first[1], first[2]))
    abouts = about_all(deed, {episode.person_id for episode in episodes}) if len(episodes) > 1 else {}
    entries = []
    for episode in episodes:
        episode.state = EPISODE_STATES.target(move, EpisodeState(episode.state))
        episode.outcome, episode.ended_at, episode.ended_by = outcome, deed.at, deed.actor_id
        episode.in_incident = False
        episode.version += 1
        door, finder, _ = firsts.get(episode.pk, (Door.PHONE, FinderKind.OFFICER, ""))
        event = EpisodeEnded(
            episode_id=episode.pk,
            state=EpisodeState(episode.state),
            outcome=outcome,
            how_known=HowKnown(episode.how_known) if episode.how_known else None,
            door=Door(door),
            finder=FinderKind(finder),
            minutes_since_signal=minutes_since(episode.first_signal_at, deed.at),
            batch=batch,
            dropout=DropoutReason(episode.dropout) if episode.dropout else None,
            next_step=NextStep(episode.next_step) if episode.next_step else None,
            case_id=episode.case_id,
            referral_id=episode.referral_id,
        )
        about = abouts.get(episode.person_id) or about_episode(deed, episode)
        entries.append(ledger.Item(event=event, stream=episode.pk, about=about))
    write_changed(episodes, ENDED)
    ledger.record_many(deed, entries)


def regrade(deed: Deed, *, episode_id: UUID, grade: Grade) -> None:
    """A person sets another grade, up or down; the clock starts anew.

    Raises `episode-not-found`, `machine-may-not-close`, `episode-not-your-part`, `episode-already-ended`.
    """
    require(deed)
    episode = access.load_episode(deed, episode_id, lock=True)
    access.check_may_end(deed, episode)
    if episode.ended_at is not None:
        raise Refused("episode-already-ended")
    event = EpisodeRegraded(episode_id=episode.pk, before=Grade(episode.grade), after=grade)
    episode.grade, episode.grade_rank = grade, RANK[grade]
    episode.due_at = new_due(grade, at=deed.at, day=deed.day)
    episode.version += 1
    episode.save()
    ledger.record(deed, event, stream=episode.pk, about=about_episode(deed, episode))


def take_on(deed: Deed, *, episode_id: UUID) -> None:
    """Put an episode on one's own list. Raises `episode-not-found`, `episode-not-your-part`."""
    require(deed)
    episode = access.load_episode(deed, episode_id, lock=True)
    access.check_may_try(deed, episode)
    Episode.objects.filter(pk=episode.pk).update(owner_id=deed.actor_id)
