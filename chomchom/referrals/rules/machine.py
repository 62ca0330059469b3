"""The machine: states, named moves, which side may make them and which of them need a reason."""

from __future__ import annotations

from enum import StrEnum

from chomchom.kernel.states import Move, StateTable
from chomchom.kernel.verdicts import Refused


class ReferralState(StrEnum):
    """Where a referral stands. A state is never set but by a named move."""

    DRAFT = "draft"  # 작성중
    SENT = "sent"  # 의뢰됨
    ACCEPTED = "accepted"  # 수락
    WAITLISTED = "waitlisted"  # 대기
    DECLINE_PROPOSED = "decline_proposed"  # 거절검토
    DECLINED = "declined"  # 거절
    IN_PROGRESS = "in_progress"  # 진행
    ON_HOLD = "on_hold"  # 보류
    COMPLETED = "completed"  # 완료
    FAILED = "failed"  # 미충족종결
    WITHDRAWN = "withdrawn"  # 철회
    EXPIRED = "expired"  # 기한만료
    VOIDED = "voided"  # 오입력


class Side(StrEnum):
    """On which side of a referral somebody acts."""

    SENDER = "sender"  # 보낸 곳
    RECEIVER = "receiver"  # 받은 기관 (account or link)
    LEAD = "lead"  # 사례 담당: decides a proposed decline
    SYSTEM = "system"


class Urgency(StrEnum):
    """How soon an answer is needed; each has clocks of its own."""

    URGENT = "urgent"  # 긴급
    NORMAL = "normal"  # 보통


class DeclineCode(StrEnum):
    """Why an agency cannot take it, or a person does not want it."""

    NOT_ELIGIBLE = "not_eligible"  # 자격없음
    INCOME_OVER = "income_over"  # 공적기준초과
    NO_CAPACITY = "no_capacity"  # 정원
    AREA = "area"  # 지역
    DUPLICATE = "duplicate"  # 중복수혜
    PERSON_REFUSED = "person_refused"  # 본인거부
    UNREACHABLE = "unreachable"  # 연락두절
    WRONG_SERVICE = "wrong_service"  # 부적합
    OTHER = "other"


class DeclinedBy(StrEnum):
    """Whose no it was; figures keep the three apart."""

    PROVIDER = "provider"
    PERSON = "person"
    SYSTEM = "system"


class HoldCode(StrEnum):
    """Why work that had begun stands still."""

    PERSON_AWAY = "person_away"  # 입원·부재
    PERSON_ASKED = "person_asked"  # 본인 요청
    STAFF_SHORT = "staff_short"  # 인력 부족
    PAPERS_MISSING = "papers_missing"  # 서류 대기
    OTHER = "other"


class FailCode(StrEnum):
    """Why work ended without meeting the need."""

    LOST_CONTACT = "lost_contact"  # 연락두절
    PERSON_STOPPED = "person_stopped"  # 본인 중단
    MOVED = "moved"  # 이사
    ADMITTED = "admitted"  # 입원·입소
    DECEASED = "deceased"  # 사망
    RESOURCE_ENDED = "resource_ended"  # 자원 소진
    OTHER = "other"


class WithdrawCode(StrEnum):
    """Why the sender takes it back."""

    NOT_NEEDED = "not_needed"  # 필요 없어짐
    PERSON_REFUSED = "person_refused"  # 본인 거부
    CONSENT_WITHDRAWN = "consent_withdrawn"  # 동의 철회
    OTHER_SERVICE = "other_service"  # 다른 곳에서 도움
    MOVED = "moved"
    DECEASED = "deceased"
    OTHER = "other"


class VoidCode(StrEnum):
    """Why a referral was a slip of the hand. It is kept and says so; nothing is deleted."""

    WRONG_PERSON = "wrong_person"
    WRONG_SERVICE = "wrong_service"
    ENTERED_TWICE = "entered_twice"
    TEST_ENTRY = "test_entry"
    OTHER = "other"


S = ReferralState

OPEN = frozenset({S.SENT, S.ACCEPTED, S.WAITLISTED, S.DECLINE_PROPOSED, S.IN_PROGRESS, S.ON_HOLD})
"""States in which a referral blocks a second one for the same person and service. A draft blocks nobody."""

ANSWERS = frozenset({"accept", "waitlist", "propose_decline"})
"""The moves that answer a referral; only one of them wins."""

OVER = frozenset({S.DECLINED, S.WITHDRAWN, S.EXPIRED, S.VOIDED})
"""States in which the receiver's access has ended at once."""

