"""States and moves of a case, who makes them, and what has to be true first.

A case of this city begins at 접수: 발굴·의뢰 and 초기상담 happen on the episode it comes from. The other half of the table
is there because the same words describe a case that came from elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from chomchom.cases.rules.clocks import add_months
from chomchom.kernel.roles import Role
from chomchom.kernel.states import Move, StateTable
from chomchom.kernel.verdicts import Refused


class CaseState(StrEnum):
    """Where a case stands."""

    REFERRED = "referred"  # 발굴·의뢰
    CONSULTING = "consulting"  # 초기상담
    INTAKE = "intake"  # 접수
    ASSESSING = "assessing"  # 욕구·위기도 조사
    CONFERENCE = "conference"  # 사례회의
    SELECTED = "selected"  # 사례관리 대상 선정
    LINK_ONLY = "link_only"  # 서비스연계 대상
    PLANNING = "planning"  # 서비스 제공계획 수립
    ACTIVE = "active"  # 서비스 제공·점검
    REASSESSING = "reassessing"  # 재조사
    CLOSING_REVIEW = "closing_review"  # 종결 심사
    CLOSED = "closed"  # 종결
    AFTERCARE = "aftercare"  # 사후관리
    ENDED = "ended"  # 사후관리 종료
    ON_HOLD = "on_hold"  # 보류
    TRANSFERRED = "transferred"  # 이관
    REJECTED = "rejected"  # 비대상
    REFUSED = "refused"  # 거부


class Grade(StrEnum):
    """How demanding a case is; 집중 is the province's own word, which 행복e음 does not have."""

    GENERAL = "general"
    INTENSIVE = "intensive"
    HIGH_COMPLEXITY = "high_complexity"


class ReasonCode(StrEnum):
    """Why a move was made, where a move needs a reason."""

    GOALS_REACHED = "goals-reached"
    BETTER = "better"
    PERSON_REFUSES = "person-refuses"
    LOST_CONTACT = "lost-contact"
    MOVED_AWAY = "moved-away"
    ADMITTED = "admitted"
    DECEASED = "deceased"
    OTHER_BODY = "other-body"
    NO_NEED = "no-need"
    LINKED_ELSEWHERE = "linked-elsewhere"
    NEED_RETURNED = "need-returned"
    MISTAKE = "mistake"


class Confirmation(StrEnum):
    """What the one who moves a case says is so; the papers themselves may stand in 행복e음."""

    AREAS_RATED = "areas-rated"  # 욕구 영역을 모두 표시하고 위기도를 매김
    TWO_BODIES = "two-bodies"  # 두 기관 이상이 회의에 나옴
    DECISION_WRITTEN = "decision-written"
    ONE_NEED_ONE_SERVICE = "one-need-one-service"
    GOAL_WITH_MEASURE = "goal-with-measure"
    SERVICE_WITH_PROVIDER = "service-with-provider"
    CONSENT_SIGNED = "consent-signed"
    NEW_SCORES = "new-scores"  # 새 점수를 지난 점수 옆에
    EVERY_GOAL_JUDGED = "every-goal-judged"
    REST_EXPLAINED = "rest-explained"  # 이루지 못한 목표의 까닭과 남은 욕구가 갈 곳
    ALTERNATIVE_OFFERED = "alternative-offered"
    RECEIVER_ACCEPTED = "receiver-accepted"
    CONSENT_OR_LAW = "consent-or-law"
    DATES_DONE = "dates-done"


class Book(StrEnum):
    """Where the papers of a case are kept: only here, or in 행복e음 with our part beside it."""

    LIGHT = "light"
    FULL = "full"


class AftercareResult(StrEnum):
    """How somebody was found after a closing."""

    KEPT = "kept"  # 유지
    WORSE = "worse"  # 악화
    UNREACHED = "unreached"  # 연락불가


HELD_FROM = (
    CaseState.INTAKE,
    CaseState.ASSESSING,
    CaseState.CONFERENCE,
    CaseState.SELECTED,
    CaseState.PLANNING,
    CaseState.ACTIVE,
    CaseState.REASSESSING,
    CaseState.CLOSING_REVIEW,
)
"""The states a case can be put on hold from, and goes back to."""

