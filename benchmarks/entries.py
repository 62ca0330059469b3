"""Four years of events: what outreach, referrals and cases would have written into the ledger, millions of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from uuid import UUID

from chomchom.cases.events import CaseMoved, CaseTakenIn, NoteWritten
from chomchom.cases.rules import CaseState
from chomchom.kernel.deeds import Deed, Sector
from chomchom.kernel.events import About, Code
from chomchom.ledger import public as ledger
from chomchom.outreach import events as outreach
from chomchom.outreach.rules import register
from chomchom.outreach.rules.arrivals import FINDER_AT_DOOR, SECTOR_OF_FINDER
from chomchom.outreach.rules.words import (
    AttemptResult,
    Channel,
    CheckResult,
    Door,
    EpisodeState,
    Grade,
    HowKnown,
    Outcome,
    SharingBasis,
    VisitorKind,
)
from chomchom.referrals import events as referrals
from chomchom.referrals import rules as referral
from chomchom.site.demo.bodies import id_of
from chomchom.store.acting import acting

YEARS = 4
CHUNK = 5000
DOORS = (Door.ALERT, Door.ALERT, Door.ALERT, Door.PROVINCE, Door.REPORT, Door.PHONE, Door.WALK_IN, Door.CRISIS_APP)
GRADES = (Grade.WATCH, Grade.WATCH, Grade.CAUTION, Grade.CAUTION, Grade.SEVERE, Grade.UNKNOWN)
VISITORS = (VisitorKind.COLLEAGUE, VisitorKind.OFFICER, VisitorKind.NEIGHBOUR, VisitorKind.AGENCY)
FOUND = (
    CheckResult.MET_OK,
    CheckResult.MET_OK,
    CheckResult.MET_NEEDS_HELP,
    CheckResult.HOSPITAL,
    CheckResult.NOBODY_HOME,
)
NEEDS = ("meals", "care", "money", "housing", "mental_health")
BANDS = ("40s", "50s", "60s", "70s", "80s")


class _Teller:
    """Tells one episode after another; about nine entries each."""

    def __init__(self, random: Random, homes: Sequence[tuple[UUID, str]], services: Sequence[UUID]) -> None:
        self.random, self.homes, self.services = random, homes, services

    def _id(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)

    def episode(self) -> Iterator[ledger.Item]:
        """Everything that happens around one home from a signal to an end."""
        pick, chance = self.random.choice, self.random.random
        person_id, dong = pick(self.homes)
        about = About(dong=dong, age_band=pick(BANDS), household_kind="alone", person_id=person_id)
        stream, door = self._id(), pick(DOORS)
        finder = FINDER_AT_DOOR[door]
        found_by = replace(about, sector=SECTOR_OF_FINDER[finder], programme="wellbeing" if door is Door.ALERT else "")
        for joined in (False, True) if chance() < 0.25 else (False,):
            yield ledger.Item(
                event=outreach.SignalReceived(
                    signal_id=self._id(), episode_id=stream, door=door, finder=finder, grade=pick(GRADES), joined=joined
                ),
                stream=stream, about=found_by,
            )  # fmt: skip
        answered = chance() < 0.7
        yield from self._attempts(stream, about, answered=answered)
        if not answered:
            yield from self._visit(stream, about)
        outcome = self._outcome(answered=answered)
        yield ledger.Item(
            event=outreach.EpisodeEnded(
                episode_id=stream, state=EpisodeState.SETTLED, outcome=outcome, how_known=HowKnown.MET, door=door,
                finder=finder, minutes_since_signal=self.random.randint(60, 6000),
            ),
            stream=stream, about=about,
        )  # fmt: skip
        if outcome is Outcome.REFERRED or chance() < 0.25:
            yield from self._referral(stream, about)
        if outcome is Outcome.CASE_OPENED:
            yield from self._case(stream, about)

    def _outcome(self, *, answered: bool) -> Outcome:
        if answered:
            return Outcome.SAFE
        return self.random.choice(
            (Outcome.SAFE, Outcome.HELPED, Outcome.REFERRED, Outcome.CASE_OPENED, Outcome.HOSPITAL)
        )

    def _attempts(self, stream: UUID, about: About, *, answered: bool) -> Iterator[ledger.Item]:
        tries = self.random.randint(1, 4)
        minutes = self.random.randint(1, 90)
        machine = replace(about, sector=Sector.MACHINE)
        for number in range(tries):
            last = answered and number == tries - 1
            yield ledger.Item(
                event=outreach.AttemptLogged(
                    episode_id=stream, channel=Channel.AI_CALL if number < 2 else Channel.PHONE,
                    result=AttemptResult.ANSWERED_OK if last else AttemptResult.NO_ANSWER,
                    minutes_since_signal=minutes * (number + 1), first=number == 0,
                ),
                stream=stream, about=machine if number < 2 else about,
            )  # fmt: skip

    def _visit(self, stream: UUID, about: About) -> Iterator[ledger.Item]:
        check, visitor, asked = self._id(), self.random.choice(VISITORS), self.random.randint(60, 600)
        yield ledger.Item(
            event=outreach.SiteCheckAsked(
                episode_id=stream, site_check_id=check, visitor=visitor, basis=SharingBasis.CONSENT,
                minutes_since_signal=asked,
            ),
            stream=stream, about=about,
        )  # fmt: skip
        took, result = self.random.randint(20, 400), self.random.choice(FOUND)
        by = replace(about, sector=Sector.NEIGHBOUR) if visitor is VisitorKind.NEIGHBOUR else about
        yield ledger.Item(
            event=outreach.SiteCheckReported(
                episode_id=stream, site_check_id=check, visitor=visitor, result=result, minutes_since_signal=asked + took,
                minutes_since_asked=took, at_door=True, first_at_door=True,
            ),
            stream=stream, about=by,
        )  # fmt: skip
        if self.random.random() < 0.5:
            yield ledger.Item(
                event=outreach.GoodsLinked(
                    goods_id=self._id(), resource=register.Resource.FOOD, payer=register.Payer.FOOD_BANK, amount_won=30_000, result=register.LinkResult.DELIVERED,
                    over_criteria=self.random.random() < 0.4, episode_id=stream,
                ),
                stream=stream, about=about,
            )  # fmt: skip
        if self.random.random() < 0.4:
            yield ledger.Item(
                event=outreach.IncomeHeldAgainstLine(
                    episode_id=stream, criterion=Code("median-100"), household_size=1,
                    over_by_won=self.random.choice((0, 120_000, 400_000)),
                ),
                stream=stream, about=about,
            )  # fmt: skip

    def _referral(self, episode: UUID, about: About) -> Iterator[ledger.Item]:
        stream, service, need = self._id(), self.random.choice(self.services), Code(self.random.choice(NEEDS))
        what = {"referral_id": stream, "service_id": service, "need": need, "over_criteria": self.random.random() < 0.3}
        agency = replace(about, sector=Sector.PRIVATE)
        sent = referrals.ReferralSent(
            **what, receiver_id=service, urgency=referral.Urgency.NORMAL, origin_kind=Code("episode"), origin_id=episode
        )
        yield ledger.Item(event=sent, stream=stream, about=about)
        for event in (
            referrals.ReferralSeen(referral_id=stream),
            referrals.ReferralAccepted(**what),
            referrals.ReferralStarted(referral_id=stream),
            referrals.ReferralCompleted(**what),
        ):
            yield ledger.Item(event=event, stream=stream, about=agency)

    def _case(self, episode: UUID, about: About) -> Iterator[ledger.Item]:
        stream = self._id()
        due = date(2026, 1, 1)
        yield ledger.Item(event=CaseTakenIn(case_id=stream, episode_id=episode, due_on=due), stream=stream, about=about)
        states = list(CaseState)
        for before, after in pairwise(states[:6]):
            moved = CaseMoved(case_id=stream, move=Code("next"), before=before, after=after, days_late=0)
            yield ledger.Item(event=moved, stream=stream, about=about)
            for _note in range(2):
                yield ledger.Item(event=NoteWritten(case_id=stream), stream=stream, about=about)


def fill(deed: Deed, homes: Sequence[tuple[UUID, str]], *, upto: int, say=lambda _line: None) -> int:
    """Write events spread evenly over the last four years until the ledger holds `upto` entries; how many it wrote."""
    with acting(deed):
        have = ledger.head()[0]
    missing = max(0, upto - have)
    teller = _Teller(Random(20260529), homes, [id_of(f"service-{n}") for n in range(11)])
    chunks = -(-missing // CHUNK)
    start = deed.at - timedelta(days=365 * YEARS)
    step = timedelta(days=365 * YEARS) / max(1, chunks)
    left: list[ledger.Item] = []
    for number in range(chunks):
        while len(left) < CHUNK:
            left.extend(teller.episode())
        now = replace(deed, actor_id=id_of("오세빈"), sector=Sector.PUBLIC, at=start + step * number)
        size = min(CHUNK, missing - number * CHUNK)
        with acting(now):
            ledger.record_many(now, left[:size])
        left = left[size:]
        if number % 100 == 99:
            say(f"{(number + 1) * CHUNK:,} entries")
    return missing
