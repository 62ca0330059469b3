"""Who may see and change accounts, postings, logs and emergency openings (docs/access.md holds the table)."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from chomchom.accounts.models import AccessLog, Account, Agency, ApiKey, BreakGlass, Explanation, ExportLog, Posting
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused

MANAGE_ALL = (Role.OPERATOR, Role.CITY_OFFICER, Role.SYSTEM)
MANAGE_OWN = (Role.TEAM_HEAD, Role.AGENCY_LEAD)
OPENS_IN_EMERGENCY = (Role.DESK, Role.DONG_OFFICER, Role.CASE_MANAGER, Role.TEAM_HEAD, Role.CITY_OFFICER)
LENT_BY_A_LEAD = {
    Role.AGENCY_LEAD: frozenset({Role.AGENCY_WORKER, Role.COMPANION}),
    Role.TEAM_HEAD: frozenset({Role.CASE_MANAGER, Role.DONG_OFFICER, Role.DESK}),
}
"""Roles a lead may give inside the own body; never a role above the own."""


def visible_to(deed: Deed) -> QuerySet[Account]:
    """The accounts this deed may list and manage."""
    if deed.has(*MANAGE_ALL, Role.PRIVACY_OFFICER):
        return Account.objects.all()
    if deed.has(*MANAGE_OWN) and deed.agency_id:
        return Account.objects.filter(postings__agency_id=deed.agency_id).distinct()
    return Account.objects.none()


def visible_postings(deed: Deed) -> QuerySet[Posting]:
    """The postings this deed may see in an account's history."""
    if deed.has(*MANAGE_ALL, Role.PRIVACY_OFFICER):
        return Posting.objects.all()
    own = Q(account_id=deed.actor_id)
    if deed.has(*MANAGE_OWN) and deed.agency_id:
        return Posting.objects.filter(own | Q(agency_id=deed.agency_id))
    return Posting.objects.filter(own)


def visible_log(deed: Deed) -> QuerySet[AccessLog]:
    """The lines of the access log this deed may review: the privacy officer's all, a lead's own body's."""
    if deed.has(Role.PRIVACY_OFFICER):
        return AccessLog.objects.all()
    if deed.has(Role.AGENCY_LEAD) and deed.agency_id:
        return AccessLog.objects.filter(agency_id=deed.agency_id)
    return AccessLog.objects.none()


def countable_log(deed: Deed) -> QuerySet[AccessLog]:
    """The lines a deed may count without reading them: the watching machine's all, else what it may review."""
    return AccessLog.objects.all() if deed.has(Role.SYSTEM) else visible_log(deed)


def visible_exports(deed: Deed) -> QuerySet[ExportLog]:
    """The downloads this deed may review, by the same rule as the access log."""
    if deed.has(Role.PRIVACY_OFFICER):
        return ExportLog.objects.all()
    if deed.has(Role.AGENCY_LEAD) and deed.agency_id:
        return ExportLog.objects.filter(agency_id=deed.agency_id)
    return ExportLog.objects.none()


def visible_glasses(deed: Deed) -> QuerySet[BreakGlass]:
    """Emergency openings: all for their reviewer, else the own ones."""
    if deed.has(Role.PRIVACY_OFFICER):
        return BreakGlass.objects.all()
    if deed.has(*OPENS_IN_EMERGENCY):
        return BreakGlass.objects.filter(account_id=deed.actor_id)
    return BreakGlass.objects.none()


def visible_explanations(deed: Deed) -> QuerySet[Explanation]:
    """Questions about own access, and for the privacy officer all of them."""
    if deed.has(Role.PRIVACY_OFFICER):
        return Explanation.objects.all()
    own = Q(account_id=deed.actor_id)
    if deed.has(Role.AGENCY_LEAD) and deed.agency_id:
        return Explanation.objects.filter(own | Q(agency_id=deed.agency_id))
    return Explanation.objects.filter(own)


