"""Overlap without disclosure: the question is answered and written down, the other file stays shut."""

from __future__ import annotations

from uuid import UUID

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import About, Code
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.network import public as network
from chomchom.people import public as people
from chomchom.referrals import access, rules
from chomchom.referrals.events import OverlapAsked
from chomchom.referrals.models import Referral
from chomchom.referrals.rules import Overlap, ReferralState


def ask_overlap(deed: Deed, *, person_id: UUID, need: str) -> Overlap:
    """Does this person already get, or wait for, something of the same group of needs?

    Officers ask for people of their area, whoever sent or got the other referral. The question is in the access log and
    the ledger, whatever the answer; who helps, since when and with what is not said. Raises `no-such-person`,
    `overlap-not-yours-to-ask`, `referral-outside-your-area`, `need-unknown`.
    """
    access.check_may_ask_overlap(deed)
    card = people.card(deed, person_id)
    access.check_may_send(deed, dong=card.dong)
    groups = {one.code: one.group for one in network.needs()}
    if need not in groups:
        raise Refused("need-unknown", need=need)
    similar = frozenset(code for code, group in groups.items() if group == groups[need])
    held = Referral.objects.filter(person_id=card.person_id).values_list("need", "state")
    answer = rules.overlap([(kind, ReferralState(state)) for kind, state in held], similar=similar)
    accounts.note_access(deed, subject_id=card.person_id, record_kind="overlap", purpose="overlap-question")
    event = OverlapAsked(need=Code(need), found=answer.found)
    about = people.about([card.person_id], deed.day).get(card.person_id) or About(dong=card.dong)
    record(deed, event, stream=card.person_id, about=about)
    return answer
