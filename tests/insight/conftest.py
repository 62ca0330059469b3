"""A ledger with signals, visits and ends, written the way the rooms write it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from chomchom.kernel.deeds import Deed, Sector
from chomchom.kernel.events import About
from chomchom.ledger.public import Item, record_many
from chomchom.outreach import events as happened
from chomchom.outreach.rules.words import (
    AttemptResult,
    Channel,
    CheckResult,
    Door,
    FinderKind,
    Grade,
    HowKnown,
    Outcome,
    VisitorKind,
)
from chomchom.outreach.rules.words import EpisodeState as State
from chomchom.store.acting import acting
from tests.conftest import ILDONG, Deeds


class Told:
    """Writes episodes into the ledger."""

    def __init__(self, deed: Deed) -> None:
        self.deed = deed
        self.items: list[Item] = []

    def episode(
        self,
        *,
        dong: str = ILDONG,
        door: Door = Door.ALERT,
        finder: FinderKind = FinderKind.MACHINE,
        sector: Sector = Sector.MACHINE,
        person_id: UUID | None = None,
        on: date | None = None,
        door_minutes: int | None = None,
        outcome: Outcome | None = None,
        joined: int = 0,
    ) -> UUID:
        """One episode: its signal(s), a visit after `door_minutes`, an end with `outcome`."""
        episode_id, about = uuid4(), About(dong=dong, person_id=person_id, sector=sector)
        for number in range(joined + 1):
            signal = happened.SignalReceived(
                signal_id=uuid4(),
                episode_id=episode_id,
                door=door,
                finder=finder,
                grade=Grade.CAUTION,
                joined=number > 0,
            )
            self._add(signal, episode_id, about, on)
        about = replace(about, sector=None)
        if door_minutes is not None:
            visit = happened.SiteCheckReported(
                episode_id=episode_id,
                site_check_id=uuid4(),
                visitor=VisitorKind.OFFICER,
                result=CheckResult.MET_OK,
                minutes_since_signal=door_minutes,
                minutes_since_asked=10,
                at_door=True,
                first_at_door=True,
            )
            self._add(visit, episode_id, about, on)
        if outcome is not None:
            end = happened.EpisodeEnded(
                episode_id=episode_id,
                state=State.SETTLED,
                outcome=outcome,
                how_known=HowKnown.MET,
                door=door,
                finder=finder,
                minutes_since_signal=200,
            )
            self._add(end, episode_id, about, on)
        return episode_id

    def attempt(self, episode_id: UUID, *, minutes: int, dong: str = ILDONG) -> None:
        """The first call on an episode."""
        event = happened.AttemptLogged(
            episode_id=episode_id,
            channel=Channel.PHONE,
            result=AttemptResult.NO_ANSWER,
            minutes_since_signal=minutes,
            first=True,
        )
        self._add(event, episode_id, About(dong=dong), None)

    def _add(self, event: object, stream: UUID, about: About, on: date | None) -> None:
        self.items.append(Item(event=event, stream=stream, about=about, occurred_on=on))  # type: ignore[arg-type]

    def write(self) -> list[int]:
        """Put everything down at once."""
        written = record_many(self.deed, self.items)
        self.items = []
        return written


@pytest.fixture
def tell(db, deeds: Deeds) -> Callable[[Callable[[Told], object]], list[int]]:
    """Write a story into the ledger, as the city."""

    def write(story: Callable[[Told], object]) -> list[int]:
        with acting(deeds.head()) as deed:
            told = Told(deed)
            story(told)
            return told.write()

    return write


@pytest.fixture
def month_ago(deeds: Deeds) -> date:
    """A day of last month."""
    return (deeds.at - timedelta(days=30)).date()
