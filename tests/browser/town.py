"""The small city the browser tests happen in: four bodies and their people, on Monday 2026-06-22 at 09:00."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chomchom.accounts.public import AgencyKind, create_account, found_agency, give_posting
from chomchom.kernel.deeds import Deed, Sector, machine_deed
from chomchom.kernel.roles import Role
from chomchom.network import public as network
from chomchom.people import public as people
from chomchom.people.models import Person
from chomchom.store.acting import acting
from chomchom.wellbeing import public
from chomchom.wellbeing.public import Choice, FeedChoice, NewHome, ProvinceRow, Source, WhyNot
from tests.conftest import IDONG, ILDONG, MONDAY, id_of
from tests.enrolment.folk import consent
from tests.wellbeing import town as readings

BEGAN, SUNDAY = date(2026, 1, 1), date(2026, 6, 21)
CAUTION, DEAD_NUMBER, ANSWERED = "주의", "결번", "응답"


@dataclass(frozen=True)
class Town:
    """Ids of the bodies; people are found by name with `id_of`."""

    deed: Deed
    hall: UUID
    ildong: UUID
    idong: UUID
    centre: UUID
    people: dict[str, UUID]


RESIDENTS = (
    ("박말순", date(1944, 2, 3), "12, 203호 (느티빌라)"),
    ("최병호", date(1958, 9, 9), "31, 101호 (한빛연립)"),
    ("정순애", date(1951, 5, 21), "7, 302호 (새솔아파트)"),
)


def build() -> Town:
    """Found the bodies and post the people every test knows."""
    deed = machine_deed("setup", at=MONDAY)
    with acting(deed):
        hall = found_agency(deed, name="복지정책과", kind=AgencyKind.CITY_HALL, sector=Sector.PUBLIC)
        ildong = found_agency(deed, name="일동 행정복지센터", kind=AgencyKind.DONG_OFFICE, sector=Sector.PUBLIC)
        idong = found_agency(deed, name="이동 행정복지센터", kind=AgencyKind.DONG_OFFICE, sector=Sector.PUBLIC)
        centre = found_agency(deed, name="하늘종합사회복지관", kind=AgencyKind.WELFARE_CENTRE, sector=Sector.PRIVATE)

        def post(name: str, login: str, role: Role, **where: object) -> None:
            made = create_account(deed, login=login, display_name=name, with_password=False, account_id=id_of(name))
            give_posting(deed, account_id=made.account_id, role=role, from_on=BEGAN, **where)

        post("김하늘", "haneul", Role.DONG_OFFICER, agency_id=ildong, areas=[ILDONG])
        post("이도윤", "doyun", Role.DONG_OFFICER, agency_id=idong, areas=[IDONG])
        post("한지우", "desk", Role.DESK, agency_id=hall)
        post("박서연", "seoyeon", Role.AGENCY_WORKER, agency_id=centre)
        post("한지민", "jimin", Role.AGENCY_LEAD, agency_id=centre)
        post("정유진", "yujin", Role.CASE_MANAGER, agency_id=hall)
        post("남건우", "geonu", Role.TEAM_HEAD, agency_id=hall)
        post("최지우", "jiu", Role.COUNCIL_OFFICE, agency_id=hall)
        post("문보라", "bora", Role.PRIVACY_OFFICER, agency_id=hall)
        post("강태오", "operator", Role.OPERATOR)
        _directory(deed, centre)
        people_of = {name: _resident(deed, name, born, flat, centre) for name, born, flat in RESIDENTS}
    return Town(deed, hall, ildong, idong, centre, people_of)


def _directory(deed: Deed, centre: UUID) -> None:
    """Two services of the centre, and the neighbours of 일동."""
    common = {"agency_id": centre, "dongs": frozenset({ILDONG}), "capacity": network.Capacity.FREE}
    network.register_service(
        deed, network.ServiceIn(**common, name="반찬 나눔", need="meals", places_free=3, over_criteria_ok=True)
    )
    network.register_service(
        deed,
        network.ServiceIn(
            **common,
            name="마음 상담",
            need="mental_health",
            places_free=1,
            referral_way=network.ReferralWay.LINK,
            contact_email="care@example.kr",
            contact_phone="010-0000-0101",
        ),
    )
    for kind, name, phone in (
        (network.NeighbourKind.TONGJANG, "김영수", "010-0000-0201"),
        (network.NeighbourKind.HONORARY, "이정미", "010-0000-0202"),
    ):
        network.register_neighbour(
            deed,
            network.NeighbourIn(kind=kind, name=name, phone=phone, areas=[(ILDONG, 3)], active_from=BEGAN),
        )


def _resident(deed: Deed, name: str, born: date, flat: str, centre: UUID) -> UUID:
    """Somebody of 일동 living alone, who agreed that the centre and neighbours may be asked to look in."""
    number = sum(ord(letter) for letter in name) % 9000 + 1000
    person = people.register_person(
        deed,
        name=name,
        birth_date=born,
        phone=f"010-0001-{number}",
        sex="female",
        dong=ILDONG,
        address=f"일동 느티로 {flat}",
        household_kind="single",
    )
    for purpose, recipient in (("referral", centre), ("site_check", centre), ("site_check", "neighbour")):
        people.give_consent(
            deed,
            person_id=person,
            purpose=purpose,
            recipient=recipient,
            fields=["name", "contact", "address"],
            until_on=date(2027, 3, 31),
        )
    return person


def watch(town: Town) -> None:
    """Sunday night: 박말순's electricity has stood still for 26 hours; the province's call reached 정순애, and found
    that 최병호's number is dead."""
    deed = town.deed
    with acting(deed):
        public.watch_many(deed, [_home(deed, town, name, number) for number, name in enumerate(town.people, start=1)])
        silent = readings.readings(Source.ELECTRICITY, homes=3, until=deed.at, silent={1: 26})
        public.load_readings(deed, silent)
        public.sweep(deed)
        public.province_day(
            deed,
            [
                ProvinceRow(number="P2", day=SUNDAY, grade=CAUTION, call=DEAD_NUMBER),
                ProvinceRow(number="P3", day=SUNDAY, grade=CAUTION, call=ANSWERED),
            ],
        )


def _home(deed: Deed, town: Town, name: str, number: int) -> NewHome:
    person = town.people[name]
    feeds = {
        Source.ELECTRICITY: FeedChoice(meter=f"E{number}"),
        Source.WATER: FeedChoice(connected=False, why_not=WhyNot.NO_METER),
        Source.TELECOM: FeedChoice(connected=False, why_not=WhyNot.IPHONE),
    }
    return NewHome(
        person_id=person,
        household_id=Person.objects.values_list("household_id", flat=True).get(pk=person),
        dong=ILDONG,
        consent_id=consent(deed, person),
        choice=Choice(),
        feeds=feeds,
        since_on=BEGAN,
        province_number=f"P{number}",
    )
