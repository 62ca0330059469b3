"""Site checks and what was found at the door."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from chomchom.kernel.deeds import Sector
from chomchom.outreach.models.episodes import Episode
from chomchom.outreach.rules.words import CheckResult, CheckState, NotDone, SharingBasis, VisitorKind
from chomchom.store.enums import known, state_field
from chomchom.store.fields import SealedText
from chomchom.store.ids import new_id


class SiteCheck(models.Model):
    """현장 확인: one request to one visitor to go to the door."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    episode = models.ForeignKey(Episode, on_delete=models.RESTRICT, related_name="site_checks")
    visitor_kind = state_field(VisitorKind)
    visitor_id = models.UUIDField()
    agency_id = models.UUIDField(null=True)  # whom row security shows it to
    link_id = models.UUIDField(null=True)
    basis = state_field(SharingBasis)
    fields = ArrayField(models.CharField(max_length=24), default=list)
    state = state_field(CheckState, default="asked")
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    set_out_at = models.DateTimeField(null=True)
    came_back_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    result = state_field(CheckResult, blank=True, default="")

    class Meta:
        constraints = [
            known(VisitorKind, "visitor_kind", "site_check_visitor_known"),
            known(SharingBasis, "basis", "site_check_basis_known"),
            known(CheckState, "state", "site_check_state_known"),
            known(CheckResult, "result", "site_check_result_known", blank=True),
            models.UniqueConstraint(
                fields=["episode"],
                condition=Q(state__in=["asked", "on_way", "emergency"]),
                name="one_open_site_check_per_episode",
            ),
            models.CheckConstraint(name="site_check_due_after_asking", condition=Q(due_at__gt=F("asked_at"))),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="site_check_overdue", condition=Q(state__in=["asked", "on_way", "emergency"])
            ),
            models.Index(fields=["episode", "asked_at"], name="site_check_of_episode"),
            models.Index(fields=["visitor_id", "asked_at"], name="site_check_of_visitor"),
            models.Index(fields=["agency_id", "asked_at"], name="site_check_of_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.visitor_kind} {self.state}"


class SiteCheckAnswer(models.Model):
    """One answer of a visitor. A page that was offline sends it with its own key; the same key is one answer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site_check = models.ForeignKey(SiteCheck, on_delete=models.RESTRICT, related_name="answers")
    idem_key = models.UUIDField()
    result = state_field(CheckResult)
    not_done = state_field(NotDone, blank=True, default="")
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField()
    by = models.UUIDField()
    sector = state_field(Sector)
    memo = SealedText(blank=True, default="")
    photo = SealedText(blank=True, default="")  # base64 of a cleaned JPEG

    class Meta:
        constraints = [
            known(CheckResult, "result", "answer_result_known"),
            known(NotDone, "not_done", "answer_not_done_known", blank=True),
            known(Sector, "sector", "answer_sector_known"),
            models.UniqueConstraint(fields=["site_check", "idem_key"], name="one_answer_per_key"),
        ]
        indexes = [models.Index(fields=["site_check", "received_at"], name="answer_of_check")]

    def __str__(self) -> str:
        return f"{self.result} {self.received_at:%F %T}"
