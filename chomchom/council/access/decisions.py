"""Who sees and does what with opinions, decisions, tasks, askings and proposals (docs/access.md)."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from chomchom.council.access.meetings import OFFICE, visible_to
from chomchom.council.models import (
    Action,
    Asking,
    Decision,
    DecisionChange,
    Handoff,
    Meeting,
    Opinion,
    Proposal,
    Seat,
)
from chomchom.council.models.opinions import OpinionQuerySet
from chomchom.council.rules.meetings import MeetingState
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import PUBLIC_OFFICERS, Role
from chomchom.kernel.verdicts import Refused

_TEAM = frozenset({Role.TEAM_HEAD, Role.CITY_OFFICER, Role.PROGRAMME_OFFICER, Role.COUNCIL_OFFICE, Role.COUNCIL_MEMBER})
OPINION_READERS = _TEAM | {Role.RESEARCHER}
PROPOSAL_READERS = OPINION_READERS
PROPOSERS = _TEAM
GIVERS = OFFICE | {Role.COUNCIL_MEMBER}
DECISION_READERS = (PUBLIC_OFFICERS - {Role.PAYMENT_RELEASER}) | {
    Role.COUNCIL_OFFICE,
    Role.COUNCIL_MEMBER,
    Role.RESEARCHER,
    Role.SYSTEM,
}
ACTION_READERS = _TEAM | {Role.SYSTEM}
ACTION_OWNERS = _TEAM
"""Who may end a task: the office any, the others the one that is theirs."""

CLOSED = frozenset({MeetingState.APPROVED, MeetingState.PUBLISHED})
"""States in which minutes are approved: what they say is amended and no longer written."""


def visible_opinions(deed: Deed) -> OpinionQuerySet:
    """What was said, for those who work on the plan; a link sees nobody's words but its holder's own form."""
    if deed.has(*OPINION_READERS) and deed.link_id is None:
        return Opinion.objects.filter(Q(meeting=None) | Q(meeting__in=visible_to(deed).values("pk")))
    return Opinion.objects.none()


def load_opinion(deed: Deed, opinion_id: UUID, *, lock: bool = False) -> Opinion:
    """One opinion; raises `opinion-not-found`."""
    rows = visible_opinions(deed).filter(pk=opinion_id)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise Refused("opinion-not-found")
    return found


def seat_of(deed: Deed, meeting: Meeting) -> Seat | None:
    """The seat somebody holds today in the body of a meeting; None for whoever has none."""
    return Seat.objects.filter(body_id=meeting.body_id, account_id=deed.actor_id).held_on(deed.day).first()


def check_may_give_opinion(deed: Deed, meeting: Meeting) -> None:
    """The office writes down anybody's opinion, a member the own one of a body they sit in; raises `opinion-not-yours`."""
    if deed.link_id is None and deed.has(*OFFICE):
        return
    if deed.link_id is None and deed.has(Role.COUNCIL_MEMBER) and seat_of(deed, meeting) is not None:
        return
    raise Refused("opinion-not-yours")


def check_may_change_opinion(deed: Deed, opinion: Opinion) -> None:
    """The office changes what it recorded, a member the own words; raises `opinion-not-yours`."""
    if deed.link_id is None and deed.has(*OFFICE):
        return
    own = opinion.said_by_seat is not None and opinion.said_by_seat.account_id == deed.actor_id
    if deed.link_id is None and deed.has(Role.COUNCIL_MEMBER) and own:
        return
    raise Refused("opinion-not-yours")


def visible_handoffs(deed: Deed) -> QuerySet[Handoff]:
    """What bodies passed to each other, for those who may read opinions."""
    if deed.has(*OPINION_READERS) and deed.link_id is None:
        return Handoff.objects.all()
    return Handoff.objects.none()


def load_handoff(deed: Deed, handoff_id: UUID) -> Handoff:
    """One line of the register; raises `handoff-not-found`."""
    found = visible_handoffs(deed).filter(pk=handoff_id).select_related("from_body", "to_body").first()
    if found is None:
        raise Refused("handoff-not-found")
    return found


def visible_decisions(deed: Deed) -> QuerySet[Decision]:
    """The decisions of the meetings somebody may know of."""
    if deed.has(*DECISION_READERS) and deed.link_id is None:
        return Decision.objects.filter(meeting__in=visible_to(deed).values("pk"))
    return Decision.objects.none()


