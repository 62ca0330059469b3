"""The front desk of the council: bodies, meetings and their minutes; opinions, decisions, tasks and proposals."""

from __future__ import annotations

from chomchom.council.access import load_meeting, visible_bodies, visible_to
from chomchom.council.actions.asking import AskIn, answer_opinions, ask
from chomchom.council.actions.attendance import HeldIn, MarkIn, hold, mark
from chomchom.council.actions.bodies import BodyIn, SeatIn, StepIn, add_seat, found_body, set_attendance_rule, set_line
from chomchom.council.actions.calling import call_meeting
from chomchom.council.actions.decisions import (
    ChangeIn,
    DecisionIn,
    check_decisions_can_be_approved,
    mark_change_applied,
    record_decision,
    record_decisions,
    resolve_label,
)
from chomchom.council.actions.minutes import amend_decision, approve, begin_draft, circulate, publish, take_back
from chomchom.council.actions.opinions import (
    HandoffIn,
    OpinionIn,
    answer_handoff,
    change_opinion,
    give_opinion,
    hand_over,
)
from chomchom.council.actions.planning import ItemIn, MeetingIn, plan_meeting
from chomchom.council.actions.proposing import ProposalIn, decline_proposal, propose, propose_by_link, take_up_proposal
from chomchom.council.actions.readings import bring_in
from chomchom.council.actions.tasks import ActionIn, end_action, raise_action, remind_of_late
from chomchom.council.reads.asking import ProposalRow, proposal, proposals, proposals_of
from chomchom.council.reads.attendance import people
from chomchom.council.reads.claimed import ClaimedPage, ClaimedRow, claimed, meetings_with_minutes
from chomchom.council.reads.decisions import (
    AskedChange,
    DecisionRow,
    decision_changes,
    decisions_about,
    meeting_decisions,
    printed_decisions,
)
from chomchom.council.reads.opinions import SubjectRow, meeting_opinions, opinions_about
from chomchom.council.reads.quoting import SpokenRow, spoken_about
from chomchom.council.reads.tasks import meeting_actions, my_actions, open_actions_for_agenda
from chomchom.council.rules.asking import Asked, ProposalState
from chomchom.council.rules.bodies import BodyKind, SeatKind, SeatRole
from chomchom.council.rules.deciding import ChangeKind, Coarse, Modifier
from chomchom.council.rules.meetings import AbsenceCategory, ItemOrigin, Mark, MeetingMode, MeetingState
from chomchom.council.rules.subjects import Matter, Subject, subject_key

__all__ = [
    "AbsenceCategory", "ActionIn", "AskIn", "Asked", "AskedChange", "BodyIn", "BodyKind", "ChangeIn", "ChangeKind",
    "ClaimedPage", "ClaimedRow",     "Coarse", "DecisionIn", "DecisionRow", "HandoffIn", "HeldIn", "ItemIn", "ItemOrigin", "Mark", "MarkIn", "Matter",
    "MeetingIn", "MeetingMode", "MeetingState", "Modifier", "OpinionIn", "ProposalIn", "ProposalRow", "ProposalState",
    "SeatIn", "SeatKind", "SeatRole", "SpokenRow", "StepIn", "Subject", "SubjectRow", "add_seat", "amend_decision",
    "answer_handoff", "answer_opinions", "approve", "ask", "begin_draft", "bring_in", "call_meeting", "change_opinion",
    "check_decisions_can_be_approved", "circulate", "claimed", "decision_changes", "decisions_about", "decline_proposal",
    "end_action", "found_body", "give_opinion", "hand_over", "hold", "load_meeting", "mark", "mark_change_applied",
    "meeting_actions", "meeting_decisions", "meeting_opinions", "meetings_with_minutes", "my_actions", "open_actions_for_agenda",
    "opinions_about", "people", "plan_meeting", "printed_decisions", "proposal", "proposals", "proposals_of",
    "propose", "propose_by_link", "publish", "raise_action", "record_decision", "record_decisions", "remind_of_late",
    "resolve_label", "set_attendance_rule", "set_line", "spoken_about", "subject_key", "take_back", "take_up_proposal", "visible_bodies", "visible_to",
]  # fmt: skip
