"""Filling a fresh database with the demo city, step by step; the same seed gives the same city."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from chomchom.kernel.deeds import Deed, machine_deed
from chomchom.kernel.roles import Role
from chomchom.people import public as people
from chomchom.rulebook import dongs
from chomchom.site.demo import (
    bodies,
    council,
    decisions,
    desk,
    doubles,
    indicators,
    links,
    meters,
    offers,
    plan,
    reviews,
    story,
    today,
)
from chomchom.site.demo.invent import Inventor, Resident
from chomchom.store.acting import acting, city_now
from chomchom.wellbeing import public as wellbeing

DEFAULT_HOMES = 300
SEED = 20260529
OFFICES = frozenset({Role.SYSTEM, Role.OPERATOR, Role.CITY_OFFICER, Role.TEAM_HEAD})
HOME_DONG = "일동"  # the demo's first officer works here
HOME_SHARE = 1 / 3
MOST_WATCHED = 2000
MORNING = 7  # homes that a morning's story needs


@dataclass(slots=True)
class DemoCity:
    """What the steps know of each other: who lives where, as invented."""

    deed: Deed
    inventor: Inventor
    residents: list[Resident] = field(default_factory=list)
    person_ids: list[UUID] = field(default_factory=list)
    silent: list[UUID] = field(default_factory=list)
    projects: dict[str, UUID] = field(default_factory=dict)

    def of_dong(self, name: str) -> list[UUID]:
        """The ids of the residents of a dong, in the order they were invented."""
        code = next(dong.code for dong in dongs.dongs() if dong.name == name)
        return [i for i, r in zip(self.person_ids, self.residents, strict=True) if r.dong == code]

    def at(self, moment: datetime) -> Deed:
        """The demo's own deed at another moment."""
        return replace(self.deed, at=moment)


def demo_deed(at: datetime) -> Deed:
    """The deed that founds the demo: a machine that may do what city hall may."""
    return replace(machine_deed("demo", at=at), roles=OFFICES)


def load(homes: int = DEFAULT_HOMES, *, seed: int = SEED, say: Callable[[str], None] = lambda _line: None) -> DemoCity:
    """Build the whole demo city. The database must be empty and marked as a demo."""
    city = DemoCity(demo_deed(city_now()), Inventor(seed))
    for label, step in STEPS:
        with acting(city.deed):
            step(city, homes)
        say(label)
    for label, tell in STORIES:
        tell(city, homes)
        say(label)
    return city


def _bodies(city: DemoCity, _homes: int) -> None:
    bodies.found_bodies(city.deed)
    bodies.employ(city.deed)


def _services(city: DemoCity, homes: int) -> None:
    offers.open_services(city.deed)
    offers.appoint_neighbours(city.deed, city.inventor, each=2 if homes < 5000 else 40)


def _plan(city: DemoCity, _homes: int) -> None:
    city.projects = plan.build(city.deed)


def _people(city: DemoCity, homes: int) -> None:
    all_dongs = dongs.dongs()
    here = next(dong for dong in all_dongs if dong.name == HOME_DONG)
    rest = [dong for dong in all_dongs if dong.name != HOME_DONG]
    for number in range(homes):
        dong = here if number < homes * HOME_SHARE else rest[number % len(rest)]
        city.residents.append(city.inventor.resident(dong=dong.code, dong_name=dong.name, today=city.deed.day))
    city.person_ids = people.register_many(
        city.deed,
        [
            people.NewPerson(
                name=one.name, dong=one.dong, birth_date=one.birth_date, phone=one.phone,
                sex=people.Sex.FEMALE if one.sex == "f" else people.Sex.MALE, address=one.address,
                household_kind=one.household_kind,
            )
            for one in city.residents
        ],
    )  # fmt: skip


def _watch(city: DemoCity, _homes: int) -> None:
    """Most residents agreed to be looked after; a few homes of each officer's dong have fallen silent."""
    random = city.inventor.random
    chosen = [i for i in city.person_ids[:MOST_WATCHED] if random.random() < meters.SHARE]
    home = set(city.of_dong(HOME_DONG))
    here = [i for i in chosen if i in home]
    elsewhere = [i for i in chosen if i not in home]
    alone = {i for i, r in zip(city.person_ids, city.residents, strict=True) if r.household_kind == "single"}
    city.silent = [*[i for i in here if i in alone][10:14], *elsewhere[:5]]
    watched = meters.watch(city.deed, chosen, random=random, silent=city.silent)
    for number, source in enumerate((meters.Source.ELECTRICITY, meters.Source.WATER)):
        delivery = meters.readings(watched, source, now=city.deed.at, seed=SEED + number)
        if delivery is not None:
            wellbeing.load_readings(city.deed, delivery)


