"""Tables of people. Names, numbers, addresses and notes are sealed; what finds them are keyed hashes beside them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from chomchom.kernel.deeds import Deed, Reach
from chomchom.people.rules import identity, keeping, sharing
from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id


class Household(models.Model):
    """People who live at one door. `separate` marks a second household at the same address."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dong = models.CharField(max_length=10)
    kind = state_field(identity.HouseholdKind)
    address = SealedText()
    address_index = models.BinaryField(max_length=16, null=True)
    separate = models.BooleanField(default=False)
    agency_id = models.UUIDField(null=True)
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [
            known(identity.HouseholdKind, "kind", "household_kind_known"),
            models.UniqueConstraint(
                fields=["address_index"],
                condition=Q(separate=False, address_index__isnull=False),
                name="one_household_an_address",
            ),
        ]
        indexes = [
            models.Index(fields=["dong"], name="household_by_dong"),
            models.Index(fields=["address_index"], name="household_by_address"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Person(models.Model):
    """One person. Restricted persons have no index entries, so that no search key finds them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    household = models.ForeignKey(Household, on_delete=models.RESTRICT, related_name="persons")
    dong = models.CharField(max_length=10)  # the household's, kept here so that lists need no join
    name = SealedText()
    name_index = models.BinaryField(max_length=16, null=True)
    birth_date = SealedText()  # ISO day, or empty
    birth_index = models.BinaryField(max_length=16, null=True)
    phone = SealedText()
    phone_index = models.BinaryField(max_length=16, null=True)
    sex = state_field(identity.Sex)
    language = models.CharField(max_length=3, blank=True, default="")
    interpreter = models.BooleanField(default=False)
    contact_first = state_field(identity.ContactFirst, default=identity.ContactFirst.ANY)
    contact_hours = state_field(identity.ContactHours, default=identity.ContactHours.ANY)
    voice_ok = models.BooleanField(default=True)
    contact_note = SealedText()
    restricted = state_field(identity.RestrictReason, blank=True, default="")
    stopped_on = models.DateField(null=True)  # 처리정지
    is_alias = models.BooleanField(default=False)  # a record that leads to another since a merge (PersonAlias)
    ended_on = models.DateField(null=True)
    end_reason = state_field(keeping.EndReason, blank=True, default="")
    agency_id = models.UUIDField(null=True)
    registered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            known(identity.Sex, "sex", "person_sex_known"),
            known(identity.ContactFirst, "contact_first", "person_contact_first_known"),
            known(identity.ContactHours, "contact_hours", "person_contact_hours_known"),
            known(identity.RestrictReason, "restricted", "person_restriction_known", blank=True),
            known(keeping.EndReason, "end_reason", "person_end_reason_known", blank=True),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="") | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="person_end_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(restricted="")
                | Q(name_index__isnull=True, birth_index__isnull=True, phone_index__isnull=True),
                name="restricted_person_has_no_index",
            ),
        ]
        indexes = [
            models.Index(fields=["dong"], name="person_by_dong"),
            models.Index(fields=["name_index"], name="person_by_name"),
            models.Index(fields=["birth_index"], name="person_by_birth"),
            models.Index(fields=["phone_index"], name="person_by_phone"),
            models.Index(fields=["ended_on"], name="person_by_end", condition=Q(ended_on__isnull=False)),
        ]

    @property
    def born(self) -> date | None:
        """The birth date as a day; None where it is not known."""
        return date.fromisoformat(self.birth_date) if self.birth_date else None

    def __str__(self) -> str:
        return str(self.id)


class NameGram(models.Model):
    """Keyed hashes of each two syllables of a name. Search is equality on these rows; they die with the person."""

    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="grams")
    dong = models.CharField(max_length=10)
    gram = models.BinaryField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gram", "dong", "person"], name="one_gram_a_person")]

    def __str__(self) -> str:
        return str(self.person_id)


class NamedReader(models.Model):
    """An account that may open a restricted record."""

    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="readers")
    account_id = models.UUIDField()
    named_by = models.UUIDField()
    named_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "person"], name="one_reader_a_person")]

    def __str__(self) -> str:
        return str(self.person_id)


class Contact(models.Model):
    """A guardian, emergency contact, relative or helper of a person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="contacts")
    kind = state_field(identity.ContactKind)
    relation = state_field(identity.Relation)
    name = SealedText()
    phone = SealedText()
    may_be_told = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=1)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            known(identity.ContactKind, "kind", "contact_kind_known"),
            known(identity.Relation, "relation", "contact_relation_known"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Hazard(models.Model):
    """What a visitor should know before the door, with the day it has to be looked at again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    household = models.ForeignKey(Household, on_delete=models.RESTRICT, related_name="hazards")
    kind = state_field(identity.HazardKind)
    note = SealedText()
    confirmed_on = models.DateField()
    review_on = models.DateField()
    noted_by = models.UUIDField()
    noted_at = models.DateTimeField()
    cleared_on = models.DateField(null=True)

    class Meta:
        constraints = [
            known(identity.HazardKind, "kind", "hazard_kind_known"),
            models.CheckConstraint(condition=Q(review_on__gte=F("confirmed_on")), name="hazard_review_follows"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Consent(models.Model):
    """One right to share: a consent, or a legal ground, for one purpose and one recipient, over some field groups."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="consents")
    kind = state_field(sharing.BasisKind)
    ground = state_field(sharing.LegalGround, blank=True, default="")
    purpose = state_field(sharing.Purpose)
    recipient_kind = state_field(sharing.RecipientKind)
    recipient = models.CharField(max_length=36)  # an agency's id, or the kind's own word
    fields = ArrayField(models.CharField(max_length=16))
    required = models.BooleanField(default=False)
    from_on = models.DateField()
    until_on = models.DateField()
    way = state_field(sharing.Way)
    signed_by = state_field(sharing.SignedBy)
    note = SealedText()
    given_at = models.DateTimeField()
    recorded_by = models.UUIDField()
    withdrawn_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            known(sharing.BasisKind, "kind", "consent_kind_known"),
            known(sharing.LegalGround, "ground", "consent_ground_known", blank=True),
            known(sharing.Purpose, "purpose", "consent_purpose_known"),
            known(sharing.RecipientKind, "recipient_kind", "consent_recipient_known"),
            known(sharing.Way, "way", "consent_way_known"),
            known(sharing.SignedBy, "signed_by", "consent_signer_known"),
            models.CheckConstraint(
                condition=Q(kind="consent", ground="") | (Q(kind="law") & ~Q(ground="")), name="consent_law_has_ground"
            ),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="consent_ends_after_start"),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_on__isnull=False, withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="consent_withdrawal_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["person", "recipient"], name="consent_by_person")]

    def __str__(self) -> str:
        return str(self.id)