SHARING = frozenset(
    {S.SENT, S.WAITLISTED, S.DECLINE_PROPOSED, S.ACCEPTED, S.IN_PROGRESS, S.ON_HOLD, S.FAILED, S.COMPLETED}
)
"""States in which the receiver may read (after the end only until `access_until`)."""

REFERRALS = StateTable(
    ReferralState,
    start=S.DRAFT,
    moves=(
        Move("send", frozenset({S.DRAFT}), S.SENT, who=(Side.SENDER,)),
        Move(
            "accept",
            frozenset({S.SENT, S.WAITLISTED}),
            S.ACCEPTED,
            who=(Side.RECEIVER,),
            due="referrals.expire_working_days",
        ),
        Move("waitlist", frozenset({S.SENT}), S.WAITLISTED, who=(Side.RECEIVER,), due="referrals.expire_working_days"),
        Move(
            "propose_decline",
            frozenset({S.SENT, S.WAITLISTED}),
            S.DECLINE_PROPOSED,
            who=(Side.RECEIVER,),
            due="referrals.expire_working_days",
            reason=True,
        ),
        Move("confirm_decline", frozenset({S.DECLINE_PROPOSED}), S.DECLINED, who=(Side.LEAD,), reason=True),
        Move("ask_again", frozenset({S.DECLINE_PROPOSED}), S.SENT, who=(Side.LEAD,)),
        Move("start", frozenset({S.ACCEPTED}), S.IN_PROGRESS, who=(Side.RECEIVER,)),
        Move("hold", frozenset({S.IN_PROGRESS}), S.ON_HOLD, who=(Side.RECEIVER,), reason=True),
        Move("resume", frozenset({S.ON_HOLD}), S.IN_PROGRESS, who=(Side.RECEIVER,)),
        Move("complete", frozenset({S.IN_PROGRESS, S.ON_HOLD}), S.COMPLETED, who=(Side.RECEIVER,)),
        Move("fail", frozenset({S.IN_PROGRESS, S.ON_HOLD}), S.FAILED, who=(Side.RECEIVER,), reason=True),
        Move("expire", frozenset({S.SENT, S.WAITLISTED}), S.EXPIRED, who=(Side.SYSTEM,), reason=True),
        Move(
            "withdraw",
            frozenset({S.DRAFT, S.SENT, S.WAITLISTED, S.ACCEPTED, S.ON_HOLD}),
            S.WITHDRAWN,
            who=(Side.SENDER,),
            reason=True,
        ),
        Move("basis_ended", OPEN, S.WITHDRAWN, who=(Side.SYSTEM,), reason=True),
        Move("void", frozenset(S) - {S.VOIDED}, S.VOIDED, who=(Side.SENDER,), reason=True),
    ),
)

REASONS: dict[str, type[StrEnum]] = {
    "propose_decline": DeclineCode,
    "confirm_decline": DeclineCode,
    "hold": HoldCode,
    "fail": FailCode,
    "withdraw": WithdrawCode,
    "basis_ended": WithdrawCode,
    "void": VoidCode,
}
"""The code table a move's reason is chosen from. `expire` gives its own reason, `time_over`."""

PERSONS_NO = frozenset({DeclineCode.PERSON_REFUSED, DeclineCode.UNREACHABLE})


def declined_by(code: DeclineCode) -> DeclinedBy:
    """Whose no a decline code is; a person who refuses or cannot be reached is not the provider's no."""
    return DeclinedBy.PERSON if code in PERSONS_NO else DeclinedBy.PROVIDER


def check_move(name: str, current: ReferralState, *, side: Side, reason: str = "") -> ReferralState:
    """The state after a move, or why it cannot be made by this side now.

    Raises `wrong-side-of-referral`, `referral-is-over`, `referral-answered-already`, `wrong-state`,
    `referral-reason-needed`, `referral-reason-unknown`.
    """
    move = REFERRALS.move(name)
    if side not in move.who:
        raise Refused("wrong-side-of-referral", move=name, side=str(side))
    if current in OVER and name != "void":
        raise Refused("referral-is-over")
    if name in ANSWERS and current not in move.sources and current is not S.DRAFT:
        raise Refused("referral-answered-already")
    target = REFERRALS.target(name, current)
    if move.reason and not reason:
        raise Refused("referral-reason-needed", move=name)
    table = REASONS.get(name)
    if reason and table is not None and reason not in set(table):
        raise Refused("referral-reason-unknown", reason=reason)
    return target


def possible_moves(current: ReferralState, *, sides: frozenset[Side]) -> tuple[str, ...]:
    """The moves somebody on these sides may make now, in the order of the table."""
    return tuple(move.name for move in REFERRALS.leaving(current) if sides & set(move.who))
