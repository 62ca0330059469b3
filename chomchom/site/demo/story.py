"""Forty-five days that have been, through the same actions the screens call: alerts, calls, doors, outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from chomchom.kernel.deeds import SEOUL, Deed, Sector
from chomchom.kernel.roles import Role
from chomchom.outreach import public as outreach
from chomchom.outreach.public import AttemptResult, Channel, CheckResult, Door, HowKnown, Outcome, Reason, VisitorKind
from chomchom.site.demo.bodies import id_of
from chomchom.store.acting import acting

DAYS = 45
ALERTS_A_MONTH = 0.45  # signals a home and month: between the published 0.25 and 0.55
ANSWERED = 0.82
DOORS = (
    (Door.ALERT, 0.55), (Door.PROVINCE, 0.15), (Door.REPORT, 0.1), (Door.PHONE, 0.07), (Door.WALK_IN, 0.05),
    (Door.CRISIS_APP, 0.04), (Door.HOSPITAL, 0.02), (Door.METER_READER, 0.02),
)  # fmt: skip
ENDS = (
    (CheckResult.MET_OK, 0.62),
    (CheckResult.MET_NEEDS_HELP, 0.2),
    (CheckResult.HOSPITAL, 0.1),
    (CheckResult.NOBODY_HOME, 0.08),
)
PROGRAMME = "wellbeing"


@dataclass(frozen=True, slots=True)
class Home:
    """Whose episode is told."""

    person_id: UUID
    dong: str


class Teller:
    """Tells past episodes; each step at its own moment by whoever would have done it."""

    def __init__(self, founder: Deed, random: Random, *, officers: dict[str, UUID]) -> None:
        self.founder = founder
        self.random = random
        self.officers = officers

    def pick(self, table: tuple[tuple[object, float], ...]) -> object:
        """One of the table's things, as often as it says."""
        return self.random.choices([what for what, _ in table], [share for _, share in table])[0]

    def officer(self, dong: str, at: datetime) -> Deed:
        """The officer of the dong, or the team head where the demo has none there."""
        who = self.officers.get(dong)
        if who is None:
            return Deed(actor_id=id_of("오세빈"), at=at, roles=frozenset({Role.TEAM_HEAD}), whole_city=True)
        return Deed(actor_id=who, at=at, roles=frozenset({Role.DONG_OFFICER}), areas=frozenset({dong}))

    def machine(self, at: datetime) -> Deed:
        """The system itself at a moment."""
        return Deed(
            actor_id=self.founder.actor_id, at=at, roles=frozenset({Role.SYSTEM}), whole_city=True,
            sector=Sector.MACHINE,
        )  # fmt: skip

    def signal(self, home: Home, *, door: Door, at: datetime, number: int) -> outreach.SignalIn:
        """What comes in through a door about a home."""
        hours = self.random.randint(18, 40)
        reasons = {
            Door.ALERT: (Reason("silent-electricity-rare", {"hours": hours, "days": hours * 6}),),
            Door.PROVINCE: (Reason("province-grade"),),
            Door.REPORT: (Reason("seen-mail"),),
            Door.METER_READER: (Reason("seen-light"),),
            Door.PHONE: (Reason("said-by-person"),),
            Door.WALK_IN: (Reason("said-by-person"),),
        }.get(door, ())
        return outreach.SignalIn(
            door=door, source_id=f"demo-{number}", occurred_at=at, dong=home.dong, person_id=home.person_id,
            reasons=reasons, programme=PROGRAMME if door in (Door.ALERT, Door.PROVINCE) else "",
        )  # fmt: skip

    def day(self, homes: list[Home], *, morning: datetime, first: int) -> None:
        """One day of the past: what came in before nine, who answered, and who had to be visited."""
        doors = [self.pick(DOORS) for _home in homes]
        with acting(self.machine(morning)) as deed:
            came = outreach.receive_many(
                deed,
                [
                    self.signal(home, door=Door(str(door)), at=morning - timedelta(minutes=self.random.randint(5, 600)),
                                number=first + place)
                    for place, (home, door) in enumerate(zip(homes, doors, strict=True))
                ],
            )  # fmt: skip
        answered: dict[str, list[UUID]] = {}
        for home, signal in zip(homes, came, strict=True):
            if self.random.random() < ANSWERED:
                self.attempt(morning + timedelta(minutes=8), signal.episode_id, AttemptResult.ANSWERED_OK)
                answered.setdefault(home.dong, []).append(signal.episode_id)
            else:
                self.visit(home, signal.episode_id, morning=morning)
        for dong, episodes in answered.items():
            with acting(self.officer(dong, morning + timedelta(minutes=self.random.randint(30, 200)))) as deed:
                outreach.confirm_answered(deed, episode_ids=list(dict.fromkeys(episodes)))

    def attempt(self, at: datetime, episode_id: UUID, result: AttemptResult) -> None:
        """The machine rang."""
        with acting(self.machine(at)) as deed:
            outreach.log_attempt(deed, episode_id=episode_id, channel=Channel.AI_CALL, result=result)

    def visit(self, home: Home, episode_id: UUID, *, morning: datetime) -> None:
        """Nobody picked up: somebody goes to the door, and the officer ends it with what was found."""
        for minutes in (8, 38):
            self.attempt(morning + timedelta(minutes=minutes), episode_id, AttemptResult.NO_ANSWER)
        asked = morning + timedelta(minutes=self.random.randint(60, 180))
        with acting(self.officer(home.dong, asked)) as deed:
            check_id = outreach.ask_site_check(
                deed, episode_id=episode_id, visitor_kind=VisitorKind.COLLEAGUE, visitor_id=deed.actor_id
            )
        result = CheckResult(str(self.pick(ENDS)))
        there = asked + timedelta(minutes=self.random.randint(25, 240))
        with acting(self.officer(home.dong, there)) as deed:
            outreach.report_site_check(
                deed, site_check_id=check_id, idem_key=id_of(f"answer-{episode_id}"), result=result, occurred_at=there
            )
        outcome, how = FOUND[result]
        with acting(self.officer(home.dong, there + timedelta(minutes=self.random.randint(10, 300)))) as deed:
            outreach.close(deed, episode_id=episode_id, outcome=outcome, how_known=how)


FOUND = {
    CheckResult.MET_OK: (Outcome.SAFE, HowKnown.MET),
    CheckResult.MET_NEEDS_HELP: (Outcome.HELPED, HowKnown.MET),
    CheckResult.HOSPITAL: (Outcome.HOSPITAL, HowKnown.HOSPITAL),
    CheckResult.NOBODY_HOME: (Outcome.SAFE, HowKnown.FAMILY),
}


def tell_past(teller: Teller, homes: list[Home], *, now: datetime, most: int = 130) -> None:
    """Tell the past of the demo day by day, oldest first; about `most` episodes, each home at most once a day."""
    daily = min(most, len(homes) * ALERTS_A_MONTH * DAYS / 30) / DAYS
    nine = now.astimezone(SEOUL).replace(hour=9, minute=0, second=0, microsecond=0)
    number = 0
    for back in range(DAYS, 0, -1):
        count = int(daily) + (teller.random.random() < daily % 1)
        today = teller.random.sample(homes, min(count, len(homes)))
        if today:
            teller.day(today, morning=nine - timedelta(days=back), first=number)
        number += len(today)
