"""Tables of the review: kinds of rows, rounds with their rows, cards, what stands in them, and every move."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from chomchom.planning.models.tree import Project, Term
from chomchom.planning.rules.reviews import CardState, RoundState
from chomchom.store.enums import known, state_field
from chomchom.store.ids import new_id


class RowKind(models.Model):
    """One kind of row a city uses on its cards (TF 검토 결과 …), from a day until a day; the city edits the list."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=32)
    label = models.CharField(max_length=40)
    filler = models.CharField(max_length=60, blank=True, default="")
    required = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "from_on"], name="one_row_kind_a_day"),
            models.CheckConstraint(
                name="row_kind_days_add_up", condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.label


class ReviewRound(models.Model):
    """One review of a plan's projects in a year."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    term = models.ForeignKey(Term, on_delete=models.RESTRICT, related_name="review_rounds")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    state = state_field(RoundState, default=RoundState.OPEN)
    due_on = models.DateField()
    opened_by = models.UUIDField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            known(RoundState, "state", "review_round_state_known"),
            models.UniqueConstraint(fields=["term", "year", "name"], name="one_review_round_a_name"),
            models.CheckConstraint(
                name="closed_round_has_a_time", condition=Q(state="open") | Q(closed_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.name}"


class RoundRow(models.Model):
    """One row of every card of a round, as it was named when the round began, and when it is due."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(ReviewRound, on_delete=models.RESTRICT, related_name="rows")
    code = models.CharField(max_length=32)
    label = models.CharField(max_length=40)
    filler = models.CharField(max_length=60, blank=True, default="")
    required = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "code"], name="one_round_row_a_code")]

    def __str__(self) -> str:
        return self.label


class ReviewCard(models.Model):
    """One project's card in a round. `version` grows with every move."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(ReviewRound, on_delete=models.RESTRICT, related_name="cards")
    project = models.ForeignKey(Project, on_delete=models.RESTRICT, related_name="review_cards")
    state = state_field(CardState, default=CardState.WRITING)
    submitted_by = models.UUIDField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.UUIDField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.UUIDField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            known(CardState, "state", "review_card_state_known"),
            models.UniqueConstraint(fields=["round", "project"], name="one_review_card_a_project"),
            models.CheckConstraint(
                name="submitted_card_has_a_time", condition=Q(state="writing") | Q(submitted_at__isnull=False)
            ),
            models.CheckConstraint(
                name="final_card_has_a_time", condition=~Q(state="final") | Q(finished_at__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["project"], name="review_card_by_project")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.project_id}"


class CardEntry(models.Model):
    """What stands in one row of a card, who is to fill it, or why there is nothing to fill in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    card = models.ForeignKey(ReviewCard, on_delete=models.RESTRICT, related_name="entries")
    row = models.ForeignKey(RoundRow, on_delete=models.RESTRICT, related_name="entries")
    assignee_id = models.UUIDField(null=True, blank=True)
    text = models.TextField(blank=True, default="")
    excuse = models.CharField(max_length=300, blank=True, default="")
    written_by = models.UUIDField(null=True, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card", "row"], name="one_entry_a_row"),
            models.CheckConstraint(name="entry_or_excuse", condition=Q(text="") | Q(excuse="")),
        ]
        indexes = [models.Index(fields=["assignee_id"], name="entry_by_assignee")]

    def __str__(self) -> str:
        return f"{self.card_id} {self.row_id}"


class CardQuote(models.Model):
    """What somebody said in a meeting, brought beside a row by a person, with where it was said; never merged into it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    entry = models.ForeignKey(CardEntry, on_delete=models.RESTRICT, related_name="quotes")
    opinion_id = models.UUIDField()
    meeting_id = models.UUIDField(null=True, blank=True)
    source_label = models.CharField(max_length=80)
    meeting_name = models.CharField(max_length=120, blank=True, default="")
    text = models.TextField()
    quoted_by = models.UUIDField()
    quoted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "opinion_id"], name="one_quote_an_opinion")]

    def __str__(self) -> str:
        return self.source_label


class CardMove(models.Model):
    """One move of a card, with the words of who asked for something to be mended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    card = models.ForeignKey(ReviewCard, on_delete=models.RESTRICT, related_name="moves")
    move = models.CharField(max_length=32)
    state = state_field(CardState)
    reason = models.CharField(max_length=500, blank=True, default="")
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [known(CardState, "state", "card_move_state_known")]

    def __str__(self) -> str:
        return f"{self.card_id} {self.move}"
