"""Who is told what about a referral: the receiver by account or link, the sender's side in the inbox."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from chomchom.accounts import public as accounts
from chomchom.accounts.public import Role
from chomchom.kernel.deeds import Deed
from chomchom.network import public as network
from chomchom.network.public import ReferralWay, ServiceRow
from chomchom.notices.public import Recipient, links, tell
from chomchom.referrals import sharing
from chomchom.referrals.models import Referral
from chomchom.referrals.rules import Urgency
from chomchom.rulebook.public import whole

ANSWER, WORK, OUTCOME = "referral-answer", "referral-work", "referral-outcome"
PATHS = {ANSWER: "/referrals/answer/{token}/", WORK: "/referrals/work/{token}/", OUTCOME: "/referrals/outcome/{token}/"}
ABOUT = "referral"


def page_of(referral_id: UUID) -> str:
    """Where somebody who logs in reads a referral."""
    return f"/referrals/{referral_id}/"


def receiver_of(service: ServiceRow) -> Recipient:
    """The agency with the addresses the service gives for referrals."""
    return Recipient.agency(service.agency_id, email=service.contact_email, phone=service.contact_phone)


def tell_receiver(deed: Deed, referral: Referral, *, template: str, key: str, purpose: str = "") -> None:
    """Tell the agency's shared inbox; where it works by link, with a fresh link for `purpose`."""
    service = network.service_for_notice(deed, referral.service_id)
    to = receiver_of(service)
    secret = ""
    if purpose and service.referral_way is not ReferralWay.ACCOUNT:
        secret = _link(deed, referral, to=to, purpose=purpose)
    tell(
        deed,
        to=to,
        template=template,
        about_kind=ABOUT,
        about_id=referral.pk,
        idem_key=f"{template}:{referral.pk}:{key}",
        urgent=referral.urgency == Urgency.URGENT,
        path=page_of(referral.pk),
        secret=secret,
    )


def _link(deed: Deed, referral: Referral, *, to: Recipient, purpose: str) -> str:
    """A new link in place of the older ones for the same purpose, and the grants its holder needs."""
    links.revoke_for(deed, subject_id=referral.pk, purpose=purpose)
    until = deed.at + timedelta(days=whole("referrals.link_days", on=deed.day))
    issued = links.issue_with_id(
        deed, purpose=purpose, subject_kind=ABOUT, subject_id=referral.pk, holder=to, until=until
    )
    sharing.open_for(deed, referral, holder=issued.id, until=until)
    return PATHS[purpose].format(token=issued.token)


def renew_link(deed: Deed, *, old: links.Old) -> None:
    """Send a fresh link to the holder of one that ran out. The deed is a machine's: who holds the old one is nobody yet."""
    referral = Referral.objects.get(pk=old.subject_id)
    until = deed.at + timedelta(days=whole("referrals.link_days", on=deed.day))
    issued = links.renew(deed, old, until=until)
    sharing.open_for(deed, referral, holder=issued.id, until=until)
    tell(
        deed,
        to=old.holder,
        template="link-renewed",
        about_kind=ABOUT,
        about_id=referral.pk,
        idem_key=f"link-renewed:{issued.id}",
        path=page_of(referral.pk),
        secret=PATHS[old.purpose].format(token=issued.token),
    )


def tell_sender(deed: Deed, referral: Referral, *, template: str, key: str, urgent: bool = False) -> None:
    """Tell the lead, the sender beside them, and officers of the dong where neither can be reached."""
    own = list(dict.fromkeys([referral.lead_id, referral.sender_id]))
    for account_id in own:
        tell(
            deed,
            to=Recipient.account(account_id),
            or_to=_next(deed, referral, own),
            template=template,
            about_kind=ABOUT,
            about_id=referral.pk,
            idem_key=f"{template}:{referral.pk}:{key}:{account_id}",
            urgent=urgent,
            path=page_of(referral.pk),
        )


def _next(deed: Deed, referral: Referral, own: list[UUID]) -> list[Recipient]:
    holders = accounts.who_holds(Role.DONG_OFFICER, referral.dong, deed.day)
    return [Recipient.account(one.account_id) for one in holders if one.account_id not in own][:1]