_S = CaseState
_DONG = (Role.DONG_OFFICER,)
_MANAGER = (Role.CASE_MANAGER, Role.TEAM_HEAD)
_HEAD = (Role.TEAM_HEAD,)
_TAKES_IN = (Role.DONG_OFFICER, Role.CASE_MANAGER, Role.TEAM_HEAD, Role.CITY_OFFICER)


def resume_name(state: CaseState) -> str:
    """The name of the move that takes a case on hold back to where it was."""
    return f"resume-{state.value.replace('_', '-')}"


def _move(
    name: str,
    sources: tuple[CaseState, ...],
    target: CaseState,
    who: tuple[Role, ...],
    *,
    due: str = "",
    reason: bool = False,
) -> Move[CaseState]:
    return Move(name, frozenset(sources), target, who=tuple(str(role) for role in who), due=due, reason=reason)


CASES: StateTable[CaseState] = StateTable(
    CaseState,
    CaseState.REFERRED,
    (
        _move("consult", (_S.REFERRED, _S.REFUSED), _S.CONSULTING, _DONG, due="cases.consult_urgent_clock"),
        _move("take-in", (_S.CONSULTING,), _S.INTAKE, _TAKES_IN),
        _move("assess", (_S.INTAKE,), _S.ASSESSING, _MANAGER),
        _move("call-conference", (_S.ASSESSING,), _S.CONFERENCE, _MANAGER, due="cases.assess_clock"),
        _move("select", (_S.CONFERENCE,), _S.SELECTED, _HEAD, due="cases.select_clock"),
        _move("consult-link-only", (_S.CONSULTING,), _S.LINK_ONLY, _DONG),
        _move("consult-reject", (_S.CONSULTING,), _S.REJECTED, _DONG, reason=True),
        _move("consult-refusal", (_S.CONSULTING,), _S.REFUSED, _DONG, reason=True),
        _move("link-only", (_S.CONFERENCE,), _S.LINK_ONLY, _HEAD, due="cases.select_clock"),
        _move("reject", (_S.CONFERENCE,), _S.REJECTED, _HEAD, due="cases.select_clock", reason=True),
        _move("note-refusal", (_S.INTAKE, _S.ASSESSING), _S.REFUSED, _MANAGER, reason=True),
        _move("plan", (_S.SELECTED,), _S.PLANNING, _MANAGER),
        _move("approve-plan", (_S.PLANNING,), _S.ACTIVE, _HEAD, due="cases.plan_clock"),
        _move("reassess", (_S.ACTIVE,), _S.REASSESSING, _MANAGER, due="cases.reassess_months"),
        _move("renew-plan", (_S.REASSESSING,), _S.ACTIVE, _MANAGER, due="cases.renew_clock"),
        _move("review-closing", (_S.ACTIVE, _S.REASSESSING), _S.CLOSING_REVIEW, _MANAGER, reason=True),
        _move("go-on", (_S.CLOSING_REVIEW,), _S.ACTIVE, _HEAD),
        _move("close", (_S.CLOSING_REVIEW,), _S.CLOSED, _HEAD, due="cases.close_clock"),
        _move("cancel-closing", (_S.CLOSED,), _S.ACTIVE, _HEAD, due="cases.cancel_closing_days", reason=True),
        _move("begin-aftercare", (_S.CLOSED,), _S.AFTERCARE, _DONG, due="cases.aftercare_after_months"),
        _move("end-aftercare", (_S.AFTERCARE,), _S.ENDED, _DONG),
        _move("return", (_S.CLOSED, _S.AFTERCARE), _S.ENDED, _TAKES_IN),
        _move("hold", HELD_FROM, _S.ON_HOLD, _MANAGER, due="cases.hold_longest_months", reason=True),
        *(_move(resume_name(state), (_S.ON_HOLD,), state, _MANAGER) for state in HELD_FROM),
        _move("transfer", (*HELD_FROM, _S.ON_HOLD, _S.CONSULTING), _S.TRANSFERRED, _HEAD, reason=True),
    ),
)
"""The procedure of 통합사례관리; `docs/reference/cases.md` is drawn from it."""

ENDS = frozenset({_S.LINK_ONLY, _S.ENDED, _S.TRANSFERRED, _S.REJECTED, _S.REFUSED, _S.CLOSED, _S.AFTERCARE})
"""A person in one of these has no open case, so that a new one may begin."""