class DataRequest(models.Model):
    """열람·정정·삭제·처리정지: what somebody asked of the data about them, and the answer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField()  # not a key: the request outlives the person's row
    kind = state_field(keeping.RequestKind)
    state = state_field(keeping.RequestState)
    received_on = models.DateField()
    due_on = models.DateField()
    asked_by = state_field(sharing.SignedBy)
    way = state_field(sharing.Way)
    note = SealedText()
    answer = SealedText()
    ground = state_field(keeping.DenyGround, blank=True, default="")
    received_by = models.UUIDField()
    received_at = models.DateTimeField()
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known(keeping.RequestKind, "kind", "request_kind_known"),
            known(keeping.RequestState, "state", "request_state_known"),
            known(sharing.SignedBy, "asked_by", "request_asker_known"),
            known(sharing.Way, "way", "request_way_known"),
            known(keeping.DenyGround, "ground", "request_ground_known", blank=True),
            models.UniqueConstraint(
                fields=["person_id", "kind"],
                condition=Q(state__in=["open", "extended"]),
                name="one_open_request_a_kind",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="request_by_due", condition=Q(state__in=["open", "extended"]))]

    def __str__(self) -> str:
        return str(self.id)


class Hold(models.Model):
    """A room above still needs a person's data: an open case, a running payment."""

    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="holds")
    room = models.CharField(max_length=24)
    subject_id = models.UUIDField()
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "room", "subject_id"], name="one_hold_a_subject")]

    def __str__(self) -> str:
        return f"{self.room} {self.person_id}"


class DestructionProposal(models.Model):
    """A list of records on its way to destruction, and its proof."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = state_field(keeping.RecordKind)
    state = state_field(keeping.ProposalState)
    count = models.PositiveIntegerField()
    proof = models.CharField(max_length=64)
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)
    done_count = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            known(keeping.RecordKind, "kind", "proposal_kind_known"),
            known(keeping.ProposalState, "state", "proposal_state_known"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")), name="proposal_has_other_eyes"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class DestructionItem(models.Model):
    """One record on a list. `open` falls when the list is decided against or done."""

    proposal = models.ForeignKey(DestructionProposal, on_delete=models.RESTRICT, related_name="items")
    record_id = models.UUIDField()
    open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record_id"], condition=Q(open=True), name="one_open_list_a_record")
        ]

    def __str__(self) -> str:
        return str(self.record_id)


class Tombstone(models.Model):
    """A record of this kind and id existed and was destroyed. Insert only; replayed after a restore."""

    record_id = models.UUIDField(primary_key=True)
    kind = state_field(keeping.RecordKind)
    proposal_id = models.UUIDField(null=True)
    destroyed_at = models.DateTimeField()

    class Meta:
        constraints = [known(keeping.RecordKind, "kind", "tombstone_kind_known")]

    def __str__(self) -> str:
        return str(self.record_id)


class PersonAlias(models.Model):
    """An id that means another person's id since two records turned out to be one. Rows are never re-pointed."""

    alias_id = models.UUIDField(primary_key=True)
    canonical = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="aliases")
    made_by = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(alias_id=F("canonical")), name="alias_is_another_id"),
        ]

    def __str__(self) -> str:
        return str(self.alias_id)

    @staticmethod
    def meaning(ids: Iterable[UUID]) -> RawSQL:
        """For `pk__in`: what these ids mean since merges, each itself where nothing was merged.

        A join from few ids to the key. Under row security an OR, a coalesce or a computed id would walk through the
        whole city instead, because they are not known to keep secrets.
        """
        some = list(ids)
        return RawSQL(
            "SELECT canonical_id FROM people_personalias WHERE alias_id = ANY(%s::uuid[]) UNION "
            "SELECT id FROM unnest(%s::uuid[]) AS wanted (id)"
            " WHERE NOT EXISTS (SELECT FROM people_personalias WHERE alias_id = wanted.id)",
            [some, some],
        )


def with_household(deed: Deed, rows: models.QuerySet[Person]) -> models.QuerySet[Person]:
    """Persons together with their households where the deed reaches every row.

    A holder may be granted a person and not the household; a join would lose the person then.
    """
    return rows.select_related("household") if deed.reach == Reach.ALL else rows
