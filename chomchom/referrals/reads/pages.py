"""One referral as its page shows it: by login, and by a link before and after the code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.network import public as network
from chomchom.network.public import ServiceRow
from chomchom.people import public as people
from chomchom.referrals import access, rules, sentences
from chomchom.referrals.models import Referral, Result, Step, Word
from chomchom.referrals.reads.lists import ReferralRow, rows_of
from chomchom.referrals.reads.sending import next_services
from chomchom.referrals.rules import OVER, DeclinedBy, OutcomeSource, ReferralState, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveButton:
    """A move the reader may make now: its name, what it says, and the reasons to choose from."""

    name: str
    label: str
    reasons: tuple[tuple[str, str], ...]
    chosen: str
    asks_review: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One thing that happened to a referral."""

    at: datetime
    title: str
    who: str
    reason: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRow:
    """One question or answer."""

    at: datetime
    side: str
    mine: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """What came of it, as one source says."""

    day: datetime
    outcome: str
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralPage:
    """Everything a referral's page shows; what the reader may not see is empty."""

    row: ReferralRow
    ask: str
    card: people.PersonCard | None
    shares: tuple[str, ...]
    basis_ended: bool
    responsible: str
    buttons: tuple[MoveButton, ...]
    may_ask: bool
    may_answer: bool
    may_report: bool
    sources: tuple[tuple[str, str], ...]
    steps: tuple[StepRow, ...]
    words: tuple[WordRow, ...]
    results: tuple[ResultRow, ...]
    next_services: tuple[ServiceRow, ...]
    declined_by: str
    receiver: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFace:
    """What a link shows before the code: which service, what kind of need, until when. Nobody's name."""

    service_name: str
    agency_name: str
    need_label: str
    urgent: bool
    row_due: str
    answered: bool
    over: bool


def referral_page(deed: Deed, referral_id: UUID) -> ReferralPage:
    """One referral; opening it is written into the access log. Raises `referral-not-found`."""
    referral = access.load_referral(deed, referral_id)
    sides = access.sides_of(deed, referral)
    card = people.cards(deed, [referral.person_id]).get(referral.person_id)
    if card is not None:
        accounts.note_access(
            deed, subject_id=card.person_id, record_kind="referral", record_id=referral.pk, purpose="referral-page"
        )
    row = rows_of(deed, [referral])[0]
    receiver = Side.RECEIVER in sides
    state = ReferralState(referral.state)
    return ReferralPage(
        row=row,
        ask=str(referral.ask) if card is not None else "",
        card=card,
        shares=tuple(str(sentences.FIELDS[field]) for field in referral.shared if field in sentences.FIELDS),
        basis_ended=card is None,
        responsible=_responsible(referral, row),
        buttons=_buttons(referral, sides),
        may_ask=receiver and state not in OVER,
        may_answer=bool(sides & {Side.SENDER, Side.LEAD}) and state not in OVER and state != ReferralState.DRAFT,
        may_report=referral.accepted_at is not None and state not in OVER and bool(sides),
        sources=_sources(receiver),
        steps=_steps(referral),
        words=_words(referral, receiver),
        results=_results(referral),
        next_services=_elsewhere(deed, referral, sides, state),
        declined_by=str(sentences.DECLINED_BY[referral.declined_by]) if referral.declined_by else "",
        receiver=receiver,
    )


def _responsible(referral: Referral, row: ReferralRow) -> str:
    """Who answers for the person: the lead until the agency has accepted."""
    if referral.responsible_id == referral.agency_id:
        return row.agency_name
    return accounts.accounts_named([referral.lead_id]).get(referral.lead_id, "")


REVIEWED = frozenset({"waitlist", "hold"})


def _buttons(referral: Referral, sides: frozenset[Side]) -> tuple[MoveButton, ...]:
    return tuple(
        MoveButton(
            name=name,
            label=str(sentences.MOVES[name]),
            reasons=tuple((code, str(label)) for code, label in sentences.REASONS.get(name, {}).items()),
            chosen=referral.reason if name == "confirm_decline" else "",
            asks_review=name in REVIEWED,
        )
        for name in rules.possible_moves(ReferralState(referral.state), sides=sides)
    )


def _sources(receiver: bool) -> tuple[tuple[str, str], ...]:
    wanted = (OutcomeSource.PROVIDER,) if receiver else (OutcomeSource.PERSON, OutcomeSource.WORKER)
    return tuple((str(one), str(sentences.SOURCES[one])) for one in wanted)


def _steps(referral: Referral) -> tuple[StepRow, ...]:
    found = list(Step.objects.filter(referral=referral).order_by("-at", "-id"))
    names = accounts.accounts_named({step.actor_id for step in found})
    return tuple(
        StepRow(
            at=step.at,
            title=str(sentences.DONE[step.move]),
            who=names.get(step.actor_id) or str(sentences.SIDES[step.side]),
            reason=str(sentences.REASONS.get(step.move, {}).get(step.reason, "")),
            note=str(step.note),
        )
        for step in found
    )


def _words(referral: Referral, receiver: bool) -> tuple[WordRow, ...]:
    return tuple(
        WordRow(
            at=word.at,
            side=str(sentences.SIDES[word.side]),
            mine=(word.side == Side.RECEIVER) == receiver,
            text=str(word.text),
        )
        for word in Word.objects.filter(referral=referral).order_by("at", "id")
    )


def _results(referral: Referral) -> tuple[ResultRow, ...]:
    return tuple(
        ResultRow(
            day=result.recorded_at,
            outcome=str(sentences.OUTCOMES[result.outcome]),
            source=str(sentences.SOURCES[result.source]),
            note=str(result.note),
        )
        for result in Result.objects.filter(referral=referral).order_by("-happened_on", "-id")
    )


def _elsewhere(deed: Deed, referral: Referral, sides: frozenset[Side], state: ReferralState) -> tuple[ServiceRow, ...]:
    """After a no that is not the person's own, the sender's side is offered where else to ask."""
    no = state in (ReferralState.DECLINED, ReferralState.EXPIRED, ReferralState.DECLINE_PROPOSED)
    if not no or not sides & {Side.SENDER, Side.LEAD} or referral.declined_by == DeclinedBy.PERSON:
        return ()
    return tuple(next_services(deed, referral))


def link_face(deed: Deed, referral_id: UUID) -> LinkFace:
    """What stands on a link's page before the code; the deed is the link's. Raises `referral-not-found`."""
    referral = Referral.objects.filter(pk=referral_id).first()
    if referral is None:
        raise Refused("referral-not-found")
    service = network.service_for_notice(deed, referral.service_id)
    row = rows_of_link(deed, referral)
    return LinkFace(
        service_name=service.name,
        agency_name=service.agency_name,
        need_label=service.need_label,
        urgent=referral.urgency == rules.Urgency.URGENT,
        row_due=row,
        answered=referral.answered_at is not None,
        over=referral.state in OVER,
    )


def rows_of_link(deed: Deed, referral: Referral) -> str:
    """Until when an answer is asked for, in words; empty once it was given."""
    from chomchom.ui.times import due

    if referral.state != ReferralState.SENT or referral.answer_due_at is None:
        return ""
    return due(referral.answer_due_at, at=deed.at).text
