"""Links outside the network as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.network import public as network
from chomchom.people import public as people
from chomchom.referrals import access, sentences
from chomchom.referrals.rules import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideRow:
    """One link outside, ready for the screen."""

    id: UUID
    resource: str
    need_label: str
    way_label: str
    linked_on: date
    outcome_label: str
    outcome_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsidePage:
    """A person's links outside, newest first."""

    person_id: UUID
    who: str
    dong_name: str
    rows: tuple[OutsideRow, ...]


def outside_page(deed: Deed, *, person_id: UUID) -> OutsidePage:
    """A person with the links outside; looking is written into the access log. Raises `no-such-person`."""
    access.check_may_link_outside(deed)
    card = people.card(deed, person_id)
    access.check_may_send(deed, dong=card.dong)
    labels = network.need_labels()
    found = access.visible_outside(deed).filter(person_id=card.person_id).order_by("-linked_on", "-id")
    accounts.note_access(deed, subject_id=card.person_id, record_kind="outside", purpose="outside-page")
    return OutsidePage(
        person_id=card.person_id,
        who=card.masked_name,
        dong_name=card.dong_name,
        rows=tuple(
            OutsideRow(
                id=row.pk,
                resource=str(row.resource),
                need_label=labels.get(row.need, row.need),
                way_label=str(sentences.OUTSIDE_WAYS[row.way]),
                linked_on=row.linked_on,
                outcome_label=str(sentences.OUTCOMES[row.outcome]),
                outcome_known=row.outcome != Outcome.UNKNOWN,
            )
            for row in found[:100]
        ),
    )