_CONFIRMATIONS: dict[str, tuple[Confirmation, ...]] = {
    "call-conference": (Confirmation.AREAS_RATED,),
    "select": (Confirmation.TWO_BODIES, Confirmation.DECISION_WRITTEN),
    "consult-link-only": (Confirmation.ONE_NEED_ONE_SERVICE,),
    "consult-reject": (Confirmation.ALTERNATIVE_OFFERED,),
    "link-only": (Confirmation.ONE_NEED_ONE_SERVICE,),
    "reject": (Confirmation.ALTERNATIVE_OFFERED,),
    "approve-plan": (
        Confirmation.GOAL_WITH_MEASURE,
        Confirmation.SERVICE_WITH_PROVIDER,
        Confirmation.CONSENT_SIGNED,
    ),
    "renew-plan": (Confirmation.NEW_SCORES,),
    "review-closing": (Confirmation.EVERY_GOAL_JUDGED,),
    "close": (Confirmation.REST_EXPLAINED,),
    "end-aftercare": (Confirmation.DATES_DONE,),
    "transfer": (Confirmation.RECEIVER_ACCEPTED, Confirmation.CONSENT_OR_LAW),
}

RECORDED = frozenset(
    {
        Confirmation.AREAS_RATED,
        Confirmation.TWO_BODIES,
        Confirmation.DECISION_WRITTEN,
        Confirmation.GOAL_WITH_MEASURE,
        Confirmation.SERVICE_WITH_PROVIDER,
        Confirmation.CONSENT_SIGNED,
        Confirmation.NEW_SCORES,
        Confirmation.EVERY_GOAL_JUDGED,
        Confirmation.REST_EXPLAINED,
        Confirmation.DATES_DONE,
    }
)
"""What our own records say of a case that is kept here in full; a tick does not stand for them."""

_SECOND_READER_MOVES = ("reject", "consult-reject", "note-refusal", "consult-refusal", "close")
_SECOND_READER_REASONS = frozenset({ReasonCode.LOST_CONTACT, ReasonCode.NO_NEED})

STAGES: tuple[tuple[str, tuple[CaseState, ...]], ...] = (
    ("intake", (_S.REFERRED, _S.CONSULTING, _S.INTAKE)),
    ("assessment", (_S.ASSESSING,)),
    ("conference", (_S.CONFERENCE,)),
    ("plan", (_S.SELECTED, _S.PLANNING)),
    ("service", (_S.ACTIVE, _S.REASSESSING)),
    ("closing", (_S.CLOSING_REVIEW, _S.CLOSED)),
    ("aftercare", (_S.AFTERCARE, _S.ENDED)),
)
"""The line of stages at the top of a case: 접수 → 조사 → 회의 → 계획 → 제공 → 종결 → 사후."""


def stage_of(state: CaseState, *, held_from: CaseState | None = None) -> int:
    """The stage from 1 a case is in; 0 for one that left the line (연계, 이관, 비대상, 거부)."""
    shown = held_from if state is CaseState.ON_HOLD and held_from is not None else state
    return next((number for number, (_, states) in enumerate(STAGES, start=1) if shown in states), 0)


def case_number(year: int, dong_name: str, serial: int) -> str:
    """The number people say: year, dong, serial."""
    return f"{year}-{dong_name}-{serial:04d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What a move asks of the one who makes it."""

    confirmations: tuple[Confirmation, ...] = ()
    reason: bool = False
    grade: bool = False
    review_on: bool = False


def needs(move: str) -> Needs:
    """What has to be said when making this move."""
    return Needs(
        confirmations=_CONFIRMATIONS.get(move, ()),
        reason=CASES.move(move).reason,
        grade=move == "select",
        review_on=move in ("hold", "note-refusal", "consult-refusal"),
    )


def needs_second_reader(move: str, reason: ReasonCode | None) -> bool:
    """Whether somebody else has to agree first: nobody alone writes a person off as not reached or not in need."""
    return move in _SECOND_READER_MOVES and reason in _SECOND_READER_REASONS


def check_second_reader(*, asked_by: UUID, reader: UUID) -> None:
    """Raises `case-second-look-own`: nobody answers what they asked themselves."""
    if asked_by == reader:
        raise Refused("case-second-look-own")


