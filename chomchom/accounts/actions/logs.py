"""The logs: who opened whose record, what left as a file, who logged in; their review and the questions they raise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from chomchom.accounts import access, rules
from chomchom.accounts.events import ExplanationAsked, ExplanationGiven, ExportTaken, LogReviewed
from chomchom.accounts.models import Explanation, ExportLog, LoginEvent, LogReview
from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import Code
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.store.acting import require
from chomchom.store.constraints import refusing

# Written without RETURNING: who writes a line need not be able to read it. Whether an emergency opening was running
# is decided here, so that no caller can forget to say so.
_INSERT = """
INSERT INTO accounts_accesslog
    (at, account_id, link_id, agency_id, role, address, subject_id, record_kind, record_id, purpose, emergency)
SELECT %s, %s, %s, %s, %s, %s, v.subject_id, %s, v.record_id, %s, EXISTS (
    SELECT 1 FROM accounts_breakglass g
    WHERE g.account_id = %s AND g.subject_id = v.subject_id AND g.opened_at <= %s AND g.until > %s)
FROM unnest(%s::uuid[], %s::uuid[]) AS v(subject_id, record_id)
"""


@dataclass(frozen=True, slots=True)
class Opened:
    """One record that was opened, and whose it is."""

    subject_id: UUID | None
    record_id: UUID | None


def note_access(
    deed: Deed, *, subject_id: UUID | None, record_kind: str, record_id: UUID | None = None, purpose: str
) -> None:
    """Write down that a record was opened; the page is not shown when this fails.

    `record_kind` and `purpose` are codes (`person`, `case`; `see-card`, `reveal-name`).
    """
    note_access_many(deed, opened=[Opened(subject_id, record_id)], record_kind=record_kind, purpose=purpose)


def note_access_many(deed: Deed, *, opened: Iterable[Opened], record_kind: str, purpose: str) -> None:
    """Write down a set of opened records with one statement."""
    require(deed)
    Code(record_kind)
    rows = list(opened)
    if not rows or not purpose:
        if rows:
            raise ValueError("a log line needs its purpose")
        return
    role = min(deed.roles, default="")
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            [
                deed.at, deed.actor_id, deed.link_id, deed.agency_id, role, deed.address or None, record_kind, purpose,
                deed.actor_id, deed.at, deed.at, [row.subject_id for row in rows], [row.record_id for row in rows],
            ],
        )  # fmt: skip


def note_export(deed: Deed, *, what: str, rows: int, reason: str, personal: bool = False) -> UUID:
    """Write down that records leave as a file. Raises `export-needs-a-reason` without one.

    `what` is a code such as `board` or `figures`; `personal` says that the file holds names or addresses.
    """
    require(deed)
    rules.check_export_reason(reason)
    line = ExportLog.objects.create(
        at=deed.at, account_id=deed.actor_id, agency_id=deed.agency_id, address=deed.address or None, what=Code(what),
        row_count=rows, personal=personal, reason=reason.strip()[:200],
    )  # fmt: skip
    record(deed, ExportTaken(export_id=line.pk, what=Code(what), rows=rows), stream=line.pk)
    return line.pk


def note_login(*, kind: rules.LoginKind, at: datetime, account_id: UUID | None, address: str, agent: str = "") -> None:
    """Write down what happened at the login door; called before there is a deed."""
    LoginEvent.objects.create(kind=kind, at=at, account_id=account_id, address=address or None, agent=agent[:120])


def review_log(deed: Deed, *, month_on: date, note: str = "") -> None:
    """Sign the monthly review of the access log. Raises `month-not-over`, `month-already-reviewed`."""
    access.check_may_review_log(deed)
    first = month_on.replace(day=1)
    if first >= deed.day.replace(day=1):
        raise Refused("month-not-over")
    opened = access.visible_log(deed).filter(at__date__gte=first, at__date__lt=_next_month(first)).count()
    asked = access.visible_explanations(deed).filter(about_on__gte=first, about_on__lt=_next_month(first)).count()
    with refusing("one_log_review_a_month", "month-already-reviewed"):
        review = LogReview.objects.create(
            month_on=first, agency_id=deed.agency_id, reviewed_by=deed.actor_id, reviewed_at=deed.at, opened=opened,
            note=note.strip()[:500],
        )  # fmt: skip
    record(deed, LogReviewed(month_on=first, opened=opened, asked=asked), stream=review.pk)


def _next_month(first: date) -> date:
    return first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)


def ask_explanation(deed: Deed, *, account_id: UUID, about_kind: str, about_on: date, question: str) -> UUID:
    """Ask somebody why they opened or took records on a day."""
    access.check_may_review_log(deed)
    account = access.load_account(deed, account_id)
    if account.pk == deed.actor_id:
        raise Refused("own-access")
    if len(question.strip()) < 5:
        raise Refused("question-needs-words")
    asked = Explanation.objects.create(
        account=account, agency_id=deed.agency_id, about_kind=about_kind, about_on=about_on,
        question=question.strip()[:500], asked_by=deed.actor_id, asked_at=deed.at,
    )  # fmt: skip
    record(deed, ExplanationAsked(question_id=asked.pk, account_id=account.pk), stream=asked.pk)
    return asked.pk


def answer_explanation(deed: Deed, *, question_id: UUID, answer: str) -> None:
    """Answer a question about own access, once."""
    question = access.load_explanation(deed, question_id)
    if question.account_id != deed.actor_id:
        raise Refused("not-asked-of-you")
    if question.answered_at is not None:
        raise Refused("answered-already")
    if len(answer.strip()) < 5:
        raise Refused("explanation-needs-words")
    question.answer, question.answered_at = answer.strip()[:1000], deed.at
    question.save(update_fields=["answer", "answered_at"])
    record(deed, ExplanationGiven(question_id=question.pk), stream=question.pk)
