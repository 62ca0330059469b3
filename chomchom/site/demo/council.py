"""The demo's council: its bodies, who sits there, the meetings of this year, the next one called, one planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from chomchom.council import public as council
from chomchom.council.public import AbsenceCategory, BodyKind, ItemIn, Mark, MeetingIn, SeatKind, SeatRole
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.roles import Role
from chomchom.notices import public as notices
from chomchom.rulebook import dongs
from chomchom.site.demo import minutes
from chomchom.site.demo.bodies import id_of
from chomchom.store.acting import acting

SURNAMES = [
    "가",
    "강",
    "고",
    "구",
    "권",
    "길",
    "나",
    "남",
    "노",
    "도",
    "라",
    "류",
    "마",
    "맹",
    "모",
    "문",
    "민",
    "반",
    "방",
    "배",
    "백",
    "변",
    "봉",
    "사",
    "서",
    "선",
    "설",
    "성",
    "소",
    "손",
]
GIVEN = [
    "가람",
    "가온",
    "나래",
    "누리",
    "다솜",
    "다온",
    "도담",
    "도래",
    "라온",
    "마루",
    "모아",
    "미르",
    "바다",
    "별하",
    "보람",
    "새봄",
    "새벽",
    "소담",
    "솔빛",
    "슬기",
    "아라",
    "여울",
    "예솔",
    "온새",
    "윤슬",
    "은솔",
    "이든",
    "재윤",
    "지음",
    "채운",
    "초롱",
    "푸름",
    "하늬",
    "하람",
    "한결",
    "한빛",
    "해든",
    "해솔",
    "혜윰",
    "희망",
]
ORGANISATIONS = (
    "푸른언덕종합사회복지관", "너른들종합사회복지관", "달빛노인복지관", "마음고리정신건강복지센터", "두레지역자활센터",
    "온새미재가돌봄", "나눔곳간 먹거리은행", "물길연구소", "안산시 주거상담소 (시연)",
)  # fmt: skip
SUBCOMMITTEES = ("통합사례관리", "노인", "장애인", "아동청소년", "여성가족", "보건의료", "주거", "고용")
MAIN = "통합사례관리분과"
LINE = (("담당", "최지우"), ("사무국장", "배로운"), ("실무위원장", "윤새론"), ("대표위원장", "오세빈"))
SIGNERS = {
    "최지우": Role.COUNCIL_OFFICE,
    "배로운": Role.CITY_OFFICER,
    "윤새론": Role.COUNCIL_MEMBER,
    "오세빈": Role.TEAM_HEAD,
}
TOPICS = (
    "고난도 사례의 기관 역할 나누기",
    "겨울철 집중 발굴 준비",
    "고립된 1인가구를 만나는 방법",
    "병원 동행 뒤의 연계",
    "부족한 주거 자원을 어디서 찾을지",
    "다음 해 계획에 올릴 사업 후보",
    "안부확인에서 떠난 분들의 까닭",
)
ABSENCES = (AbsenceCategory.DUTY, AbsenceCategory.OTHER_MEETING, AbsenceCategory.WORK, AbsenceCategory.HEALTH)
RECENT_DAYS = 50  # bodies that were set up anew this year


@dataclass(frozen=True, slots=True)
class Plan:
    """A body of the demo: how many sit there, how many meetings it has behind it, and whether terms ran out."""

    kind: BodyKind
    name: str
    members: int
    meetings: int
    dong: str = ""
    tired: bool = False


def plans() -> list[Plan]:
    """Every body of the demo, the representative one first."""
    past = {MAIN: 5, "노인분과": 2}
    subs = [
        Plan(BodyKind.SUBCOMMITTEE, f"{name}분과", 12, past.get(f"{name}분과", 0), tired=name == "노인")
        for name in SUBCOMMITTEES
    ]
    local = [
        Plan(BodyKind.DONG, f"{dong.name} 지역사회보장협의체", 10, 5 if dong.name == "일동" else 0, dong.code)
        for dong in dongs.dongs()
    ]
    return [
        Plan(BodyKind.REPRESENTATIVE, "대표협의체", 18, 3),
        Plan(BodyKind.WORKING, "실무협의체", 14, 3),
        *subs,
        *local,
    ]


@dataclass(slots=True)
class Secretary:
    """Acts for the office at any moment, and for the others who sign."""

    founder: Deed
    random: Random
    used: set[str] = field(default_factory=set)

    def at(self, moment: datetime) -> Deed:
        """The office's deed at a moment."""
        return Deed(actor_id=id_of("최지우"), at=moment, roles=frozenset({Role.COUNCIL_OFFICE}), whole_city=True)

    def signer(self, name: str, moment: datetime) -> Deed:
        """Whoever signs a box, at a moment."""
        return replace(self.at(moment), actor_id=id_of(name), roles=frozenset({SIGNERS[name]}))

    def name(self) -> str:
        """A name nobody has, here or elsewhere in the council."""
        while (name := self.random.choice(SURNAMES) + self.random.choice(GIVEN)) in self.used:
            pass
        self.used.add(name)
        return name


