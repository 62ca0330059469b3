"""The minutes on their way: draft, round, signed box by box, published; and what is amended afterwards."""

from __future__ import annotations

from uuid import UUID

from chomchom.council import access
from chomchom.council.actions import papers
from chomchom.council.actions.calling import note_change
from chomchom.council.actions.decisions import (
    DecisionIn,
    announce_decisions,
    check_decisions_can_be_approved,
    supersede_decision,
)
from chomchom.council.events import MinutesCirculated, MinutesDrafted, MinutesPublished, MinutesStepApproved
from chomchom.council.models import ApprovalStep, Decision, LineStep, Meeting
from chomchom.council.rules.approving import Box, check_may_sign, next_box
from chomchom.council.rules.meetings import MEETING_STATES, ChangeKind, MeetingState, check_reason
from chomchom.council.rules.versions import VersionKind
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.notices import public as notices
from chomchom.store.acting import require
from chomchom.store.ids import new_id

FINAL = frozenset({MeetingState.APPROVED, MeetingState.PUBLISHED})


def _moving(deed: Deed, meeting_id: UUID, move: str) -> Meeting:
    """The meeting after a move of the office, not yet saved."""
    require(deed)
    access.check_office(deed)
    meeting = access.load_meeting(deed, meeting_id, lock=True)
    meeting.state = MEETING_STATES.target(move, MeetingState(meeting.state))
    return meeting


def _save(meeting: Meeting) -> None:
    meeting.version += 1
    meeting.save(update_fields=["state", "version"])


def begin_draft(deed: Deed, *, meeting_id: UUID) -> None:
    """Begin the minutes with the boxes of the body's line. Raises `council-office-only`, `meeting-not-found`,
    `wrong-state`, `line-is-empty` where nobody wrote down who approves."""
    meeting = _moving(deed, meeting_id, "draft")
    line = list(LineStep.objects.filter(body_id=meeting.body_id))
    if not line:
        raise Refused("line-is-empty")
    ApprovalStep.objects.bulk_create(
        ApprovalStep(id=new_id(), meeting=meeting, no=step.no, title=step.title, account_id=step.account_id)
        for step in line
    )
    _save(meeting)
    record(deed, MinutesDrafted(meeting_id=meeting.pk, steps=len(line)), stream=meeting.pk)


def name_signer(deed: Deed, *, meeting_id: UUID, no: int, account_id: UUID) -> None:
    """Say whose box it is, before it is signed. Raises `council-office-only`, `meeting-not-found`, `step-not-found`,
    `step-is-signed`."""
    require(deed)
    access.check_office(deed)
    meeting = access.load_meeting(deed, meeting_id, lock=True)
    step = meeting.steps.filter(no=no).first()
    if step is None:
        raise Refused("step-not-found")
    if step.approved_at is not None:
        raise Refused("step-is-signed")
    step.account_id = account_id
    step.save(update_fields=["account_id"])
    if meeting.state == MeetingState.CIRCULATED:
        _tell_next(deed, meeting)


def circulate(deed: Deed, *, meeting_id: UUID) -> None:
    """Send the draft round along its line; the first box is told. Raises `council-office-only`, `meeting-not-found`,
    `wrong-state`, `line-is-empty`, `step-names-nobody` and what `check_decisions_can_be_approved` refuses."""
    meeting = _moving(deed, meeting_id, "circulate")
    check_decisions_can_be_approved(meeting)
    steps = list(meeting.steps.all())
    if not steps:
        raise Refused("line-is-empty")
    if any(step.account_id is None for step in steps):
        raise Refused("step-names-nobody")
    _save(meeting)
    record(deed, MinutesCirculated(meeting_id=meeting.pk, steps=len(steps)), stream=meeting.pk)
    papers.keep(deed, meeting, VersionKind.CIRCULATED)
    _tell_next(deed, meeting)


def line_of(meeting: Meeting) -> list[Box]:
    """The boxes of a meeting's line."""
    return [Box(step.no, step.account_id, step.approved_at is not None) for step in meeting.steps.all()]


