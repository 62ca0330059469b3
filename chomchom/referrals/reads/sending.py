"""The send form's choices: services with places and how fresh that is, each with the answer the server would give."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Verdict, verdict
from chomchom.network import public as network
from chomchom.network.public import ServiceRow
from chomchom.people import public as people
from chomchom.referrals import access, rules, sentences, sharing
from chomchom.referrals.models import Referral
from chomchom.referrals.rules import ReferralState, SendFacts, SharingBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class SendOption:
    """One service that could be asked: does it fit, may it be asked now, and what would be shared."""

    service: ServiceRow
    allowed: Verdict
    shares: tuple[str, ...]

    @property
    def value(self) -> str:
        """What the form sends for it."""
        return str(self.service.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class SendPage:
    """The send form: about whom, for what, and the services."""

    person_id: UUID
    who: str
    dong_name: str
    need: str
    over_criteria: bool
    options: tuple[SendOption, ...]


def send_page(deed: Deed, *, person_id: UUID, need: str = "", over_criteria: bool = False) -> SendPage:
    """The choices for one person; what does not fit follows and says why."""
    card = people.card(deed, person_id)
    access.check_may_send(deed, dong=card.dong)
    found = network.services_for(
        deed,
        dong=card.dong,
        need=need,
        over_criteria=over_criteria,
        age=card.age,
        lives_alone=card.household_kind == "alone" if card.household_kind not in ("", "unknown") else None,
        unfit_too=True,
    )[:40]
    return SendPage(
        person_id=card.person_id,
        who=card.masked_name,
        dong_name=card.dong_name,
        need=need,
        over_criteria=over_criteria,
        options=_options(deed, card, found, over_criteria=over_criteria),
    )


def _options(
    deed: Deed, card: people.PersonCard, found: list[ServiceRow], *, over_criteria: bool
) -> tuple[SendOption, ...]:
    bases = {
        agency_id: sharing.basis_for(deed, person_id=card.person_id, agency_id=agency_id)
        for agency_id in {row.agency_id for row in found}
    }
    rows = []
    for service in found:
        basis = bases[service.agency_id]
        shown = SharingBasis(kind=basis.kind, fields=frozenset(basis.fields)) if basis else None
        facts = SendFacts(
            state=ReferralState.DRAFT,
            service_active=service.state == network.ServiceState.ACTIVE,
            agency_active=service.agency_active,
            covers_dong=service.whole_city or card.dong in service.dongs,
            over_criteria=over_criteria,
            service_takes_over_criteria=service.over_criteria_ok,
            basis=shown,
            ask_length=1,
            agency_name=service.agency_name,
            reachable=service.referral_way == network.ReferralWay.ACCOUNT
            or bool(service.contact_email or service.contact_phone),
        )
        rows.append(
            SendOption(
                service=service,
                allowed=verdict(rules.check_can_send, facts),
                shares=tuple(str(sentences.FIELDS[field]) for field in rules.shared_fields(shown)),
            )
        )
    return tuple(rows)


def next_services(deed: Deed, referral: Referral) -> list[ServiceRow]:
    """Where else to ask after a no: fitting services that have not been asked for this person and need yet."""
    asked = set(
        Referral.objects.filter(person_id__in=people.ids_meaning(referral.person_id), need=referral.need).values_list(
            "service_id", flat=True
        )
    )
    found = network.services_for(deed, dong=referral.dong, need=referral.need, over_criteria=referral.over_criteria)
    return [row for row in found if row.id not in asked][:5]