def lacking(
    move: str, *, book: Book, confirmed: frozenset[Confirmation], recorded: frozenset[Confirmation]
) -> tuple[Confirmation, ...]:
    """What still has to be true before this move, in the order it is asked."""
    ticked = confirmed - RECORDED if book is Book.FULL else confirmed
    return tuple(code for code in _CONFIRMATIONS.get(move, ()) if code not in ticked | recorded)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeInFacts:
    """What decides whether a case may begin."""

    dong: str
    has_open_case: bool
    episode_is_about_person: bool = True


def check_can_take_in(facts: TakeInFacts) -> None:
    """Raises `case-needs-dong`, `case-not-about-person`, `case-already-open`."""
    if not facts.dong:
        raise Refused("case-needs-dong")
    if not facts.episode_is_about_person:
        raise Refused("case-not-about-person")
    if facts.has_open_case:
        raise Refused("case-already-open")


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFacts:
    """A move somebody wants to make, with everything that decides it."""

    move: str
    state: CaseState
    roles: frozenset[str]
    has_owner: bool
    today: date
    on: date
    last_step_on: date
    held_from: CaseState | None = None
    closed_on: date | None = None
    book: Book = Book.LIGHT
    confirmed: frozenset[Confirmation] = field(default_factory=frozenset)
    recorded: frozenset[Confirmation] = field(default_factory=frozenset)
    second_reader: bool = False
    closing_reason: ReasonCode | None = None
    reason: ReasonCode | None = None
    grade: Grade | None = None
    review_on: date | None = None
    hold_longest_months: int = 3
    next_contact_days: int = 30
    cancel_closing_days: int = 30


def check_can_choose(
    move: str, *, state: CaseState, roles: frozenset[str], has_owner: bool, held_from: CaseState | None
) -> CaseState:
    """Whether this move is open to these roles at all, before anything was said; the state after it.

    Raises `wrong-state`, `case-move-not-yours`, `case-needs-owner`.
    """
    target = CASES.target(move, state)
    if not roles & set(CASES.move(move).who):
        raise Refused("case-move-not-yours")
    if move.startswith("resume-") and held_from is not target:
        raise Refused("wrong-state", move=move, state=str(state))
    if not has_owner and move != "transfer":
        raise Refused("case-needs-owner")
    return target


def check_can_move(facts: MoveFacts) -> CaseState:
    """The state after the move.

    Raises `wrong-state`, `case-move-not-yours`, `case-needs-owner`, `case-day-impossible`, `case-needs-reason`,
    `case-needs-grade`, `case-needs-confirmation`, `case-unrecorded-…`, `case-needs-second-reader`,
    `case-review-day-impossible`, `case-closing-too-old`.
    """
    target = check_can_choose(
        facts.move, state=facts.state, roles=facts.roles, has_owner=facts.has_owner, held_from=facts.held_from
    )
    if not facts.last_step_on <= facts.on <= facts.today:
        raise Refused("case-day-impossible", first=facts.last_step_on, last=facts.today)
    _check_said(facts)
    _check_days(facts)
    return target


def _check_said(facts: MoveFacts) -> None:
    asked = needs(facts.move)
    if asked.reason and facts.reason is None:
        raise Refused("case-needs-reason")
    if asked.grade and facts.grade is None:
        raise Refused("case-needs-grade")
    missing = lacking(facts.move, book=facts.book, confirmed=facts.confirmed, recorded=facts.recorded)
    if missing and facts.book is Book.FULL and missing[0] in RECORDED:
        raise Refused(f"case-unrecorded-{missing[0]}")
    if missing:
        raise Refused("case-needs-confirmation")
    why = facts.closing_reason if facts.move == "close" else facts.reason
    if needs_second_reader(facts.move, why) and not facts.second_reader:
        raise Refused("case-needs-second-reader")


def _check_days(facts: MoveFacts) -> None:
    if facts.move == "hold":
        latest = add_months(facts.on, facts.hold_longest_months)
    elif needs(facts.move).review_on:
        latest = date.fromordinal(facts.on.toordinal() + facts.next_contact_days)
    else:
        latest = None
    if latest is not None and (facts.review_on is None or not facts.on < facts.review_on <= latest):
        raise Refused("case-review-day-impossible", last=latest)
    closed = facts.closed_on if facts.move == "cancel-closing" else None
    if closed is not None and (facts.on - closed).days > facts.cancel_closing_days:
        raise Refused("case-closing-too-old", days=facts.cancel_closing_days)