def tell(founder: Deed, *, seed: int) -> None:
    """Build the council and tell its year."""
    secretary = Secretary(founder, Random(seed))
    now = founder.at.astimezone(SEOUL)
    ids: dict[str, UUID] = {}
    with acting(secretary.at(founder.at)) as deed:
        for plan in plans():
            ids[plan.name] = _found(secretary, deed, plan, parents=ids)
    for number, plan in enumerate(plans()):
        for back in range(plan.meetings, 0, -1):
            day = now - timedelta(days=back * 45 - 12 - number % 5)
            start = _weekday(day.replace(hour=(10, 14, 16)[number % 3], minute=0, second=0, microsecond=0))
            if start.year == now.year:
                _past(secretary, ids[plan.name], start, now=now, last=back == 1)
    _coming(secretary, ids, now)
    with acting(secretary.at(now)) as deed:
        minutes.bring(deed, body=MAIN)


def _found(secretary: Secretary, deed: Deed, plan: Plan, *, parents: dict[str, UUID]) -> UUID:
    founded = deed.day.replace(year=deed.day.year - 1, month=3, day=2)
    if plan.tired:
        founded = deed.day - timedelta(days=2 * 365 + 12)
    if not plan.meetings:
        founded = deed.day - timedelta(days=RECENT_DAYS)
    above = {BodyKind.WORKING: "대표협의체", BodyKind.SUBCOMMITTEE: "실무협의체"}.get(plan.kind, "")
    body_id = council.found_body(
        deed,
        council.BodyIn(
            kind=plan.kind, name=plan.name, founded_on=founded, dong=plan.dong, parent_id=parents.get(above)
        ),
    )
    for number in range(plan.members):
        council.add_seat(deed, body_id=body_id, seat=_seat(secretary, plan, number, founded=founded))
    counted = (SeatRole.CHAIR, SeatRole.VICE_CHAIR, SeatRole.MEMBER)
    council.set_attendance_rule(
        deed, body_id=body_id, counted=counted, from_on=founded, source="운영세칙: 사무국과 초청자는 세지 않음"
    )
    line = LINE if plan.kind is not BodyKind.DONG else LINE[:1]
    council.set_line(deed, body_id=body_id, steps=[council.StepIn(title, id_of(name)) for title, name in line])
    return body_id


def _seat(secretary: Secretary, plan: Plan, number: int, *, founded: date) -> council.SeatIn:
    role = {0: SeatRole.CHAIR, 1: SeatRole.VICE_CHAIR}.get(number, SeatRole.MEMBER)
    if number == plan.members - 1 and plan.kind is not BodyKind.DONG:
        role = SeatRole.SECRETARIAT
    known = plan.name in ("실무협의체", MAIN) and number == 0
    name = "윤새론" if known else "최지우" if role is SeatRole.SECRETARIAT else secretary.name()
    office = role is SeatRole.SECRETARIAT or (number == 1 and plan.kind is not BodyKind.SUBCOMMITTEE)
    place = (
        "지역사회보장협의체 사무국 (시연)" if role is SeatRole.SECRETARIAT else secretary.random.choice(ORGANISATIONS)
    )
    return council.SeatIn(
        person_name=name,
        organisation="푸른언덕종합사회복지관" if known else place,
        post="팀장" if number % 3 == 0 else "",
        kind=SeatKind.EX_OFFICIO if office else SeatKind.APPOINTED,
        role=role,
        gender="woman" if number % 2 or plan.tired else "man",
        public_officer=office,
        starts_on=founded + timedelta(days=60 if plan.tired and number < 9 else 0),
        account_id=id_of(name) if name in SIGNERS else None,
        email="" if name in SIGNERS or number % 4 else f"member{number}@example.kr",
    )


