"""Reading the logs: the monthly review, who opened whose file, emergencies, downloads, questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractHour, ExtractWeekDay, TruncHour

from chomchom.accounts import access
from chomchom.accounts.models import AccessLog, Explanation, LoginEvent, LogReview
from chomchom.accounts.reads.bodies import accounts_named, agencies
from chomchom.accounts.rules import GlassFinding, GlassReason, LoginKind
from chomchom.accounts.sentences import FINDINGS, GLASS_REASONS, purpose_label, record_label, role_label
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.rulebook.public import value, whole
from chomchom.store.acting import widened
from chomchom.store.paging import Page, page


@dataclass(frozen=True, slots=True)
class LogRow:
    """One line of the access log as its reviewer sees it."""

    at: datetime
    name: str
    role_label: str
    agency_name: str
    address: str
    what: str
    purpose: str
    subject_id: UUID | None
    emergency: bool
    account_id: UUID


@dataclass(frozen=True, slots=True)
class OpenedRow:
    """One opening of a file, as the person concerned may see it: no staff member's name, but body, part and purpose."""

    at: datetime
    agency_name: str
    role_label: str
    what: str
    purpose: str
    emergency: bool


@dataclass(frozen=True, slots=True)
class Heavy:
    """Somebody who stands out in a month."""

    account_id: UUID
    name: str
    opened: int
    after_hours: int
    busiest_hour: int
    over_limit: bool


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The month of the access log on one page."""

    month_on: date
    opened: int
    people: int
    subjects: int
    after_hours: int
    emergencies: int
    exports: int
    elsewhere: int
    standing_out: tuple[Heavy, ...]
    reviewed_at: datetime | None
    reviewed_by: str


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One download."""

    export_id: UUID
    at: datetime
    account_id: UUID
    name: str
    what: str
    rows: int
    personal: bool
    reason: str


@dataclass(frozen=True, slots=True)
class GlassRow:
    """One emergency opening."""

    glass_id: UUID
    name: str
    subject_id: UUID
    because: str
    note: str
    opened_at: datetime
    until: datetime
    running: bool
    finding: str
    own: bool


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question about access, and its answer."""

    question_id: UUID
    name: str
    about_on: date
    about_kind: str
    question: str
    answer: str
    due_on: date
    late: bool
    own: bool


def _month(month_on: date) -> tuple[datetime, datetime]:
    first = month_on.replace(day=1)
    after = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    return datetime.combine(first, time(0), SEOUL), datetime.combine(after, time(0), SEOUL)


def log_page(deed: Deed, *, month_on: date, account_id: UUID | None = None, after: str = "") -> Page[LogRow]:
    """One page of a month's lines, newest first; four queries at most."""
    access.check_may_review_log(deed)
    starts, ends = _month(month_on)
    rows = access.visible_log(deed).filter(at__gte=starts, at__lt=ends)
    if account_id:
        rows = rows.filter(account_id=account_id)
    found = page(rows, order=("-at", "-id"), after=after)
    names = accounts_named(row.account_id for row in found.rows)
    bodies = agencies(row.agency_id for row in found.rows if row.agency_id)
    lines = tuple(
        LogRow(
            at=row.at,
            name=names.get(row.account_id, ""),
            role_label=role_label(row.role),
            agency_name=bodies[row.agency_id].name if row.agency_id in bodies else "",
            address=row.address or "",
            what=record_label(row.record_kind),
            purpose=purpose_label(row.purpose),
            subject_id=row.subject_id,
            emergency=row.emergency,
            account_id=row.account_id,
        )
        for row in found.rows
    )
    return Page(lines, found.next)


def opened_by(deed: Deed, subject_id: UUID, *, limit: int = 200) -> tuple[OpenedRow, ...]:
    """Who opened this person's file, newest first. The caller has checked that the asker may know. Two queries."""
    with widened(deed, because="person-asks-who-opened"):
        rows = list(AccessLog.objects.filter(subject_id=subject_id).order_by("-at", "-id")[:limit])
    bodies = agencies(row.agency_id for row in rows if row.agency_id)
    return tuple(
        OpenedRow(
            at=row.at,
            agency_name=bodies[row.agency_id].name if row.agency_id in bodies else "",
            role_label=role_label(row.role),
            what=record_label(row.record_kind),
            purpose=purpose_label(row.purpose),
            emergency=row.emergency,
        )
        for row in rows
    )


def _late_or_weekend(deed: Deed) -> Q:
    first = value("accounts.office_from_hour", on=deed.day)
    last = value("accounts.office_until_hour", on=deed.day)
    return Q(hour__lt=first) | Q(hour__gte=last) | Q(weekday__in=(1, 7))


