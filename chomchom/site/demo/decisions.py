"""What the demo's committee said and decided at its last meeting: reviews, candidates, one label nobody has resolved,
one source that has not spoken, tasks with and without owner and day, an asking by link, and a proposal. All invented."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from chomchom.council import public as council
from chomchom.council.public import (
    ActionIn,
    Asked,
    AskIn,
    ChangeIn,
    ChangeKind,
    DecisionIn,
    HandoffIn,
    Matter,
    MeetingState,
    Modifier,
    OpinionIn,
    ProposalIn,
    Subject,
)
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.roles import Role
from chomchom.site.demo.bodies import id_of
from chomchom.store.acting import acting

MAIN, ABOVE = "통합사례관리분과", "실무협의체"
TF, FIELD, COMMITTEE, DIRECTION = "TF 검토 결과", "현장 쟁점", "분과 보완 의견", "다음 계획 반영 방향"
PURPOSE, TALK, WAY = "사업 취지", "논의 내용", "검토 방향"


def project(code: str, name: str) -> Matter:
    """A project of the running plan."""
    return Matter(subject=Subject.PROJECT, code=code, name=name)


def candidate(name: str) -> Matter:
    """A new programme for the next plan."""
    return Matter(subject=Subject.CANDIDATE, name=name)


OFFICE = project("1-1-3", "주거상담소 설치·운영")
BIRTH = project("1-2-1", "출산 지원제도 (이름 바꿀 사업)")
WATCH = project("1-4-1", "온동네 촘촘 살핌")
CALLS = project("1-4-10", "혼자 사는 중장년 안부 살핌")
ROOM, WAY_HOME = candidate("골목 사랑방"), candidate("퇴원하는 날 함께 가기")
HOUSE, WORK = candidate("늘봄 돌봄집 이어 살기"), candidate("천천히 일하는 자리")

SAID: tuple[tuple[Matter, str, tuple[str, ...]], ...] = (
    (OFFICE, TF, ("상담소를 여는 목표는 이루었고, 찾는 분이 해마다 늘었습니다.", "여는 일보다 이어 주는 일이 남았습니다.")),
    (OFFICE, COMMITTEE, ("기관마다 의뢰하는 길이 달라 안내를 하나로 묶으면 좋겠습니다.",)),
    (OFFICE, FIELD, ("버스가 드문 곳이라 몸이 불편한 분은 오기 어렵습니다.",)),
    (OFFICE, DIRECTION, ("상담소 운영이 아니라 주거 상담과 연계를 사업으로 삼습니다.",)),
    (BIRTH, TF, ("이름은 출산 지원이지만 하는 일은 신혼 가구의 이자를 돕는 것입니다.",)),
    (BIRTH, COMMITTEE, ("하는 일이 드러나는 이름으로 바꾸자는 데 뜻을 모았습니다.",)),
    (BIRTH, FIELD, ("있는 줄 몰랐다는 분이 많습니다.",)),
    (BIRTH, DIRECTION, ("이름을 바꾸고 알리는 일을 더합니다.",)),
    (WATCH, TF, ("공공 기록으로 센 실적은 안정적입니다.", "이웃이 한 일은 숫자에 거의 나오지 않습니다.")),
    (WATCH, COMMITTEE, ("통장과 명예사회복지공무원의 활동도 세어야 합니다.",)),
    (WATCH, DIRECTION, ("이어 가되 민간과 함께한 일을 재는 지표를 보완합니다.",)),
    (CALLS, TF, ("두 해 이어 목표에 못 미쳤고, 도가 운영해 시가 고치기 어렵습니다.",)),
    (CALLS, COMMITTEE, ("사람 손이 모자란 밤에는 도움이 되므로 없애지는 않았으면 합니다.",)),
    (CALLS, FIELD, ("전화가 잦아 그만둔 분이 있습니다.",)),
    (CALLS, DIRECTION, ("확인한 뒤의 방문과 연계를 함께 설계해 다시 봅니다.",)),
    (ROOM, PURPOSE, ("혼자 사는 이웃이 들러 차 한잔할 자리를 골목마다 둡니다.",)),
    (ROOM, TALK, ("경로당 빈 시간과 겹치지 않게 나누어 쓰자는 의견이 있었습니다.",)),
    (ROOM, WAY, ("비슷한 사업과 겹치는지 확인합니다.",)),
    (WAY_HOME, PURPOSE, ("퇴원하는 날 집까지 함께 가고 첫 주를 살핍니다.",)),
    (WAY_HOME, TALK, ("다른 팀의 동행 사업과 자리를 나누어야 합니다.",)),
    (WAY_HOME, WAY, ("어느 영역에 둘지 더 검토합니다.",)),
    (HOUSE, PURPOSE, ("돌봄집에서 나온 뒤에도 같은 동네에서 살게 돕습니다.",)),
    (HOUSE, TALK, ("방 수와 돌봄 인력을 함께 따져야 합니다.",)),
    (HOUSE, WAY, ("노인 영역과 나누어 볼 자리를 확인합니다.",)),
    (WORK, PURPOSE, ("짧게, 천천히 일하는 자리를 동네에서 찾습니다.",)),
    (WORK, TALK, ("사업 이름과 맡을 곳이 아직 정해지지 않았습니다.",)),
    (WORK, WAY, ("일자리 전략과 이어 후속으로 봅니다.",)),
)  # fmt: skip


PROPOSAL = ProposalIn(
    said={
        "name": "계단 없는 집 찾기",
        "target": "무릎이 아파 계단을 오르지 못하는 분",
        "problem": "이사하고 싶어도 승강기 있는 낮은 월세 집을 찾지 못합니다.",
        "means": "부동산과 복지관이 함께 빈집을 알려 주고 이사를 돕습니다.",
        "necessity": "올해 사례관리 회의에서 여러 번 나온 어려움입니다.",
        "partnership": "공인중개사 모임이 함께하기로 했습니다.",
        "similar": "주거상담소의 이사 상담이 있으나 집을 찾아 주지는 않습니다.",
    },
    organisation="푸른언덕종합사회복지관",
    name="윤새론",
    contact="member@example.kr",
)


def decisions(day: datetime) -> list[DecisionIn]:
    """Eight decisions; the one about the calls carries two labels, and the one about the watch its draft indicators."""
    soon = (day + timedelta(days=40)).date()
    drafts = tuple(
        ChangeIn(kind=ChangeKind.ADD_INDICATOR, to=name, owner_name="복지정책과", due_on=soon)
        for name in ("이웃 활동 건수", "민간자원 연계 건수")
    )
    rename = ChangeIn(kind=ChangeKind.RENAME, to="신혼 가구 이자 지원")
    overlap, place = ChangeIn(kind=ChangeKind.CHECK_OVERLAP), ChangeIn(kind=ChangeKind.CHECK_PLACEMENT)
    running, new = "지금 계획의 사업", "신규 후보"
    return [
        DecisionIn(matter=OFFICE, kind="convert", section_kind=running, label_in_body="전환 검토", label_in_table="종결/전환",
                   summary="여는 목표는 이룸.", direction="상담과 연계를 중심으로 다시 짬.",
                   changes=(ChangeIn(kind=ChangeKind.CONVERT, to="주거 상담·연계"),)),
        DecisionIn(matter=BIRTH, kind="continue_review", section_kind=running, modifiers=(Modifier.RENAME,),
                   summary="하는 일과 이름이 다름.", direction="하는 일이 드러나는 이름으로 바꾸고 알림.", changes=(rename,)),
        DecisionIn(matter=WATCH, kind="continue_review", section_kind=running, modifiers=(Modifier.INDICATORS,),
                   summary="이어 갈 필요가 분명함.", direction="민간과 함께한 일을 재는 지표를 더함.", changes=drafts),
        DecisionIn(matter=CALLS, section_kind=running, modifiers=(Modifier.REDESIGN,), label_in_body="보류·지속 검토",
                   label_in_table="지속 검토", summary="목표에 못 미쳤으나 쓸모는 있음.",
                   direction="확인 뒤의 방문과 연계를 함께 설계함."),
        DecisionIn(matter=ROOM, kind="follow_up_review", section_kind=new, modifiers=(Modifier.OVERLAP,),
                   summary="외로움을 덜 자리로 뜻이 있음.", direction="비슷한 사업과 겹치는지 확인함.", changes=(overlap,)),
        DecisionIn(matter=WAY_HOME, kind="further_review", section_kind=new, modifiers=(Modifier.PLACEMENT,),
                   summary="퇴원 뒤 첫 주가 비어 있음.", direction="어느 영역에 둘지 확인함.", changes=(place,)),
        DecisionIn(matter=HOUSE, kind="further_review", section_kind=new, modifiers=(Modifier.PLACEMENT,),
                   summary="주거와 돌봄을 함께 볼 사업.", direction="노인 영역과 나눌 자리를 확인함.", changes=(place,)),
        DecisionIn(matter=WORK, kind="follow_up_review", section_kind=new, summary="자립의 바탕이 될 의제.",
                   direction="일자리 전략의 과업과 이어 봄."),
    ]  # fmt: skip


def tell(founder: Deed) -> None:
    """Tell what was said, decided, passed on and asked at the committee's last meeting that was held."""
    now = founder.at.astimezone(SEOUL)
    deed = Deed(actor_id=id_of("최지우"), at=now, roles=frozenset({Role.COUNCIL_OFFICE}), whole_city=True)
    with acting(deed):
        bodies = {one.name: one.pk for one in council.visible_bodies(deed)}
        meeting = (
            council.visible_to(deed).filter(body_id=bodies[MAIN], held_at__isnull=False).order_by("-held_at").first()
        )
        if meeting is None:
            return
        if meeting.state == MeetingState.CIRCULATED:
            council.take_back(deed, meeting_id=meeting.pk, reason="한 사업의 결정이 두 가지로 적혀 있어 다시 봅니다")
        _speak(deed, meeting.pk)
        council.record_decisions(deed, meeting_id=meeting.pk, decisions=decisions(now))
        _tasks(deed, meeting.pk, now)
        council.hand_over(
            deed,
            HandoffIn(
                from_body_id=bodies[MAIN], to_body_id=bodies[ABOVE], title="사업 검토 의견과 신규 후보 네 건",
                sent_on=deed.day, due_on=deed.day + timedelta(days=14), meeting_id=meeting.pk,
                matters=(OFFICE, BIRTH, WATCH, CALLS, ROOM, WAY_HOME, HOUSE, WORK),
            ),
        )  # fmt: skip
        _ask(deed, meeting.pk)
    member = Deed(actor_id=id_of("윤새론"), at=now, roles=frozenset({Role.COUNCIL_MEMBER}), whole_city=True)
    with acting(member):
        council.propose(member, PROPOSAL)


