"""Giving and ending postings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from chomchom.accounts import access, rules
from chomchom.accounts.events import PostingEnded, PostingGiven
from chomchom.accounts.models import Account, Agency, Posting
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record


def _facts(
    deed: Deed,
    *,
    account_id: UUID,
    role: Role,
    agency: Agency | None,
    areas: frozenset[str],
    whole_city: bool,
    from_on: date,
    until_on: date | None,
) -> rules.PostingFacts:
    """What the rule needs to know about a posting that is asked for."""
    same = Posting.objects.filter(Q(until_on=None) | Q(until_on__gte=from_on), account_id=account_id, role=role)
    if agency is not None:
        same = same.filter(agency=agency)
    if until_on is not None:
        same = same.filter(from_on__lte=until_on)
    overlapping = any(set(row.areas) & areas or row.whole_city or whole_city or not areas for row in same)
    return rules.PostingFacts(
        role=role,
        agency_given=agency is not None,
        agency_active=agency is None or agency.active,
        areas=areas,
        whole_city=whole_city,
        from_on=from_on,
        until_on=until_on,
        own=account_id == deed.actor_id,
        overlaps=overlapping,
    )


def _load_for_posting(deed: Deed, account_id: UUID) -> Account:
    """An account to be posted: one the deed manages, or a new one that is posted nowhere yet."""
    fresh = Account.objects.filter(pk=account_id, postings__isnull=True).first()
    if fresh is not None:
        access.check_may_manage(deed)
        return fresh
    return access.load_account(deed, account_id)


def give_posting(
    deed: Deed,
    *,
    account_id: UUID,
    role: Role,
    agency_id: UUID | None = None,
    areas: Iterable[str] = (),
    whole_city: bool | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
) -> UUID:
    """Post somebody: a role for a body over some dongs, from today unless said otherwise.

    Raises what `rules.check_posting` refuses, and `role-not-yours-to-give`.
    """
    account = _load_for_posting(deed, account_id)
    access.check_may_post(deed, role=role, agency_id=agency_id)
    agency = access.load_agency(agency_id) if agency_id else None
    dongs = frozenset(areas)
    wide = rules.sees_whole_city(role, areas=dongs) if whole_city is None else whole_city
    starts = from_on or deed.day
    rules.check_posting(
        _facts(deed, account_id=account.pk, role=role, agency=agency, areas=dongs, whole_city=wide, from_on=starts,
               until_on=until_on)
    )  # fmt: skip
    posting = Posting.objects.create(
        account=account, role=role, agency=agency, areas=sorted(dongs), whole_city=wide, from_on=starts,
        until_on=until_on, given_by=deed.actor_id, given_at=deed.at,
    )  # fmt: skip
    record(
        deed,
        PostingGiven(posting_id=posting.pk, account_id=account.pk, role=role, agency_id=agency_id, from_on=starts,
                     until_on=until_on),
        stream=account.pk,
    )  # fmt: skip
    return posting.pk


def end_posting(deed: Deed, *, posting_id: UUID, ends_on: date) -> UUID:
    """End a posting: `ends_on` is its last day; yesterday ends it at once. The account it belonged to."""
    posting = access.load_posting(deed, posting_id, lock=True)
    access.check_may_end(deed, posting)
    if posting.account_id == deed.actor_id and not deed.has(Role.SYSTEM):
        raise Refused("own-posting")
    rules.check_posting_end(from_on=posting.from_on, until_on=posting.until_on, ends_on=ends_on, day=deed.day)
    posting.until_on, posting.ended_by, posting.ended_at = ends_on, deed.actor_id, deed.at
    posting.save(update_fields=["until_on", "ended_by", "ended_at"])
    record(
        deed,
        PostingEnded(posting_id=posting.pk, account_id=posting.account_id, ends_on=ends_on),
        stream=posting.account_id,
    )
    return posting.account_id
