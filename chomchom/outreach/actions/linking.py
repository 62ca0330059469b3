"""An episode of a mere place learns whose home it is, and meets the one that is already open there."""

from __future__ import annotations

from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.outreach import access
from chomchom.outreach.actions.attempts import about_episode
from chomchom.outreach.actions.checks import withdraw_open
from chomchom.outreach.actions.closing import end_episodes
from chomchom.outreach.actions.receive import reasons_of
from chomchom.outreach.events import EpisodeLinked
from chomchom.outreach.models import Episode, Signal
from chomchom.outreach.rules.triage import merge_reasons
from chomchom.outreach.rules.words import RANK, Grade, Outcome, worst
from chomchom.people import public as people
from chomchom.store.acting import require


def link_person(deed: Deed, *, episode_id: UUID, person_id: UUID) -> UUID:
    """Say who lives at the place of an episode. Gives the episode that goes on: this one, or the older open one there.

    Raises `episode-not-found`, `machine-may-not-close`, `episode-already-ended`, `episode-already-linked`.
    """
    require(deed)
    episode = access.load_episode(deed, episode_id, lock=True)
    access.check_may_end(deed, episode)
    if episode.ended_at is not None:
        raise Refused("episode-already-ended")
    if episode.person_id is not None:
        raise Refused("episode-already-linked")
    card = people.card(deed, person_id)
    older = (
        Episode.objects.open().filter(household_id=card.household_id).exclude(pk=episode.pk).select_for_update().first()
    )
    if older is not None:
        _join(deed, episode, older, person_id=person_id)
        return older.pk
    episode.person_id, episode.household_id, episode.dong = person_id, card.household_id, card.dong
    episode.version += 1
    episode.save()
    Signal.objects.filter(episode=episode).update(person_id=person_id, household_id=card.household_id)
    event = EpisodeLinked(episode_id=episode.pk, household_id=card.household_id)
    ledger.record(deed, event, stream=episode.pk, about=about_episode(deed, episode))
    return episode.pk


def _join(deed: Deed, episode: Episode, older: Episode, *, person_id: UUID) -> None:
    withdraw_open(deed, episode)
    Signal.objects.filter(episode=episode).update(episode=older, person_id=person_id, household_id=older.household_id)
    grade = worst(Grade(older.grade), Grade(episode.grade))
    older.grade, older.grade_rank = grade, RANK[grade]
    older.due_at = min(older.due_at, episode.due_at)
    older.reasons = [r.as_json() for r in merge_reasons(reasons_of(episode), reasons_of(older))]
    older.doors = sorted({*older.doors, *episode.doors})
    older.signal_count += episode.signal_count
    older.first_signal_at = min(older.first_signal_at, episode.first_signal_at)
    older.last_signal_at = max(older.last_signal_at, episode.last_signal_at)
    older.in_incident = False
    older.version += 1
    older.save()
    episode.joined_into = older
    end_episodes(deed, [episode], move="join", outcome=Outcome.JOINED)
    event = EpisodeLinked(episode_id=episode.pk, household_id=older.household_id, joined_into=older.pk)
    ledger.record(deed, event, stream=older.pk, about=about_episode(deed, older))