def _links(city: DemoCity, _homes: int) -> None:
    """Referrals on the way, a case, and what neighbours and agencies did."""
    living = city.of_dong(HOME_DONG)
    if len(living) < 2 * MORNING:
        return
    dong = city.residents[city.person_ids.index(living[0])].dong
    calm = [i for i in living if i not in city.silent]
    links.refer(calm[2 * MORNING :], at=city.deed.at, dong=dong)
    links.open_case(calm[MORNING], at=city.deed.at, dong=dong)
    links.diary(at=city.deed.at, dong=dong)


def _sweep(city: DemoCity, _homes: int) -> None:
    with acting(city.deed):
        wellbeing.sweep(city.deed)
        wellbeing.beat(city.deed, name="sweep")


def _teller(city: DemoCity) -> story.Teller:
    codes = {dong.name: dong.code for dong in dongs.dongs()}
    officers = {codes[w.dongs[0]]: bodies.id_of(w.name) for w in bodies.WORKERS if w.dongs}
    return story.Teller(city.deed, city.inventor.random, officers=officers)


def _past(city: DemoCity, _homes: int) -> None:
    teller = _teller(city)
    homes = [story.Home(i, r.dong) for i, r in zip(city.person_ids, city.residents, strict=True)]
    story.tell_past(teller, homes[:2000], now=city.deed.at)


def _leavers(city: DemoCity, _homes: int) -> None:
    """Some left in the last two months, each with a reason and a next step."""
    away = [i for i in city.person_ids if i not in city.silent and i not in set(city.of_dong(HOME_DONG))]
    meters.leave(city.deed, away)


def _desk(city: DemoCity, homes: int) -> None:
    """What the desk asked in the last months, a month of alerts that ended, and who is on a journey."""
    if homes > desk.MOST:
        return
    today_s = {i for worker in bodies.WORKERS if worker.dongs for i in city.of_dong(worker.dongs[0])[:MORNING]}
    busy = {*city.silent, *today_s}
    rows = zip(city.person_ids, city.residents, strict=True)
    desk.tell(_teller(city), [story.Home(i, r.dong) for i, r in rows if i not in busy], now=city.deed.at)


def _doubles(city: DemoCity, _homes: int) -> None:
    """Some were written down twice; two who only look alike were too."""
    with acting(city.deed):
        doubles.tell(city.deed, [r for r in city.residents if r.dong == city.residents[0].dong][-doubles.TWICE :])


def _indicators(city: DemoCity, _homes: int) -> None:
    indicators.tell(city.deed, city.projects)


def _council(city: DemoCity, _homes: int) -> None:
    council.tell(city.deed, seed=SEED)
    decisions.tell(city.deed)


def _reviews(city: DemoCity, _homes: int) -> None:
    reviews.tell(city.deed)


def _today(city: DemoCity, _homes: int) -> None:
    """Every dong with an officer in the demo has a morning; the first one a full one."""
    for worker in bodies.WORKERS:
        if worker.role != Role.DONG_OFFICER:
            continue
        living = city.of_dong(worker.dongs[0])
        still = [i for i in living if i in city.silent][:1]
        people_here = [*still, *(i for i in living if i not in city.silent)]
        if len(people_here) >= MORNING:
            code = city.residents[city.person_ids.index(people_here[0])].dong
            today.this_morning(city.at, now=city.deed.at, dong=code, people=people_here, tag=worker.login)


STEPS: tuple[tuple[str, Callable[[DemoCity, int], None]], ...] = (
    ("기관과 직원", _bodies),
    ("서비스와 이웃", _services),
    ("계획", _plan),
    ("주민", _people),
    ("안부확인", _watch),
)
"""Each in one transaction of the founder."""

STORIES: tuple[tuple[str, Callable[[DemoCity, int], None]], ...] = (
    ("지난 45일", _past),
    ("그만둔 분", _leavers),
    ("관제가 한 일", _desk),
    ("오늘 아침", _today),
    ("의뢰와 사례", _links),
    ("두 번 적힌 분", _doubles),
    ("지표와 실적", _indicators),
    ("협의체", _council),
    ("계획의 검토", _reviews),
    ("점검", _sweep),
)
"""Each opens the doors of its own people, at their own moments."""