def _standing_out(deed: Deed, rows: QuerySet[AccessLog]) -> tuple[Heavy, ...]:
    """Accounts that opened most, with their after-hours share and busiest hour. Three queries."""
    limit = whole("accounts.views_an_hour", on=deed.day)
    hours = rows.values("account_id", hour_of=TruncHour("at", tzinfo=SEOUL)).annotate(n=Count("id")).order_by("-n")
    busiest: dict[UUID, int] = {}
    for row in hours[:200]:
        busiest.setdefault(row["account_id"], row["n"])
    most = list(
        rows.values("account_id")
        .annotate(n=Count("id"), late=Count("id", filter=_late_or_weekend(deed)))
        .order_by("-n", "account_id")[:15]
    )
    names = accounts_named(row["account_id"] for row in most)
    return tuple(
        Heavy(
            account_id=row["account_id"],
            name=names.get(row["account_id"], ""),
            opened=row["n"],
            after_hours=row["late"],
            busiest_hour=busiest.get(row["account_id"], 0),
            over_limit=busiest.get(row["account_id"], 0) > limit,
        )
        for row in most
    )


def over_the_hour(deed: Deed) -> dict[UUID, int]:
    """Accounts that opened more than the city's number of records within the last hour, and how many. One query.

    Source: 개인정보의 안전성 확보조치 기준 제6조 ①.
    """
    since, limit = deed.at - timedelta(hours=1), whole("accounts.views_an_hour", on=deed.day)
    rows = access.countable_log(deed).filter(at__gt=since, at__lte=deed.at).values("account_id").annotate(n=Count("id"))
    return dict(rows.filter(n__gt=limit).order_by("account_id").values_list("account_id", "n"))


def review(deed: Deed, *, month_on: date) -> ReviewPage:
    """The month on one page: how much was opened, by whom, what stands out, whether it was signed. Eight queries."""
    access.check_may_review_log(deed)
    starts, ends = _month(month_on)
    rows = (
        access.visible_log(deed)
        .filter(at__gte=starts, at__lt=ends)
        .annotate(hour=ExtractHour("at", tzinfo=SEOUL), weekday=ExtractWeekDay("at", tzinfo=SEOUL))
    )
    sums = rows.aggregate(
        opened=Count("id"),
        people=Count("account_id", distinct=True),
        subjects=Count("subject_id", distinct=True),
        after_hours=Count("id", filter=_late_or_weekend(deed)),
        emergencies=Count("id", filter=Q(record_kind="emergency")),
    )
    signed = LogReview.objects.filter(month_on=starts.date(), agency_id=deed.agency_id).first()
    names = accounts_named([signed.reviewed_by]) if signed else {}
    mine = access.visible_to(deed).values("pk")
    return ReviewPage(
        month_on=starts.date(),
        opened=sums["opened"],
        people=sums["people"],
        subjects=sums["subjects"],
        after_hours=sums["after_hours"],
        emergencies=sums["emergencies"],
        exports=access.visible_exports(deed).filter(at__gte=starts, at__lt=ends).count(),
        elsewhere=LoginEvent.objects.filter(
            kind=LoginKind.ELSEWHERE, at__gte=starts, at__lt=ends, account_id__in=mine
        ).count(),
        standing_out=_standing_out(deed, rows),
        reviewed_at=signed.reviewed_at if signed else None,
        reviewed_by=names.get(signed.reviewed_by, "") if signed else "",
    )


def exports(deed: Deed, *, month_on: date) -> tuple[ExportRow, ...]:
    """The downloads of a month, newest first. Two queries."""
    access.check_may_review_log(deed)
    starts, ends = _month(month_on)
    rows = list(access.visible_exports(deed).filter(at__gte=starts, at__lt=ends).order_by("-at", "pk")[:200])
    names = accounts_named(row.account_id for row in rows)
    return tuple(
        ExportRow(
            row.pk, row.at, row.account_id, names.get(row.account_id, ""), record_label(row.what), row.row_count,
            row.personal, row.reason,
        )
        for row in rows
    )  # fmt: skip


def emergencies(deed: Deed) -> tuple[GlassRow, ...]:
    """Emergency openings this deed may see, newest first. Two queries."""
    rows = list(access.visible_glasses(deed).order_by("-opened_at", "pk")[:100])
    names = accounts_named(row.account_id for row in rows)
    return tuple(
        GlassRow(
            glass_id=row.pk,
            name=names.get(row.account_id, ""),
            subject_id=row.subject_id,
            because=str(GLASS_REASONS[GlassReason(row.because)]),
            note=row.note,
            opened_at=row.opened_at,
            until=row.until,
            running=row.until > deed.at,
            finding=str(FINDINGS[GlassFinding(row.finding)]) if row.finding else "",
            own=row.account_id == deed.actor_id,
        )
        for row in rows
    )


def questions(deed: Deed) -> tuple[QuestionRow, ...]:
    """Questions about access: the own ones, and for reviewers those they may see. Two queries."""
    days = value("accounts.explanation_days", on=deed.day)
    rows = list(access.visible_explanations(deed).order_by("-asked_at", "pk")[:100])
    names = accounts_named(row.account_id for row in rows)
    return tuple(_question(row, names, days, deed) for row in rows)


def _question(row: Explanation, names: dict[UUID, str], days: int, deed: Deed) -> QuestionRow:
    due = row.asked_at.astimezone(SEOUL).date() + timedelta(days=days)
    return QuestionRow(
        question_id=row.pk,
        name=names.get(row.account_id, ""),
        about_on=row.about_on,
        about_kind=row.about_kind,
        question=row.question,
        answer=row.answer,
        due_on=due,
        late=row.answered_at is None and due < deed.day,
        own=row.account_id == deed.actor_id,
    )
