"""The demo's bodies and the people who work in them. Nobody and nothing here exists."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

from chomchom.accounts import public as accounts
from chomchom.accounts.public import AgencyKind, Role
from chomchom.kernel.deeds import Deed, Sector
from chomchom.rulebook import dongs

DEMO = UUID("0d6f1c52-6f5b-4b2e-9b60-6a5d3a1c2e77")


def id_of(name: str) -> UUID:
    """The lasting id of an invented body or person."""
    return uuid5(DEMO, name)


@dataclass(frozen=True, slots=True)
class Body:
    """An invented body: its name, kind, sector and the dongs it serves (empty: the whole city)."""

    name: str
    kind: AgencyKind
    sector: Sector
    dongs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Worker:
    """An invented person who logs in; shown on the login page in this order."""

    name: str
    login: str
    role: Role
    body: str
    dongs: tuple[str, ...] = ()


P, V = Sector.PUBLIC, Sector.PRIVATE
SANGNOK = (
    "일동",
    "이동",
    "사동",
    "사이동",
    "해양동",
    "본오1동",
    "본오2동",
    "본오3동",
    "부곡동",
    "월피동",
    "성포동",
    "반월동",
    "안산동",
)
DANWON = (
    "와동",
    "고잔동",
    "중앙동",
    "호수동",
    "원곡동",
    "백운동",
    "신길동",
    "초지동",
    "선부1동",
    "선부2동",
    "선부3동",
    "대부동",
)

BODIES = (
    Body("안산시 희망복지팀", AgencyKind.CITY_HALL, P),
    Body("안산시 안부관제실", AgencyKind.CONTROL_ROOM, P),
    *(Body(f"{name} 행정복지센터", AgencyKind.DONG_OFFICE, P, (name,)) for name in SANGNOK + DANWON),
    Body("푸른언덕종합사회복지관", AgencyKind.WELFARE_CENTRE, V, SANGNOK[:9]),
    Body("너른들종합사회복지관", AgencyKind.WELFARE_CENTRE, V, DANWON),
    Body("달빛노인복지관", AgencyKind.WELFARE_CENTRE, V, SANGNOK),
    Body("마음고리정신건강복지센터", AgencyKind.MENTAL_HEALTH_CENTRE, V),
    Body("두레지역자활센터", AgencyKind.SELF_SUPPORT_CENTRE, V),
    Body("온새미재가돌봄", AgencyKind.CARE_PROVIDER, V, SANGNOK),
    Body("나눔곳간 먹거리은행", AgencyKind.OTHER, V),
    Body("안산시 주거상담소 (시연)", AgencyKind.HOUSING_CENTRE, P),
    Body("지역사회보장협의체 사무국 (시연)", AgencyKind.COUNCIL_OFFICE, P),
    Body("물길연구소", AgencyKind.RESEARCH, V),
    Body("도청 안부데이터팀 (시연)", AgencyKind.PROVINCE, P),
)

WORKERS = (
    Worker("김하늘", "haneul", Role.DONG_OFFICER, "일동 행정복지센터", ("일동",)),
    Worker("이도윤", "doyun", Role.DONG_OFFICER, "이동 행정복지센터", ("이동",)),
    Worker("한가람", "garam", Role.DONG_OFFICER, "본오2동 행정복지센터", ("본오2동",)),
    Worker("정다온", "daon", Role.DESK, "안산시 안부관제실"),
    Worker("오세빈", "sebin", Role.TEAM_HEAD, "안산시 희망복지팀"),
    Worker("문이든", "ideun", Role.CASE_MANAGER, "안산시 희망복지팀"),
    Worker("배로운", "roun", Role.CITY_OFFICER, "안산시 희망복지팀"),
    Worker("남가온", "gaon", Role.PROGRAMME_OFFICER, "안산시 희망복지팀"),
    Worker("박서연", "seoyeon", Role.AGENCY_WORKER, "푸른언덕종합사회복지관"),
    Worker("노을찬", "eulchan", Role.AGENCY_LEAD, "너른들종합사회복지관"),
    Worker("임보슬", "boseul", Role.AGENCY_WORKER, "마음고리정신건강복지센터"),
    Worker("최지우", "jiwoo", Role.COUNCIL_OFFICE, "지역사회보장협의체 사무국 (시연)"),
    Worker("윤새론", "saeron", Role.COUNCIL_MEMBER, "푸른언덕종합사회복지관"),
    Worker("강물결", "mulgyeol", Role.RESEARCHER, "물길연구소"),
    Worker("서한결", "hangyeol", Role.PRIVACY_OFFICER, "안산시 희망복지팀"),
    Worker("조아람", "aram", Role.OPERATOR, "안산시 희망복지팀"),
)


def codes(names: tuple[str, ...]) -> tuple[str, ...]:
    """Dong codes of dong names; all 25 for none."""
    return tuple(dong.code for dong in dongs.dongs() if not names or dong.name in names)


def found_bodies(deed: Deed) -> None:
    """Enter every body of the demo."""
    for body in BODIES:
        accounts.found_agency(deed, name=body.name, kind=body.kind, sector=body.sector, agency_id=id_of(body.name))


def employ(deed: Deed) -> None:
    """Give every worker an account without password (the role picker is the door) and a posting."""
    for worker in WORKERS:
        who = id_of(worker.name)
        accounts.create_account(deed, login=worker.login, display_name=worker.name, with_password=False, account_id=who)
        areas = codes(worker.dongs) if worker.dongs else ()
        accounts.give_posting(
            deed, account_id=who, role=worker.role, agency_id=id_of(worker.body), areas=areas,
            from_on=deed.day.replace(month=1, day=1),
        )  # fmt: skip