def load_decision(deed: Deed, decision_id: UUID, *, lock: bool = False) -> Decision:
    """One decision with its meeting; raises `decision-not-found`. `lock` holds the meeting's row as well, so that
    nobody approves what somebody is writing."""
    rows = visible_decisions(deed).filter(pk=decision_id).select_related("meeting", "meeting__body", "kind")
    found = (rows.select_for_update(of=("self", "meeting")) if lock else rows).first()
    if found is None:
        raise Refused("decision-not-found")
    return found


def check_may_decide(deed: Deed) -> None:
    """Only the office writes decisions, resolves two labels and amends; raises `council-office-only`."""
    if deed.link_id is not None or not deed.has(*OFFICE):
        raise Refused("council-office-only")


def check_may_apply(deed: Deed) -> None:
    """The office, or the machine that follows it into the plan, says that a change is made; raises `council-office-only`."""
    if not deed.has(Role.SYSTEM):
        check_may_decide(deed)


def load_change(deed: Deed, change_id: UUID) -> DecisionChange:
    """One change of the plan a decision asks for; raises `decision-not-found`."""
    rows = DecisionChange.objects.filter(pk=change_id, decision__in=visible_decisions(deed).values("pk"))
    found = rows.select_for_update(of=("self",)).select_related("decision").first()
    if found is None:
        raise Refused("decision-not-found")
    return found


def visible_actions(deed: Deed) -> QuerySet[Action]:
    """The tasks of the council; those of a meeting nobody may know of yet stay with it."""
    if deed.has(*ACTION_READERS) and deed.link_id is None:
        return Action.objects.filter(Q(meeting=None) | Q(meeting__in=visible_to(deed).values("pk")))
    return Action.objects.none()


def load_action(deed: Deed, action_id: UUID, *, lock: bool = False) -> Action:
    """One task; raises `action-not-found`."""
    rows = visible_actions(deed).filter(pk=action_id)
    found = (rows.select_for_update(of=("self",)) if lock else rows).select_related("owner_seat").first()
    if found is None:
        raise Refused("action-not-found")
    return found


def is_mine(deed: Deed, action: Action) -> bool:
    """Whether a task is given to whoever acts, by account or by the seat they hold."""
    seat = action.owner_seat
    return action.owner_account == deed.actor_id or (seat is not None and seat.account_id == deed.actor_id)


def check_may_do(deed: Deed, action: Action) -> None:
    """The office ends any task, everybody else who works on the plan the own one; raises `action-not-yours`."""
    if deed.link_id is None and deed.has(*OFFICE):
        return
    if deed.link_id is None and deed.has(*ACTION_OWNERS) and is_mine(deed, action):
        return
    raise Refused("action-not-yours")


def visible_askings(deed: Deed) -> QuerySet[Asking]:
    """Who was asked by link: the office all, the holder of a link the own one."""
    if deed.link_id is not None:
        return Asking.objects.filter(link_id=deed.link_id)
    if deed.has(*OFFICE):
        return Asking.objects.all()
    return Asking.objects.none()


def load_asking(deed: Deed, asking_id: UUID, *, lock: bool = False) -> Asking:
    """One asking; raises `asking-not-found`."""
    rows = visible_askings(deed).filter(pk=asking_id)
    found = (
        (rows.select_for_update(of=("self",)) if lock else rows)
        .select_related("meeting", "meeting__body", "seat")
        .first()
    )
    if found is None:
        raise Refused("asking-not-found")
    return found


def visible_proposals(deed: Deed) -> QuerySet[Proposal]:
    """Proposed programmes, for those who work on the plan."""
    if deed.has(*PROPOSAL_READERS) and deed.link_id is None:
        return Proposal.objects.all()
    return Proposal.objects.none()


def load_proposal(deed: Deed, proposal_id: UUID, *, lock: bool = False) -> Proposal:
    """One proposal; raises `proposal-not-found`."""
    rows = visible_proposals(deed).filter(pk=proposal_id)
    found = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise Refused("proposal-not-found")
    return found


def may_see_proposer(deed: Deed) -> bool:
    """Whether somebody sees who proposed and how to reach them: the office."""
    return deed.link_id is None and deed.has(*OFFICE)


def check_may_propose(deed: Deed) -> None:
    """Whoever works on the plan proposes without a link; raises `proposal-not-yours`."""
    if deed.link_id is not None or not deed.has(*PROPOSERS):
        raise Refused("proposal-not-yours")
