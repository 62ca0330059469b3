"""Programmes that are proposed, by link or by those who work on the plan, and what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Max

from chomchom.council.access import decisions as access
from chomchom.council.actions.asking import spend
from chomchom.council.events.decisions import ProposalAnswered, ProposalReceived
from chomchom.council.models import Asking, Proposal
from chomchom.council.rules import asking as rules
from chomchom.council.rules.asking import Asked, ProposalState
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.notices.public import LinkRow, Recipient, links, tell
from chomchom.rulebook.public import whole
from chomchom.store.ids import new_id

ABOUT = "council_proposal"
RECEIPT, RECEIPT_PATH = "council-receipt", "/council/receipt/{token}/"
_NUMBER_LOCK = 0x70726F70  # one at a time draws the next number of a year


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalIn:
    """The fields of the form by name (`rules.asking`), and who proposes."""

    said: dict[str, str] = field(default_factory=dict)
    organisation: str = ""
    name: str = ""
    contact: str = ""


def propose(deed: Deed, proposal: ProposalIn) -> UUID:
    """Propose a programme as somebody who works on the plan.

    Raises `proposal-not-yours`, `proposal-field-missing`, `proposal-field-too-long`.
    """
    access.check_may_propose(deed)
    return _keep(deed, proposal, asking=None)


def propose_by_link(deed: Deed, *, link: LinkRow, proposal: ProposalIn) -> UUID:
    """Propose a programme by link; the link is spent.

    Raises `asking-not-found`, `link-already-used`, `proposal-field-missing`, `proposal-field-too-long`.
    """
    rules.check_proposal(proposal.said, most=whole("council_asking.proposal_letters", on=deed.day))
    return _keep(deed, proposal, asking=spend(deed, link, kind=Asked.PROPOSAL, items=1))


def _keep(deed: Deed, proposal: ProposalIn, *, asking: Asking | None) -> UUID:
    fields = rules.check_proposal(proposal.said, most=whole("council_asking.proposal_letters", on=deed.day))
    row = Proposal(
        id=new_id(),
        year=deed.day.year,
        serial=_next_serial(deed.day.year),
        asking=asking,
        organisation=(proposal.organisation.strip() or (asking.organisation if asking else ""))[:80],
        proposer_name=proposal.name.strip()[:60],
        proposer_contact=proposal.contact.strip()[:120],
        received_at=deed.at,
        received_by=deed.actor_id,
        **fields,
    )
    row.save(force_insert=True)
    record(deed, ProposalReceived(proposal_id=row.pk, by_link=asking is not None), stream=row.pk)
    return row.pk


def _next_serial(year: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_NUMBER_LOCK, year])
    return (Proposal.objects.filter(year=year).aggregate(last=Max("serial"))["last"] or 0) + 1


def take_up_proposal(deed: Deed, *, proposal_id: UUID, candidate_id: UUID) -> None:
    """The plan made a candidate of a proposal; who proposed it is told where they can look.

    Raises `council-office-only`, `proposal-not-found`, `proposal-already-answered`.
    """
    row = _answerable(deed, proposal_id)
    row.candidate_id = candidate_id
    _answer(deed, row, state=ProposalState.TAKEN_UP, answer="")


def decline_proposal(deed: Deed, *, proposal_id: UUID, answer: str) -> None:
    """Say why a proposal does not enter the plan; who proposed it is told where they can read it.

    Raises `council-office-only`, `proposal-not-found`, `proposal-already-answered`, `proposal-answer-is-empty`.
    """
    row = _answerable(deed, proposal_id)
    if not answer.strip():
        raise Refused("proposal-answer-is-empty")
    _answer(deed, row, state=ProposalState.DECLINED, answer=answer.strip()[:500])


def _answerable(deed: Deed, proposal_id: UUID) -> Proposal:
    access.check_may_decide(deed)
    row = access.load_proposal(deed, proposal_id, lock=True)
    if row.state != ProposalState.RECEIVED:
        raise Refused("proposal-already-answered")
    return row


def _answer(deed: Deed, row: Proposal, *, state: ProposalState, answer: str) -> None:
    row.state, row.answer, row.answered_at, row.answered_by = state, answer, deed.at, deed.actor_id
    row.save(update_fields=["state", "answer", "answered_at", "answered_by", "candidate_id"])
    event = ProposalAnswered(proposal_id=row.pk, state=state, candidate_id=row.candidate_id)
    record(deed, event, stream=row.pk)
    _tell_proposer(deed, row)


def _tell_proposer(deed: Deed, row: Proposal) -> None:
    """By account for whoever proposed inside the house; by a link of their own for whoever was asked by e-mail."""
    asking = row.asking
    account = asking.seat.account_id if asking and asking.seat else None if asking else row.received_by
    if account is not None:
        _tell(deed, row, to=Recipient.account(account), path=f"/council/proposals/{row.pk}/")
        return
    address = str(asking.seat.email if asking and asking.seat else asking.holder_email if asking else "")
    if not address:
        return
    to = Recipient.email(address)
    until = deed.at + timedelta(days=whole("council_asking.receipt_link_days", on=deed.day))
    issued = links.issue_with_id(deed, purpose=RECEIPT, subject_kind=ABOUT, subject_id=row.pk, holder=to, until=until)
    _tell(deed, row, to=to, secret=RECEIPT_PATH.format(token=issued.token))


def _tell(deed: Deed, row: Proposal, *, to: Recipient, path: str = "", secret: str = "") -> None:
    tell(
        deed,
        to=to,
        template="council-proposal-answered",
        about_kind=ABOUT,
        about_id=row.pk,
        idem_key=f"council-proposal-answered:{row.pk}",
        path=path,
        secret=secret,
    )
