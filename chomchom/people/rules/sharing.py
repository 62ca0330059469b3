"""What may be shared with whom: purposes, recipients, field groups, consents and legal bases."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from chomchom.kernel.verdicts import Refused


class Purpose(StrEnum):
    """Why personal data are used; a consent names exactly one."""

    WELLBEING = "wellbeing"  # 안부확인
    SITE_CHECK = "site_check"  # 현장 확인
    REFERRAL = "referral"  # 서비스 의뢰·연계
    CASE = "case"  # 통합사례관리
    PROGRAMME = "programme"  # 사업 참여
    RESEARCH = "research"  # 연구·통계


class FieldGroup(StrEnum):
    """What is shared, in groups a person can understand."""

    NAME = "name"
    CONTACT = "contact"
    ADDRESS = "address"
    BIRTH = "birth"
    HOUSEHOLD = "household"
    REASON = "reason"
    NEEDS = "needs"
    WELLBEING = "wellbeing"
    HEALTH = "health"  # sensitive: 개인정보 보호법 제23조


SENSITIVE = frozenset({FieldGroup.HEALTH})


class RecipientKind(StrEnum):
    """Kinds of receivers that are not one agency; an agency is named by its id."""

    AGENCY = "agency"
    CITY = "city"
    NEIGHBOUR = "neighbour"
    PROVINCE = "province"
    RESEARCHER = "researcher"
    COMPANION = "companion"


class BasisKind(StrEnum):
    """Where the right to share comes from."""

    CONSENT = "consent"
    LAW = "law"


class LegalGround(StrEnum):
    """Grounds other than consent (개인정보 보호법 제15·17·18조); claimed by an officer for one person and a short time."""

    LIFE_IN_DANGER = "life_in_danger"  # 급박한 생명·신체의 이익
    PUBLIC_DUTY = "public_duty"  # 법령상 의무의 준수 (사회보장급여법에 따른 위기가구 확인)
    COURT_OR_LAW = "court_or_law"  # 다른 법률의 특별한 규정


class Way(StrEnum):
    """How a consent was given or taken back."""

    PAPER = "paper"
    ELECTRONIC = "electronic"
    PHONE = "phone"


class SignedBy(StrEnum):
    """Whose will it was."""

    SELF = "self"
    GUARDIAN = "guardian"


@dataclass(frozen=True, slots=True)
class ConsentFacts:
    """A consent or legal basis as it stands in its row."""

    consent_id: UUID
    kind: BasisKind
    purpose: Purpose
    recipient: str
    fields: frozenset[FieldGroup]
    from_on: date
    until_on: date
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """The right to share with one recipient for one purpose on one day."""

    consent_id: UUID
    kind: BasisKind
    purpose: Purpose
    recipient: str
    fields: frozenset[FieldGroup]
    until: date
    consent_ids: tuple[UUID, ...] = ()

    def allows(self, *groups: FieldGroup | str) -> bool:
        """Whether all these field groups may be shared."""
        return all(FieldGroup(group) in self.fields for group in groups)


def in_force(facts: ConsentFacts, *, on: date) -> bool:
    """From the first day through the last; a withdrawal ends it on its own day, at once."""
    return facts.from_on <= on <= facts.until_on and facts.withdrawn_on is None


def basis_of(rows: Iterable[ConsentFacts], *, on: date) -> Basis | None:
    """All bases in force for one purpose and recipient as one: their fields together, named by the one that lasts longest.

    A consent is named before a legal basis of the same length, because it is the person's own word.
    """
    good = [row for row in rows if in_force(row, on=on)]
    if not good:
        return None
    best = max(good, key=lambda row: (row.until_on, row.kind is BasisKind.CONSENT, row.consent_id.int))
    return Basis(
        consent_id=best.consent_id,
        kind=best.kind,
        purpose=best.purpose,
        recipient=best.recipient,
        fields=frozenset().union(*(row.fields for row in good)),
        until=best.until_on,
        consent_ids=tuple(sorted((row.consent_id for row in good), key=lambda one: one.int)),
    )


def recipient_kind(recipient: UUID | str) -> tuple[RecipientKind, UUID | None]:
    """A recipient as kind and, for an agency, its id; raises `recipient-unknown`."""
    if isinstance(recipient, UUID):
        return RecipientKind.AGENCY, recipient
    try:
        return RecipientKind.AGENCY, UUID(recipient)
    except ValueError:
        pass
    if recipient in set(RecipientKind) - {RecipientKind.AGENCY}:
        return RecipientKind(recipient), None
    raise Refused("recipient-unknown")


def purpose_of(value: str) -> Purpose:
    """A purpose from its code; raises `purpose-unknown`."""
    try:
        return Purpose(value)
    except ValueError:
        raise Refused("purpose-unknown") from None


def field_groups(values: Collection[str]) -> frozenset[FieldGroup]:
    """Field groups from their codes; raises `fields-unknown`, `fields-missing`."""
    if not values:
        raise Refused("fields-missing")
    try:
        return frozenset(FieldGroup(value) for value in values)
    except ValueError:
        raise Refused("fields-unknown") from None


@dataclass(frozen=True, slots=True)
class NewConsent:
    """What somebody is about to agree to."""

    fields: frozenset[FieldGroup]
    from_on: date
    until_on: date
    signed_by: SignedBy
    age: int | None
    has_guardian: bool
    required: bool = False


def check_consent(new: NewConsent, *, on: date, longest_years: int, guardian_below: int) -> None:
    """Whether a consent can be recorded.

    Sensitive data stand apart (제23조), optional and required items too (제22조); under 14 a guardian signs (제22조의2).
    """
    if new.fields & SENSITIVE and new.fields - SENSITIVE:
        raise Refused("sensitive-apart")
    if new.fields & SENSITIVE and new.required:
        raise Refused("sensitive-never-required")
    if new.until_on < new.from_on or new.until_on < on:
        raise Refused("consent-ends-before-it-starts")
    if new.until_on > _years_later(new.from_on, longest_years):
        raise Refused("consent-too-long", years=longest_years)
    if new.age is not None and new.age < guardian_below and new.signed_by is not SignedBy.GUARDIAN:
        raise Refused("guardian-must-sign", age=guardian_below)
    if new.signed_by is SignedBy.GUARDIAN and not new.has_guardian:
        raise Refused("guardian-not-recorded")


def check_claim(*, from_on: date, until_on: date, longest_days: int, fields: frozenset[FieldGroup]) -> None:
    """Whether a legal basis can be claimed: short, and never for health data."""
    if until_on < from_on:
        raise Refused("consent-ends-before-it-starts")
    if until_on > from_on + timedelta(days=longest_days):
        raise Refused("claim-too-long", days=longest_days)
    if fields & SENSITIVE:
        raise Refused("claim-not-for-sensitive")


def check_withdrawable(facts: ConsentFacts) -> None:
    """A consent is taken back once; a legal basis is not the person's to take back but an officer may end it."""
    if facts.withdrawn_on is not None:
        raise Refused("consent-already-withdrawn")


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
