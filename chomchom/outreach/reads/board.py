"""The board: who needs a human today, why, since when, what was tried, what is due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.verdicts import Verdict, verdict
from chomchom.network.public import dong_name
from chomchom.outreach import access, sentences
from chomchom.outreach.models import AreaIncident, Episode, EpisodeQuerySet
from chomchom.outreach.rules.closing import check_may_confirm
from chomchom.outreach.rules.machine import EPISODE_STATES
from chomchom.outreach.rules.triage import shows_minutes
from chomchom.outreach.rules.words import (
    WAITING_STATES,
    AttemptResult,
    Channel,
    Door,
    EpisodeState,
    Grade,
    reason_from,
)
from chomchom.people import public as people
from chomchom.store.acting import require
from chomchom.store.paging import page
from chomchom.ui.times import Said, due, past

ORDER = ("-grade_rank", "due_at", "id")
TO_DO = (EpisodeState.OPEN, EpisodeState.CONTACTING)
VIEWS: dict[str, tuple[EpisodeState, ...]] = {
    "todo": TO_DO,
    "waiting": tuple(sorted(WAITING_STATES)),
    "answered": (EpisodeState.ANSWERED,),
    "all": (*TO_DO, EpisodeState.ANSWERED, *sorted(WAITING_STATES)),
}
PRINTED = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardFilters:
    """What part of the board is asked for; empty sets mean everything the deed may see."""

    view: str = "todo"
    dongs: frozenset[str] = frozenset()
    grades: frozenset[Grade] = frozenset()
    doors: frozenset[Door] = frozenset()
    mine: bool = False
    after: str = ""
    size: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One home on the board; every value is ready for the screen."""

    episode_id: UUID
    path: str
    person_id: UUID | None
    household_id: UUID | None
    name: str
    age: int | None
    household_label: str
    dong: str
    dong_name: str
    place: str
    phone_masked: str
    contact_rule: str
    grade: Grade
    grade_label: str
    grade_tone: str
    state: EpisodeState
    state_label: str
    due: Said
    since: Said
    reasons: tuple[str, ...]
    doors: tuple[str, ...]
    tried: str
    waiting_for: str
    signal_count: int
    version: int
    mine: bool
    allowed: dict[str, Verdict] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCounts:
    """How much is to do, waits, is answered, was done today; for the same filters but the view."""

    todo: int
    waiting: int
    answered: int
    severe: int
    overdue: int
    done_today: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """An open area incident: one card in place of many homes."""

    incident_id: UUID
    door_label: str
    dong_names: tuple[str, ...]
    homes: int
    started: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """One page of the board."""

    rows: tuple[BoardRow, ...]
    next: str
    counts: BoardCounts
    incidents: tuple[IncidentRow, ...]
    at: datetime


def board(deed: Deed, filters: BoardFilters | None = None) -> BoardPage:
    """The board for a deed. At most nine queries, the same for one row and for fifty. Raises `bad-page`."""
    require(deed)
    wanted = filters or BoardFilters()
    base = _filtered(access.visible_to(deed), deed, wanted)
    rows = base.on_board().filter(state__in=VIEWS.get(wanted.view, TO_DO))
    found = page(rows, order=ORDER, after=wanted.after, size=wanted.size)
    return BoardPage(
        rows=rows_of(deed, found.rows),
        next=found.next,
        counts=_counts(deed, base),
        incidents=open_incidents(deed),
        at=deed.at,
    )


def _filtered(rows: EpisodeQuerySet, deed: Deed, wanted: BoardFilters) -> EpisodeQuerySet:
    if wanted.dongs:
        rows = rows.in_dongs(wanted.dongs)
    if wanted.grades:
        rows = rows.filter(grade__in=sorted(wanted.grades))
    if wanted.doors:
        rows = rows.filter(doors__overlap=sorted(wanted.doors))
    return rows.filter(owner_id=deed.actor_id) if wanted.mine else rows


def _counts(deed: Deed, base: EpisodeQuerySet) -> BoardCounts:
    midnight = datetime.combine(deed.day, time(0), SEOUL)
    todo = Q(ended_at=None, in_incident=False, state__in=TO_DO)
    found = base.filter(Q(ended_at=None) | Q(ended_at__gte=midnight)).aggregate(
        todo=Count("pk", filter=todo),
        waiting=Count("pk", filter=Q(ended_at=None, state__in=VIEWS["waiting"])),
        answered=Count("pk", filter=Q(ended_at=None, state=EpisodeState.ANSWERED)),
        severe=Count("pk", filter=todo & Q(grade=Grade.SEVERE)),
        overdue=Count("pk", filter=todo & Q(due_at__lt=deed.at)),
        done_today=Count("pk", filter=Q(ended_at__isnull=False)),
    )
    return BoardCounts(**found)


def rows_of(deed: Deed, episodes: Sequence[Episode]) -> tuple[BoardRow, ...]:
    """Episodes as board rows; seven queries at most, however many."""
    cards = people.cards(deed, {e.person_id for e in episodes if e.person_id})
    lone = {e.household_id for e in episodes if e.household_id and e.person_id not in cards}
    homes = people.household_cards(deed, lone) if lone else {}
    return tuple(
        _row(
            deed,
            e,
            cards.get(e.person_id) if e.person_id else None,
            homes.get(e.household_id) if e.household_id else None,
        )
        for e in episodes
    )