def _weekday(moment: datetime) -> datetime:
    """The same clock time on the next weekday."""
    while moment.weekday() > 4:
        moment += timedelta(days=1)
    return moment


def _plan(secretary: Secretary, body_id: UUID, start: datetime, *, called: datetime, items: Sequence[str]) -> UUID:
    with acting(secretary.at(called)) as deed:
        meeting_id = council.plan_meeting(
            deed,
            MeetingIn(
                body_id=body_id, starts_at=start, ends_at=start + timedelta(hours=2), place="시청 별관 회의실 (시연)"
            ),
            agenda=[ItemIn(title=item) for item in items],
        )
        council.call_meeting(deed, meeting_id=meeting_id)
    return meeting_id


def _past(secretary: Secretary, body_id: UUID, start: datetime, *, now: datetime, last: bool) -> None:
    """A meeting that was: called in time, held, and its minutes signed; the last one still goes round."""
    items = secretary.random.sample(TOPICS, 2)
    meeting_id = _plan(secretary, body_id, start, called=start - timedelta(days=9), items=items)
    over = start + timedelta(hours=2)
    if over > now:
        return
    with acting(secretary.at(over)) as deed:
        _mark(secretary, deed, meeting_id)
        council.hold(
            deed, meeting_id=meeting_id, held=council.HeldIn(ends_at=over, chair_name="", writer_name="최지우")
        )
        council.begin_draft(deed, meeting_id=meeting_id)
    written = min(over + timedelta(days=2), now)
    with acting(secretary.at(written)) as deed:
        council.circulate(deed, meeting_id=meeting_id)
        steps = 2 if last else len(LINE)
    for number, (_title, name) in enumerate(LINE[:steps], start=1):
        when = min(written + timedelta(hours=20 * number), now)
        with acting(secretary.signer(name, when)) as deed:
            if council.approve(deed, meeting_id=meeting_id):
                break
    if not last:
        with acting(secretary.at(min(written + timedelta(days=5), now))) as deed:
            council.publish(deed, meeting_id=meeting_id)
        for name in SIGNERS:
            with acting(secretary.signer(name, now)) as deed:
                notices.read_about(deed, about_id=meeting_id)


def _mark(secretary: Secretary, deed: Deed, meeting_id: UUID) -> None:
    marks = []
    for row in council.people(deed, meeting_id).rows:
        away = row.counts and secretary.random.random() < 0.22
        why = secretary.random.choice(ABSENCES) if away else None
        marks.append(council.MarkIn(row_id=row.row_id, mark=Mark.ABSENT if away else Mark.PRESENT, category=why))
    council.mark(deed, meeting_id=meeting_id, marks=marks)


def _coming(secretary: Secretary, ids: dict[str, UUID], now: datetime) -> None:
    """The next meeting is called, one is planned and its notice is due soon."""
    morning = now.replace(hour=10, minute=0, second=0, microsecond=0)
    called = now - timedelta(hours=1)
    _plan(secretary, ids[MAIN], _weekday(morning + timedelta(days=9)), called=called, items=TOPICS[5:])
    with acting(secretary.at(called)) as deed:
        council.plan_meeting(
            deed,
            MeetingIn(
                body_id=ids["실무협의체"], starts_at=_weekday(morning + timedelta(days=8)), place="시청 대회의실 (시연)"
            ),
        )
        council.plan_meeting(
            deed, MeetingIn(body_id=ids["대표협의체"], starts_at=_weekday(morning + timedelta(days=26)))
        )
