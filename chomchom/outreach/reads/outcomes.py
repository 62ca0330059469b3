"""What the door showed: for figures of the rooms that raise signals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.outreach import access
from chomchom.outreach.models import Attempt, Episode, SiteCheckAnswer
from chomchom.outreach.rules.words import OPEN_STATES, AttemptResult, Channel, CheckResult, EpisodeState, Outcome

IN_NEED_OUTCOMES = frozenset(
    {Outcome.HELPED, Outcome.HOSPITAL, Outcome.DECEASED, Outcome.REFERRED, Outcome.CASE_OPENED}
)
IN_NEED_RESULTS = frozenset(
    {CheckResult.MET_NEEDS_HELP, CheckResult.CALLED119, CheckResult.HOSPITAL, CheckResult.DECEASED}
)
"""A visit or an end that showed that somebody was needed. Anything else is not therefore safe."""

ANSWERED = frozenset({AttemptResult.ANSWERED_OK, AttemptResult.ANSWERED_NEEDS_HELP, AttemptResult.REFUSED})
"""Somebody was there and said something; whether they are well is another question."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of one episode: answers from the door, whether need was found, whether a person has ended it."""

    visits: int
    in_need: bool
    open: bool


def shown_by(deed: Deed, ids: Iterable[UUID]) -> dict[UUID, Shown]:
    """What episodes showed, by the id asked for; one joined into an older one shows what that one did. Three queries."""
    wanted = list(ids)
    rows = {row.pk: row for row in access.visible_to(deed).filter(pk__in=wanted)}
    later = {row.joined_into_id for row in rows.values() if row.joined_into_id is not None}
    rows |= {row.pk: row for row in Episode.objects.filter(pk__in=later)} if later else {}
    results: dict[UUID, list[str]] = {}
    answers = SiteCheckAnswer.objects.filter(site_check__episode__in=list(rows))
    for episode_id, result in answers.values_list("site_check__episode_id", "result"):
        results.setdefault(episode_id, []).append(result)
    return {one: _shown(rows[one], rows, results) for one in wanted if one in rows}


@dataclass(frozen=True, slots=True)
class Try:
    """One try to reach a person: by which way, whether somebody answered, and when."""

    channel: Channel
    answered: bool
    at: datetime


def tries_of(deed: Deed, ids: Iterable[UUID]) -> dict[UUID, tuple[Try, ...]]:
    """The tries of episodes in the order of time, by the id asked for. Two queries."""
    rows = access.visible_to(deed).filter(pk__in=list(ids))
    told = Attempt.objects.filter(episode__in=rows).order_by("at", "pk")
    out: dict[UUID, list[Try]] = {}
    for episode_id, channel, result, at in told.values_list("episode_id", "channel", "result", "at"):
        out.setdefault(episode_id, []).append(Try(Channel(channel), result in ANSWERED, at))
    return {episode_id: tuple(tries) for episode_id, tries in out.items()}


def _shown(row: Episode, rows: dict[UUID, Episode], results: dict[UUID, list[str]]) -> Shown:
    row = rows.get(row.joined_into_id, row) if row.joined_into_id is not None else row
    seen = results.get(row.pk, [])
    need = row.outcome in IN_NEED_OUTCOMES or any(result in IN_NEED_RESULTS for result in seen)
    return Shown(visits=len(seen), in_need=need, open=EpisodeState(row.state) in OPEN_STATES)
