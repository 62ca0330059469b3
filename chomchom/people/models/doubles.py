"""Tables about records that may be, are, or are not one person. What they say of a person is a level or a keyed hash."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from chomchom.people.models.records import Person
from chomchom.people.rules import merging
from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id


class LikeToken(models.Model):
    """Keyed hashes under which slips of a name meet (김○늘 born in 1950). Restricted persons have none."""

    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="like_tokens")
    token = models.BinaryField(max_length=8)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "person"], name="one_token_a_person")]

    def __str__(self) -> str:
        return str(self.person_id)


class LikelyPair(models.Model):
    """Two records that may be one person, with the reasons as levels, and what was decided.

    `facts` is a keyed hash of what both said when it was found or judged: a pair told apart comes back only when
    it changes.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    one = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    state = state_field(merging.PairState)
    found_by = state_field(merging.FoundBy)
    bits = models.IntegerField()  # match weight in tenths of a bit, the prior left out
    reasons = ArrayField(models.CharField(max_length=24))
    facts = models.BinaryField(max_length=16)
    found_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known(merging.PairState, "state", "pair_state_known"),
            known(merging.FoundBy, "found_by", "pair_found_by_known"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="pair_stands_in_order"),
            models.UniqueConstraint(fields=["one", "other"], name="one_row_a_pair"),
        ]
        indexes = [models.Index(fields=["-bits", "id"], name="pair_by_weight", condition=Q(state="open"))]

    def __str__(self) -> str:
        return str(self.id)


class Merge(models.Model):
    """Two records that became one: what each field was before, and who wanted, agreed and undid it.

    `before` and `after` hold the kept record's fields as JSON, sealed; undoing writes `before` back where nobody has
    corrected the field since.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kept = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    away = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    state = state_field(merging.MergeState)
    taken = ArrayField(models.CharField(max_length=16))  # groups of fields taken from the record that went away
    before = SealedText()
    after = SealedText()
    grants = ArrayField(models.CharField(max_length=80), default=list)  # holder:basis opened on the kept record
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_because = state_field(merging.UndoReason, blank=True, default="")

    class Meta:
        constraints = [
            known(merging.MergeState, "state", "merge_state_known"),
            known(merging.UndoReason, "undone_because", "merge_undo_known", blank=True),
            models.CheckConstraint(condition=~Q(kept=F("away")), name="merge_of_two"),
            models.UniqueConstraint(
                fields=["away"], condition=Q(state__in=["asked", "made"]), name="one_running_merge_a_record"
            ),
        ]
        indexes = [models.Index(fields=["kept"], name="merge_by_kept")]

    def __str__(self) -> str:
        return str(self.id)


class ContactLock(models.Model):
    """An account that may not meet this person's record: a relative, a party to a quarrel. Denies whatever else allows."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="locks")
    account_id = models.UUIDField()
    because = state_field(merging.LockReason)
    set_by = models.UUIDField()
    set_at = models.DateTimeField()
    lifted_by = models.UUIDField(null=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known(merging.LockReason, "because", "lock_reason_known"),
            models.UniqueConstraint(
                fields=["account_id", "person"], condition=Q(lifted_at__isnull=True), name="one_lock_an_account"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)
