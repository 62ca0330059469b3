"""Events about opinions, decisions, tasks, askings and proposals."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from chomchom.council.rules.asking import Asked, ProposalState
from chomchom.council.rules.deciding import ChangeKind, Coarse
from chomchom.council.rules.subjects import Subject
from chomchom.council.rules.tasks import ActionState
from chomchom.kernel.events import Code, Event


class OpinionReceived(Event):
    """Somebody's opinion was written down; `after_meeting` where it came when the meeting was over."""

    tag = "council:opinion:received"
    opinion_id: UUID
    meeting_id: UUID | None = None
    subject: Subject
    source: Code | None = None
    after_meeting: bool


class OpinionChanged(Event):
    """New words took the place of an opinion, or it was taken back."""

    tag = "council:opinion:changed"
    opinion_id: UUID
    supersedes_id: UUID
    taken_back: bool


class HandedOver(Event):
    """One body passed something to another."""

    tag = "council:handoff:sent"
    handoff_id: UUID
    from_body_id: UUID
    to_body_id: UUID
    sent_on: date
    items: int


class HandoffAnswered(Event):
    """What was passed on came back with an answer."""

    tag = "council:handoff:answered"
    handoff_id: UUID
    answered_on: date


class DecisionRecorded(Event):
    """A decision was written, or written anew, before its minutes were approved."""

    tag = "council:decision:recorded"
    decision_id: UUID
    meeting_id: UUID
    subject: Subject
    kind: Code | None = None
    coarse: Coarse | None = None
    version: int


class DecisionLabelResolved(Event):
    """A person said which of two labels of one project holds."""

    tag = "council:decision:label-resolved"
    decision_id: UUID
    meeting_id: UUID


class DecisionAmended(Event):
    """An approved decision was superseded by an amending one."""

    tag = "council:decision:amended"
    decision_id: UUID
    amends_id: UUID
    meeting_id: UUID
    coarse: Coarse | None = None


class DecisionAsksChange(Event):
    """A decision of approved minutes asks the plan to change something."""

    tag = "council:decision:asks-change"
    decision_id: UUID
    change_id: UUID
    kind: ChangeKind


class DecisionChangeApplied(Event):
    """The plan changed what a decision asked for."""

    tag = "council:decision:change-applied"
    change_id: UUID
    decision_id: UUID
    applied_to: UUID | None = None


class ListRowSet(Event):
    """A row of one of the city's own lists (kinds of decision, sources of opinion) was added or got its last day."""

    tag = "council:list:set"
    list: Code
    code: Code
    from_on: date
    until_on: date | None = None


class ActionRaised(Event):
    """Somebody is to do something."""

    tag = "council:action:raised"
    action_id: UUID
    meeting_id: UUID | None = None
    has_owner: bool
    due_on: date | None = None


class ActionChanged(Event):
    """A task got another owner or another day."""

    tag = "council:action:changed"
    action_id: UUID
    has_owner: bool
    due_on: date | None = None


class ActionEnded(Event):
    """A task was done or dropped, or taken up again."""

    tag = "council:action:ended"
    action_id: UUID
    state: ActionState
    late: bool


class AskedByLink(Event):
    """Somebody was asked by link for an opinion or a proposal."""

    tag = "council:asking:sent"
    asking_id: UUID
    kind: Asked
    until: datetime
    meeting_id: UUID | None = None


class AskedAgain(Event):
    """Somebody who had not answered yet was reminded with a new link."""

    tag = "council:asking:reminded"
    asking_id: UUID


class AskingClosed(Event):
    """An asking was taken back by the office."""

    tag = "council:asking:closed"
    asking_id: UUID


class AskingAnswered(Event):
    """Somebody answered by link."""

    tag = "council:asking:answered"
    asking_id: UUID
    kind: Asked
    items: int


class ProposalReceived(Event):
    """A programme was proposed."""

    tag = "council:proposal:received"
    proposal_id: UUID
    by_link: bool


class ProposalAnswered(Event):
    """A proposal became a candidate of the plan, or was answered why not."""

    tag = "council:proposal:answered"
    proposal_id: UUID
    state: ProposalState
    candidate_id: UUID | None = None