def load_account(deed: Deed, account_id: UUID, *, lock: bool = False) -> Account:
    """One account under a deed; not yours reads like not there."""
    rows = Account.objects.filter(pk__in=visible_to(deed).values("pk"))
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=account_id).first()
    if found is None:
        raise Refused("account-not-there")
    return found


def load_agency(agency_id: UUID) -> Agency:
    """One body; bodies are no secret."""
    found = Agency.objects.filter(pk=agency_id).first()
    if found is None:
        raise Refused("agency-not-there")
    return found


def load_posting(deed: Deed, posting_id: UUID, *, lock: bool = False) -> Posting:
    """One posting under a deed."""
    rows = visible_postings(deed)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=posting_id).first()
    if found is None:
        raise Refused("posting-not-there")
    return found


def load_glass(deed: Deed, glass_id: UUID, *, lock: bool = False) -> BreakGlass:
    """One emergency opening under a deed."""
    rows = visible_glasses(deed)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=glass_id).first()
    if found is None:
        raise Refused("emergency-not-there")
    return found


def load_explanation(deed: Deed, question_id: UUID) -> Explanation:
    """One question about own access under a deed."""
    found = visible_explanations(deed).select_for_update(of=("self",)).filter(pk=question_id).first()
    if found is None:
        raise Refused("explanation-not-there")
    return found


def load_key(deed: Deed, key_id: UUID) -> ApiKey:
    """One machine key under a deed."""
    check_may_hand_out_keys(deed)
    found = ApiKey.objects.filter(pk=key_id).first()
    if found is None:
        raise Refused("key-not-there")
    return found


def check_may_manage(deed: Deed) -> None:
    """Whether this deed may create and change accounts at all."""
    if deed.has(*MANAGE_ALL):
        return
    if deed.has(*MANAGE_OWN) and deed.agency_id:
        return
    raise Refused("not-your-accounts")


def check_may_change(deed: Deed, account: Account) -> None:
    """Whether this deed may reset, disable or enable an account: never the own, and never somebody of another body."""
    check_may_manage(deed)
    if account.pk == deed.actor_id:
        raise Refused("own-account")
    if deed.has(*MANAGE_ALL):
        return
    others = account.postings.exclude(agency=deed.agency_id).filter(Q(until_on=None) | Q(until_on__gte=deed.day))
    if others.exists():
        raise Refused("account-works-elsewhere-too")


def check_may_post(deed: Deed, *, role: Role, agency_id: UUID | None) -> None:
    """Whether this deed may give this role for this body."""
    check_may_manage(deed)
    if deed.has(*MANAGE_ALL):
        return
    lent = frozenset().union(*(LENT_BY_A_LEAD.get(Role(mine), frozenset()) for mine in deed.roles))
    if agency_id != deed.agency_id or role not in lent:
        raise Refused("role-not-yours-to-give")


def check_may_end(deed: Deed, posting: Posting) -> None:
    """Whether this deed may end a posting: whoever could have given it."""
    check_may_post(deed, role=Role(posting.role), agency_id=posting.agency_id)


def check_may_hand_out_keys(deed: Deed) -> None:
    """Whether this deed may make and revoke keys of machines."""
    if not deed.has(Role.OPERATOR, Role.SYSTEM):
        raise Refused("keys-are-the-operators")


def check_may_open_in_emergency(deed: Deed) -> None:
    """Whether this deed may open a closed file in an emergency."""
    if not deed.has(*OPENS_IN_EMERGENCY):
        raise Refused("emergency-not-for-you")


def check_may_review_glass(deed: Deed) -> None:
    """Whether this deed may judge an emergency opening."""
    if not deed.has(Role.PRIVACY_OFFICER):
        raise Refused("review-is-the-privacy-officers")


def check_may_review_log(deed: Deed) -> None:
    """Whether this deed may read and review the access log."""
    if deed.has(Role.PRIVACY_OFFICER) or (deed.has(Role.AGENCY_LEAD) and deed.agency_id):
        return
    raise Refused("review-is-the-privacy-officers")