def approve(deed: Deed, *, meeting_id: UUID) -> bool:
    """Sign the box whose turn it is; true where it was the last. Raises `meeting-not-found`, `wrong-state`,
    `nothing-to-approve`, `step-names-nobody`, `not-your-step` and what `check_decisions_can_be_approved` refuses."""
    require(deed)
    meeting = access.load_minutes_to_sign(deed, meeting_id)
    after = MEETING_STATES.target("approve", MeetingState(meeting.state))
    box = check_may_sign(line_of(meeting), deed.actor_id)
    meeting.steps.filter(no=box.no).update(approved_at=deed.at, approved_by=deed.actor_id)
    last = next_box(line_of(meeting)) is None
    if last:
        check_decisions_can_be_approved(meeting)
        meeting.state = after
        _save(meeting)
        papers.keep(deed, meeting, VersionKind.APPROVED)
        announce_decisions(deed, meeting)
    else:
        _tell_next(deed, meeting)
    record(deed, MinutesStepApproved(meeting_id=meeting.pk, step=box.no, last=last), stream=meeting.pk)
    return last


def take_back(deed: Deed, *, meeting_id: UUID, reason: str) -> None:
    """Take minutes that go round back to the draft: the office, or whose box's turn it is. Signatures given so far
    fall, because they were given to another text. Raises `meeting-not-found`, `wrong-state`, `not-your-step`,
    `change-needs-a-reason`."""
    require(deed)
    meeting = access.load_minutes_to_sign(deed, meeting_id)
    state = MEETING_STATES.target("take_back", MeetingState(meeting.state))
    if not access.is_office(deed):
        check_may_sign(line_of(meeting), deed.actor_id)
    check_reason(reason)
    meeting.state = state
    meeting.steps.update(approved_at=None, approved_by=None)
    _save(meeting)
    number = note_change(deed, meeting, ChangeKind.TAKEN_BACK, reason=reason)
    if meeting.created_by != deed.actor_id:
        _tell(deed, meeting, meeting.created_by, template="minutes-taken-back", key=f"{number}")


def publish(deed: Deed, *, meeting_id: UUID) -> None:
    """Publish approved minutes. Raises `council-office-only`, `meeting-not-found`, `wrong-state`."""
    meeting = _moving(deed, meeting_id, "publish")
    _save(meeting)
    record(deed, MinutesPublished(meeting_id=meeting.pk), stream=meeting.pk)
    papers.keep(deed, meeting, VersionKind.PUBLIC)


def amend(deed: Deed, *, meeting_id: UUID, place: str, was: str, now: str, reason: str) -> int:
    """Correct approved minutes: what stood where, what holds now, and why. The minutes themselves stay. Raises
    `council-office-only`, `meeting-not-found`, `amend-only-after-approval`, `amendment-changes-nothing`,
    `change-needs-a-reason`."""
    require(deed)
    access.check_office(deed)
    meeting = access.load_meeting(deed, meeting_id, lock=True)
    if meeting.state not in FINAL:
        raise Refused("amend-only-after-approval")
    if not now.strip() or was.strip() == now.strip():
        raise Refused("amendment-changes-nothing")
    number = note_change(
        deed, meeting, ChangeKind.AMENDED, reason=reason, place=place.strip(), was=was.strip(), now=now.strip()
    )
    papers.keep_corrected(deed, meeting)
    return number


def amend_decision(deed: Deed, *, decision_id: UUID, decision: DecisionIn, reason: str) -> UUID:
    """A decision that takes the place of an approved one, and papers that say so. Raises what `supersede_decision`
    raises."""
    newer = supersede_decision(deed, decision_id=decision_id, decision=decision, reason=reason)
    papers.keep_corrected(deed, Decision.objects.select_related("meeting__body").get(pk=newer).meeting)
    return newer


def _tell_next(deed: Deed, meeting: Meeting) -> None:
    box = next_box(line_of(meeting))
    if box is not None and box.account_id is not None and box.account_id != deed.actor_id:
        rounds = meeting.changes.filter(kind=ChangeKind.TAKEN_BACK).count()
        _tell(deed, meeting, box.account_id, template="minutes-to-approve", key=f"{rounds}:{box.no}:{box.account_id}")


def _tell(deed: Deed, meeting: Meeting, account_id: UUID, *, template: str, key: str) -> None:
    notices.tell(
        deed,
        to=notices.Recipient.account(account_id),
        template=template,
        about_kind="meeting",
        about_id=meeting.pk,
        idem_key=f"{template}:{meeting.pk}:{key}",
        path=f"/council/meetings/{meeting.pk}/",
    )
