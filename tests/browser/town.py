"""The small city the browser tests happen in: four bodies and their people, on Monday 2026-06-22 at 09:00."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chomchom.accounts.public import AgencyKind, create_account, found_agency, give_posting
from chomchom.kernel.deeds import Deed, Sector, machine_deed
from chomchom.kernel.roles import Role
from chomchom.store.acting import acting
from tests.conftest import IDONG, ILDONG, MONDAY, id_of

BEGAN = date(2026, 1, 1)


@dataclass(frozen=True)
class Town:
    """Ids of the bodies; people are found by name with `id_of`."""

    deed: Deed
    hall: UUID
    ildong: UUID
    idong: UUID
    centre: UUID


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
    return Town(deed, hall, ildong, idong, centre)
