"""Who stays and who leaves, by contact mode, source and reason; and what asking people cost and how they liked it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Avg, Count, Q, Sum

from chomchom.enrolment import public as enrolment
from chomchom.kernel.deeds import Deed
from chomchom.rulebook.public import value
from chomchom.ui.components.charts import Chart, Series
from chomchom.wellbeing import access
from chomchom.wellbeing.models import Feed
from chomchom.wellbeing.rules.staying import FEWEST, left_for, staying, still_known
from chomchom.wellbeing.rules.words import MACHINE_MODES, PROGRAMME, CallResult, ContactMode, Source
from chomchom.wellbeing.sentences import CONTACT_MODES, SOURCES, STAYING

MARKS = (30, 90, 180, 365)
"""Days at which a curve is read aloud."""


@dataclass(frozen=True, slots=True)
class StayingRow:
    """One group: how many began, left, and the share still in at each mark; None where too few were followed so far."""

    label: str
    began: int
    left: int
    shares: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class StayingPage:
    """The groups, their picture, and why people left within the first year."""

    everybody: StayingRow
    modes: tuple[StayingRow, ...]
    sources: tuple[StayingRow, ...]
    reasons: tuple[tuple[str, float], ...]
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class ModeRow:
    """One way of asking over some months: how often, answered, staff time written down, satisfaction where asked."""

    label: str
    machine: bool
    contacts: int
    answered: int
    minutes: int
    minutes_known: int
    satisfaction: float | None
    asked: int
    not_asked: int


@dataclass(frozen=True, slots=True)
class Asking:
    """All ways, and the staff minutes the machine's answered contacts saved, where a person's time was written down."""

    rows: tuple[ModeRow, ...]
    saved_minutes: int | None
    per_contact: float | None
    calls_a_person: float | None = None  # in thirty days, by whichever way and whoever asked, of who is watched now
    fixed_calls: float = 0.0  # what calling everybody twice a week would be


def staying_page(deed: Deed) -> StayingPage:
    """Retention of everybody visible, from the first day on. Three queries."""
    spans = enrolment.spans(deed, programme=PROGRAMME)
    homes = access.visible_to(deed).values_list("enrolment_id", "pk")
    home_of = dict(homes)
    sources: dict[int, set[str]] = {}
    for home, source in Feed.objects.filter(home__in=access.visible_to(deed), connected=True).values_list(
        "home_id", "source"
    ):
        sources.setdefault(home, set()).add(source)
    rows = [(s, _days(s, deed.day), sources.get(home_of.get(s.id, -1), set())) for s in spans]
    by_mode = [
        _group(str(CONTACT_MODES[mode]), [(s, d) for s, d, _ in rows if s.mode == mode])
        for mode in ContactMode
        if any(s.mode == mode for s in spans)
    ]
    by_source = [_group(str(SOURCES[source]), [(s, d) for s, d, has in rows if source in has]) for source in Source]
    by_source.append(_group(str(STAYING["none"]), [(s, d) for s, d, has in rows if not has]))
    whole = _group(str(STAYING["all"]), [(s, d) for s, d, _ in rows])
    shares = left_for([d for _, d, _ in rows], [str(s.reason or "") for s, _, _ in rows], by=MARKS[-1])
    reasons = sorted(((str(enrolment.DROP_OUT[enrolment.DropOutReason(code)]), share) for code, share in shares.items()),
                     key=lambda one: -one[1])  # fmt: skip
    return StayingPage(
        whole, tuple(by_mode), tuple(g for g in by_source if g.began), tuple(reasons),
        _picture(rows, whole) if whole.began >= FEWEST else None,
    )  # fmt: skip


def _days(span: enrolment.Span, today: date) -> int:
    return max(((span.left_on or today) - span.from_on).days, 0)


def _group(label: str, rows: list[tuple[enrolment.Span, int]]) -> StayingRow:
    days = [d for _, d in rows]
    curve = staying(days, [s.left_on is not None for s, _ in rows])
    shares = tuple(curve.at(mark) if still_known(days, mark) >= FEWEST else None for mark in MARKS)
    return StayingRow(label, len(rows), sum(s.left_on is not None for s, _ in rows), shares)


def _picture(rows: list[tuple[enrolment.Span, int, set[str]]], whole: StayingRow) -> Chart:
    """One step a month over the first year, for everybody and each mode with enough people."""
    months = tuple(range(0, 361, 30))
    groups = [(whole.label, [(s, d) for s, d, _ in rows])]
    groups += [(str(CONTACT_MODES[mode]), [(s, d) for s, d, _ in rows if s.mode == mode]) for mode in ContactMode]
    series = []
    for label, members in groups:
        days = [d for _, d in members]
        if len(members) < FEWEST:
            continue
        curve = staying(days, [s.left_on is not None for s, _ in members])
        values = tuple(
            round(100 * curve.at(month), 1) if still_known(days, month) >= FEWEST else None for month in months
        )
        series.append(Series(label, values, "step"))
    return Chart(
        title=str(STAYING["title"]), summary=str(STAYING["summary"]), unit="%",
        categories=tuple(str(STAYING["day"]).format(n=month) for month in months), series=tuple(series),
    )  # fmt: skip


def asking(deed: Deed, *, days: int = 90) -> Asking:
    """What asking people took and how they liked it, by way, over some days; and how often a person was asked, beside
    the fixed calls of before. Two queries."""
    calls = access.calls_visible_to(deed).filter(result_at__gt=deed.at - timedelta(days=days)).exclude(result="")
    counted = (
        calls.order_by().values("mode").annotate(
            n=Count("pk"), answered=Count("pk", filter=Q(result=CallResult.ANSWERED_OK)), minutes=Sum("staff_minutes"),
            known=Count("staff_minutes"), liked=Avg("satisfaction", filter=Q(satisfaction__gt=0)),
            asked=Count("pk", filter=Q(satisfaction__gt=0)),
        )
    )  # fmt: skip
    found = {one["mode"]: one for one in counted}
    rows = tuple(
        ModeRow(
            label=str(CONTACT_MODES[mode]), machine=mode in MACHINE_MODES, contacts=one["n"], answered=one["answered"],
            minutes=one["minutes"] or 0, minutes_known=one["known"],
            satisfaction=float(one["liked"]) if one["asked"] >= FEWEST else None, asked=one["asked"],
            not_asked=one["n"] - one["asked"],
        )
        for mode in ContactMode
        if (one := found.get(str(mode)))
    )  # fmt: skip
    known = sum(row.minutes_known for row in rows if not row.machine)
    per = sum(row.minutes for row in rows if not row.machine) / known if known >= FEWEST else None
    machine = sum(row.answered for row in rows if row.machine)
    homes = access.visible_to(deed).filter(active=True).count()
    asked = sum(row.contacts for row in rows)
    fixed = float(value("wellbeing.fixed_calls_a_week", on=deed.day)) * 30 / 7
    often = asked / homes / days * 30 if homes >= FEWEST else None
    return Asking(rows, round(per * machine) if per is not None else None, per, often, fixed)