def _speak(deed: Deed, meeting_id: UUID) -> None:
    for matter, source, words in SAID:
        for text in words:
            council.give_opinion(
                deed, meeting_id=meeting_id, opinion=OpinionIn(matter=matter, text=text, source=source)
            )


def _tasks(deed: Deed, meeting_id: UUID, now: datetime) -> None:
    soon = (now + timedelta(days=10)).date()
    for task in (
        ActionIn(text="이웃 활동을 재는 지표안 만들기", owner_account=id_of("배로운"), due_on=soon),
        ActionIn(text="비슷한 사업 목록 모으기", owner_account=id_of("윤새론"), due_event="다음 분과 회의"),
        ActionIn(text="병원 동행 사업을 맡은 팀과 만나기", owner_name="노인복지과"),
        ActionIn(text="상담소 오는 길 안내 고치기"),
    ):
        council.raise_action(deed, task, meeting_id=meeting_id)


def _ask(deed: Deed, meeting_id: UUID) -> None:
    """Somebody outside is asked by link."""
    council.ask(
        deed,
        AskIn(
            kind=Asked.OPINION, due_on=deed.day + timedelta(days=7), organisation="골목시장 상인회 (시연)",
            email="market@example.kr", meeting_id=meeting_id, matters=(ROOM, WORK),
            message="골목에서 보시는 것을 들려주세요.",
        ),
    )  # fmt: skip
