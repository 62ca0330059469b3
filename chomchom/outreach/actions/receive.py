"""Receiving signals: one or ten thousand, each exactly once, all of a home in one episode."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

from django.db.models import Q

from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import NOBODY, About
from chomchom.kernel.roles import Role
from chomchom.ledger import public as ledger
from chomchom.outreach import access
from chomchom.outreach.actions import telling
from chomchom.outreach.actions.homes import Home, homes_of
from chomchom.outreach.actions.limits import limits_on
from chomchom.outreach.actions.storms import Storm, gather_storm
from chomchom.outreach.events import SignalReceived
from chomchom.outreach.models import Episode, Signal
from chomchom.outreach.rules.arrivals import Received, SignalIn, after_signal, check_signal
from chomchom.outreach.rules.machine import EPISODE_STATES
from chomchom.outreach.rules.storms import STORM_DOORS
from chomchom.outreach.rules.triage import Limits, TriageFacts, merge_reasons, triage
from chomchom.outreach.rules.words import RANK, Door, EpisodeState, Grade, Reason, reason_from
from chomchom.people import public as people
from chomchom.rulebook.holidays import working_days
from chomchom.store.acting import require, widened
from chomchom.store.columns import insert_new, write_changed
from chomchom.store.ids import new_id

CHANGED = (
    "person_id", "state", "grade", "grade_rank", "due_at", "last_signal_at", "signal_count", "doors", "reasons",
    "in_incident", "version",
)  # fmt: skip
RACES = 3


def receive_signal(deed: Deed, signal: SignalIn) -> Received:
    """Take in one signal. Raises what `receive_many` raises."""
    return receive_many(deed, [signal])[0]


def receive_many(deed: Deed, signals: Sequence[SignalIn]) -> list[Received]:
    """Take in signals, in order; a known source id changes nothing.

    Many homes of one dong and door within the hour become one area incident whose homes stay listed. Raises
    `signal-not-yours`, `signal-needs-person-or-place`, `signal-from-the-future`; then nothing is taken in.
    """
    require(deed)
    for signal in signals:
        access.check_may_receive(deed, door=signal.door, dong=signal.dong)
        check_signal(signal, at=deed.at)
    if not signals:
        return []
    with widened(deed, because="signal-intake"):
        return _Intake(intake_of(deed), signals).run()


def intake_of(deed: Deed) -> Deed:
    """The same actor for the one step of taking in: homes are met across the whole city, whoever tells of them."""
    return replace(deed, roles=frozenset({Role.SYSTEM}), whole_city=True)


@dataclass
class _Item:
    """One fresh signal on its way in."""

    signal: SignalIn
    home: Home
    signal_id: UUID = field(default_factory=new_id)
    joined: bool = False
    episode: Episode | None = None
    incident_id: UUID | None = None
    became_severe: bool = False


class _Intake:
    """One batch: find homes, meet or open episodes, write signals, record."""

    def __init__(self, deed: Deed, signals: Sequence[SignalIn]) -> None:
        self.deed, self.signals = deed, signals
        self.limits: Limits = limits_on(deed.day)
        self.working = working_days().is_working_day

    def run(self) -> list[Received]:
        known = self._known()
        items: dict[tuple[str, str], _Item] = {}
        new = [s for s in self.signals if (s.door, s.source_id) not in known]
        fresh = list({(s.door, s.source_id): s for s in reversed(new)}.values())[::-1]
        for signal, home in zip(fresh, homes_of(self.deed, fresh), strict=True):
            items[signal.door, signal.source_id] = _Item(signal, home)
        if items and self._take_in(list(items.values())):
            known |= self._known_of_others(items)
        told: set[tuple[str, str]] = set()
        return [self._answer(signal, known, items, told) for signal in self.signals]

    def _known(self) -> dict[tuple[str, str], tuple[UUID, UUID]]:
        doors: dict[Door, list[str]] = {}
        for signal in self.signals:
            doors.setdefault(signal.door, []).append(signal.source_id)
        found = Q(pk__in=[])
        for door, ids in doors.items():
            found |= Q(door=door, source_id__in=ids)
        rows = Signal.objects.filter(found).values_list("door", "source_id", "episode_id", "pk")
        return {(door, source): (episode, pk) for door, source, episode, pk in rows}

    def _answer(
        self,
        signal: SignalIn,
        known: dict[tuple[str, str], tuple[UUID, UUID]],
        items: dict[tuple[str, str], _Item],
        told: set[tuple[str, str]],
    ) -> Received:
        key = (str(signal.door), signal.source_id)
        if key in known:
            episode_id, signal_id = known[key]
            return Received(episode_id=episode_id, signal_id=signal_id, joined=True, duplicate=True)
        item = items[key]
        assert item.episode is not None
        again = key in told
        told.add(key)
        return Received(
            episode_id=item.episode.pk,
            signal_id=item.signal_id,
            joined=item.joined or again,
            duplicate=again,
            incident_id=item.incident_id,
        )

    def _known_of_others(self, items: dict[tuple[str, str], _Item]) -> dict[tuple[str, str], tuple[UUID, UUID]]:
        """Signals another transaction wrote at the same moment."""
        ours = {item.signal_id for item in items.values()}
        return {key: found for key, found in self._known().items() if found[1] not in ours}

    def _take_in(self, items: list[_Item]) -> bool:
        """Meet, write and record; True where another transaction was first with some signal."""
        storm = gather_storm(self.deed, [(item.signal, item.home.key) for item in items])
        self._meet(items, storm)
        written = self._write_signals(items)
        met = {item.episode.pk: item.episode for item in written if item.episode and item.joined}
        if met:
            write_changed(list(met.values()), CHANGED)
        there = {item.signal_id for item in written}
        lost = [item for item in items if item.signal_id not in there]
        empty = [item.episode.pk for item in lost if item.episode and not item.joined]
        if empty:
            Episode.objects.filter(pk__in=empty, signals=None).delete()
        storm.adopt(self.deed)
        self._record(written)
        for item in written:
            if item.became_severe and item.episode and item.signal.door not in STORM_DOORS:
                telling.tell_officers(self.deed, item.episode)  # a machine's alert has its own ladder
        return bool(lost)

    def _meet(self, items: list[_Item], storm: Storm) -> None:
        waiting = list(items)
        for _ in range(RACES):
            groups: dict[object, list[_Item]] = {}
            for item in waiting:
                groups.setdefault(item.home.key, []).append(item)
            open_now = _lock_open([group[0].home for group in groups.values()])
            for key in groups.keys() & open_now.keys():
                for item in groups.pop(key):
                    self._join(item, open_now[key], storm)
            if not groups:
                return
            waiting = self._open(groups, storm)
            if not waiting:
                return
        raise RuntimeError("an episode was opened and ended three times while a signal waited")

    def _open(self, groups: dict[object, list[_Item]], storm: Storm) -> list[_Item]:
        """Open an episode for each home; gives back the items whose home another transaction took first."""
        made = {key: self._new(group, storm) for key, group in groups.items()}
        order = sorted(made.values(), key=lambda e: str(e.household_id or e.place_key or e.person_id))
        there = insert_new(order)
        return [item for key, episode in made.items() if episode.pk not in there for item in groups[key]]

    def _new(self, group: list[_Item], storm: Storm) -> Episode:
        home, first = group[0].home, group[0].signal
        episode = Episode(
            household_id=home.household_id,
            person_id=home.person_id,
            dong=home.dong,
            place=home.place,
            place_key=home.place_key,
            grade=Grade.WATCH,
            grade_rank=0,
            due_at=self.deed.at + timedelta(days=365),
            opened_at=self.deed.at,
            first_signal_at=min(item.signal.occurred_at for item in group),
            last_signal_at=first.occurred_at,
            signal_count=0,
            programme=first.programme,
        )
        for item in group:
            item.joined = item is not group[0]
            self._apply(item, episode, storm)
        incident_id = storm.incident_of(first)
        episode.incident_id, episode.in_incident = incident_id, incident_id is not None
        episode.version = 1
        return episode

    def _join(self, item: _Item, episode: Episode, storm: Storm) -> None:
        item.joined = True
        self._apply(item, episode, storm)
        episode.in_incident = episode.in_incident and storm.incident_of(item.signal) is not None

    def _apply(self, item: _Item, episode: Episode, storm: Storm) -> None:
        signal = item.signal
        decided = triage(
            TriageFacts(
                door=signal.door,
                claimed=signal.grade,
                before=Grade(episode.grade) if episode.signal_count else None,
                other_doors=frozenset(Door(door) for door in episode.doors),
                seen=signal.seen,
                items=frozenset(signal.items),
                reasons=signal.reasons,
            ),
            at=self.deed.at,
            limits=self.limits,
            working=self.working,
        )
        was_severe = bool(episode.signal_count) and episode.grade == Grade.SEVERE
        item.became_severe = decided.grade is Grade.SEVERE and not was_severe
        episode.grade, episode.grade_rank = decided.grade, RANK[decided.grade]
        episode.due_at = min(episode.due_at, decided.due_at)
        old = [reason_from(kept) for kept in episode.reasons]
        episode.reasons = [reason.as_json() for reason in merge_reasons(decided.reasons, old)]
        episode.last_signal_at = max(episode.last_signal_at, signal.occurred_at)
        episode.signal_count += 1
        episode.doors = sorted({*episode.doors, signal.door})
        episode.person_id = episode.person_id or item.home.person_id
        if move := after_signal(EpisodeState(episode.state)):
            episode.state = EPISODE_STATES.target(move, EpisodeState(episode.state))
        episode.version += 1
        item.episode, item.incident_id = episode, storm.incident_of(signal)

    def _write_signals(self, items: list[_Item]) -> list[_Item]:
        there = insert_new([self._row(item) for item in items])
        return items if len(there) == len(items) else [item for item in items if item.signal_id in there]

    def _row(self, item: _Item) -> Signal:
        signal, episode = item.signal, item.episode
        assert episode is not None
        return Signal(
            id=item.signal_id,
            episode_id=episode.pk,
            door=signal.door,
            source_id=signal.source_id,
            occurred_at=signal.occurred_at,
            received_at=self.deed.at,
            received_by=self.deed.actor_id,
            dong=item.home.dong,
            finder_kind=signal.finder,
            finder_id=signal.finder_id,
            sector=signal.sector,
            person_id=item.home.person_id,
            household_id=item.home.household_id,
            programme=signal.programme,
            claimed=signal.grade or "",
            reasons=[reason.as_json() for reason in signal.reasons],
            seen=sorted(signal.seen),
            items=list(signal.items),
            note=signal.note,
            round_id=signal.round_id,
            incident_id=item.incident_id,
            delete_on=signal.delete_on,
        )

    def _record(self, items: list[_Item]) -> None:
        known = about_all(self.deed, {item.home.person_id for item in items})
        entries = []
        for item in items:
            assert item.episode is not None
            about = known.get(item.home.person_id, NOBODY)
            event = SignalReceived(
                signal_id=item.signal_id,
                episode_id=item.episode.pk,
                door=item.signal.door,
                finder=item.signal.finder,
                grade=Grade(item.episode.grade),
                joined=item.joined,
                incident_id=item.incident_id,
                round_id=item.signal.round_id,
            )
            told = replace(
                about, dong=item.home.dong or about.dong, sector=item.signal.sector, programme=item.signal.programme
            )
            entries.append(ledger.Item(event=event, stream=item.episode.pk, about=told))
        ledger.record_many(self.deed, entries)


def about_all(deed: Deed, ids: set[UUID | None]) -> dict[UUID | None, About]:
    """What figures need to know of persons, by id."""
    wanted = {one for one in ids if one is not None}
    found: dict[UUID | None, About] = {}
    for person_id, about in people.about(wanted, deed.day).items() if wanted else ():
        found[person_id] = about
    return found


def _lock_open(homes: list[Home]) -> dict[object, Episode]:
    """The open episodes of homes, locked in one order so that two batches never wait for each other."""
    households = [home.household_id for home in homes if home.household_id]
    lone = [home.person_id for home in homes if home.person_id and not home.household_id]
    places = [home.place_key for home in homes if home.place_key]
    wanted = Q(household_id__in=households)
    if lone:
        wanted |= Q(household_id=None, person_id__in=lone)
    if places:
        wanted |= Q(household_id=None, place_key__in=places)
    rows = Episode.objects.open().filter(wanted).order_by("pk").select_for_update()
    found: dict[object, Episode] = {}
    for row in rows:
        key = row.household_id or row.person_id or (bytes(row.place_key) if row.place_key else None)
        found.setdefault(key, row)
    return found


def reasons_of(episode: Episode) -> list[Reason]:
    """The reasons an episode shows."""
    return [reason_from(kept) for kept in episode.reasons]