def _row(deed: Deed, episode: Episode, card: people.PersonCard | None, home: people.HouseholdCard | None) -> BoardRow:
    grade, state = Grade(episode.grade), EpisodeState(episode.state)
    return BoardRow(
        episode_id=episode.pk,
        path=f"/episodes/{episode.pk}/",
        person_id=episode.person_id,
        household_id=episode.household_id,
        name=card.masked_name if card else _("이름 모름"),
        age=card.age if card else None,
        household_label=card.household_kind_label if card else home.kind_label if home else "",
        dong=episode.dong,
        dong_name=dong_name(episode.dong) if episode.dong else _("동 모름"),
        place=_place(episode, card, home),
        phone_masked=card.phone_masked if card else "",
        contact_rule=card.contact_rule if card else "",
        grade=grade,
        grade_label=str(sentences.GRADES[grade]),
        grade_tone=sentences.GRADE_TONES[grade],
        state=state,
        state_label=str(sentences.STATES[state]),
        due=due_said(grade, episode.due_at, at=deed.at),
        since=past(episode.first_signal_at, at=deed.at),
        reasons=sentences.reason_sentences(reason_from(kept) for kept in episode.reasons),
        doors=tuple(str(sentences.DOORS[Door(door)]) for door in episode.doors),
        tried=tried_line(episode, at=deed.at),
        waiting_for=str(episode.waiting_for) if state in WAITING_STATES else "",
        signal_count=episode.signal_count,
        version=episode.version,
        mine=episode.owner_id == deed.actor_id,
        allowed=allowed_deeds(deed, episode),
    )


def _place(episode: Episode, card: people.PersonCard | None, home: people.HouseholdCard | None) -> str:
    if card and card.address_short:
        return card.address_short
    return home.address_short if home else str(episode.place)


def due_said(grade: Grade, due_at: datetime, *, at: datetime) -> Said:
    """The due time as the board says it: minutes only for 심각, late on the same day without them."""
    said = due(due_at, at=at, precision="minutes" if shows_minutes(grade) else "part")
    same_day = due_at.astimezone(SEOUL).date() == at.astimezone(SEOUL).date()
    if said.overdue and not shows_minutes(grade) and same_day:
        return Said(_("기한 지남"), said.exact, said.iso, overdue=True)
    return said


def tried_line(episode: Episode, *, at: datetime) -> str:
    """What was tried last, in one line; empty where nobody tried yet."""
    if episode.last_attempt_at is None or not episode.last_channel:
        return ""
    line = _("{channel} {when} {result}").format(
        channel=sentences.CHANNELS[Channel(episode.last_channel)],
        when=past(episode.last_attempt_at, at=at).text,
        result=sentences.RESULTS[AttemptResult(episode.last_result)],
    )
    if episode.attempt_count <= 1:
        return line
    more = ngettext("모두 %(n)d번", "모두 %(n)d번", episode.attempt_count) % {"n": episode.attempt_count}
    return f"{line} · {more}"


def allowed_deeds(deed: Deed, episode: Episode) -> dict[str, Verdict]:
    """What this deed may do to the episode now, each with the reason where it may not."""
    state = EpisodeState(episode.state)
    return {
        "log_attempt": verdict(access.check_may_try, deed, episode),
        "ask_site_check": _both(
            verdict(access.check_may_ask, deed, episode), verdict(EPISODE_STATES.target, "ask_site_check", state)
        ),
        "close": _both(verdict(access.check_may_end, deed, episode), verdict(EPISODE_STATES.target, "settle", state)),
        "confirm": _both(
            verdict(access.check_may_end, deed, episode), verdict(check_may_confirm, state=state, by_person=True)
        ),
    }


def _both(first: Verdict, second: Verdict) -> Verdict:
    return first if not first else second


def open_incidents(deed: Deed) -> tuple[IncidentRow, ...]:
    """The area incidents that run now in the deed's dongs. One query."""
    rows = access.incidents_visible_to(deed).filter(ended_at=None).order_by("-started_at", "pk")
    return tuple(incident_row(deed, row) for row in rows[:20])


def incident_row(deed: Deed, row: AreaIncident) -> IncidentRow:
    """An incident as a card."""
    return IncidentRow(
        incident_id=row.pk,
        door_label=str(sentences.DOORS[Door(row.door)]),
        dong_names=dong_names(row.dongs),
        homes=row.homes,
        started=past(row.started_at, at=deed.at),
    )


def dong_names(codes: Iterable[str]) -> tuple[str, ...]:
    """Names of dongs in the order of their codes."""
    return tuple(dong_name(code) for code in sorted(codes) if code)


def printed_list(deed: Deed) -> tuple[BoardRow, ...]:
    """Everything open, also what waits, for the paper of a dead network. Written into the access log.

    Raises `print-not-your-part`.
    """
    require(deed)
    access.check_may_print(deed)
    rows = access.visible_to(deed).open().filter(in_incident=False).order_by("-grade_rank", "due_at", "pk")
    accounts.note_access(deed, subject_id=None, record_kind="board", record_id=None, purpose="print-for-outage")
    return rows_of(deed, list(rows[:PRINTED]))
