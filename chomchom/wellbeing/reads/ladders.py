"""Ladders as they stand, stood and will stand; other cities' published ones; and what one would have done last month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.outreach import public as outreach
from chomchom.rulebook.public import dated
from chomchom.ui.components.charts import Chart, Series
from chomchom.wellbeing import access
from chomchom.wellbeing.inforce import InForce, ladders_in_force, quiet_hours, quiet_of, rungs_of, wish_of
from chomchom.wellbeing.models import Alert, Ladder
from chomchom.wellbeing.rules.ladder import Quiet, Rung, unfold
from chomchom.wellbeing.rules.policy import way_of
from chomchom.wellbeing.rules.rehearsal import Past, Rehearsed, rehearse
from chomchom.wellbeing.rules.words import AlertKind, Grade
from chomchom.wellbeing.sentences import ALERT_KINDS, CHANNELS, PRESETS, REHEARSED

PAST_DAYS = 30
MOST_ALERTS = 2000
"""Older ones of a very busy month are left out, and the page says so."""

MACHINE_WAYS = frozenset({outreach.Channel.AI_CALL, outreach.Channel.TEXT, outreach.Channel.APP})


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of a ladder as it is read aloud."""

    word: str
    minute: int


@dataclass(frozen=True, slots=True)
class LadderRow:
    """One kind of alert and its ladder. `since` is None where the rulebook's own stands; `next_on` is the day of one
    that is saved but not yet in force."""

    kind: AlertKind
    kind_word: str
    rungs: tuple[Rung, ...]
    steps: tuple[StepLine, ...]
    quiet: Quiet | None
    preset_word: str
    since: date | None
    next_on: date | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One ladder a kind of alert had, has or will have."""

    from_on: date
    saved_at: datetime
    saved_by: str
    preset_word: str
    steps: tuple[StepLine, ...]
    quiet: Quiet | None
    in_force: bool


@dataclass(frozen=True, slots=True)
class PresetRow:
    """Another city's published ladder: what, since when, where it was published."""

    code: str
    word: str
    note: str
    rungs: tuple[Rung, ...]
    steps: tuple[StepLine, ...]
    published_on: date
    source: str


@dataclass(frozen=True, slots=True)
class LadderPage:
    """One kind of alert: its ladder, the ones before and after, and what could be taken over."""

    row: LadderRow
    versions: tuple[VersionRow, ...]
    presets: tuple[PresetRow, ...]
    city_quiet: Quiet


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two ladders on the same alerts: the one in force and the one that is weighed."""

    alerts: int
    since: date
    left_out: int
    now: Rehearsed
    then: Rehearsed
    chart: Chart


def ladders(deed: Deed) -> list[LadderRow]:
    """The ladder of each kind of alert as it stands. Two queries. Raises Refused("may-not-see-ladder")."""
    access.check_may_see_ladder(deed)
    coming = dict(
        Ladder.objects.filter(from_on__gt=deed.day).order_by("-from_on", "saved_at").values_list("kind", "from_on")
    )
    return [_row(kind, found, coming.get(str(kind))) for kind, found in ladders_in_force(deed).items()]


def _row(kind: AlertKind, found: InForce, coming: date | None) -> LadderRow:
    row = found.row
    return LadderRow(
        kind, str(ALERT_KINDS[kind]), found.rungs, _lines(found.rungs), found.quiet,
        _preset_word(row.preset if row else ""), row.from_on if row else None, coming,
    )  # fmt: skip


def _lines(rungs: Sequence[Rung]) -> tuple[StepLine, ...]:
    return tuple(StepLine(str(CHANNELS[step.channel]), step.minute) for step in unfold(rungs))


def _preset_word(code: str) -> str:
    return str(PRESETS[code][0]) if code in PRESETS else ""


def ladder_page(deed: Deed, kind: str) -> LadderPage:
    """One kind of alert with its history. Raises Refused: may-not-see-ladder, ladder-kind-unknown."""
    if kind not in set(AlertKind):
        raise Refused("ladder-kind-unknown")
    row = next(one for one in ladders(deed) if one.kind == kind)
    kept = list(Ladder.objects.filter(kind=kind).order_by("-from_on", "-saved_at", "-pk")[:20])
    names = accounts.accounts_named([one.saved_by for one in kept])
    current = ladders_in_force(deed)[AlertKind(kind)].row
    return LadderPage(
        row, tuple(_version(one, names, current) for one in kept), presets(deed.day), quiet_hours(deed.day)
    )


def _version(row: Ladder, names: dict[UUID, str], current: Ladder | None) -> VersionRow:
    return VersionRow(
        row.from_on, row.saved_at, names.get(row.saved_by, ""), _preset_word(row.preset), _lines(rungs_of(row.rungs)),
        quiet_of(row), current is not None and row.pk == current.pk,
    )  # fmt: skip


def presets(on: date) -> tuple[PresetRow, ...]:
    """The ladders other cities published, as they stand in the rulebook on a day."""
    found = []
    for code, (word, note) in PRESETS.items():
        told = dated(f"wellbeing.ladder_{code}", on=on)
        rungs = rungs_of(told.value)
        found.append(PresetRow(code, str(word), str(note), rungs, _lines(rungs), told.first_day, told.source))
    return tuple(found)


def rehearsal(deed: Deed, kind: AlertKind, rungs: Sequence[Rung], *, quiet: Quiet | None) -> Comparison:
    """What these rungs would have done with the last month's alerts of a kind, beside the ladder in force.

    Four queries and no writing. Raises Refused("may-not-change-ladder"): who may set it may weigh it.
    """
    access.check_may_change_ladder(deed)
    since = deed.at - timedelta(days=PAST_DAYS)
    rows = access.alerts_visible_to(deed).filter(kind=kind, raised_at__gt=since).select_related("home")
    alerts = list(rows.order_by("-raised_at", "pk")[: MOST_ALERTS + 1])
    left_out = rows.count() - MOST_ALERTS if len(alerts) > MOST_ALERTS else 0
    alerts = sorted(alerts[:MOST_ALERTS], key=lambda row: (row.raised_at, row.pk))
    tries = outreach.tries_of(deed, {row.episode_id for row in alerts if row.episode_id is not None})
    pasts = [_past(row, tries.get(row.episode_id, ()) if row.episode_id else ()) for row in alerts]
    city, own = quiet_hours(deed.day), ladders_in_force(deed)[kind]
    now = rehearse(pasts, own.rungs, quiet=own.quiet or city)
    then = rehearse(pasts, rungs, quiet=quiet or city)
    return Comparison(len(pasts), since.date(), left_out, now, then, _picture(then))


def _past(row: Alert, tries: Sequence[outreach.Try]) -> Past:
    wish = wish_of(row.home)
    after = [one for one in tries if one.at >= row.raised_at]
    machine = [one.answered for one in after if one.channel in MACHINE_WAYS]
    human = [one.answered for one in after if one.channel not in MACHINE_WAYS]
    return Past(
        home=row.home_id, raised_at=row.raised_at, grade=Grade(row.grade), mode=way_of(wish, asked_this_week=0),
        machine_refused=wish.machine_refused, calls_a_week=wish.calls_a_week, days=wish.days, unwanted=wish.unwanted,
        answered_machine=machine.index(True) + 1 if True in machine else 0,
        answered_human=human.index(True) + 1 if True in human else 0,
    )  # fmt: skip


def _picture(found: Rehearsed) -> Chart:
    """What happens at which hour of the day, over the whole month."""
    hours = range(24)
    return Chart(
        title=str(REHEARSED["title"]), summary=str(REHEARSED["summary"]), unit=str(REHEARSED["unit"]),
        categories=tuple(str(REHEARSED["hour"]).format(n=hour) for hour in hours),
        series=tuple(
            Series(str(REHEARSED[name]), tuple(float(counted[hour]) for hour in hours))
            for name, counted in (("machine", found.machine), ("desk", found.desk), ("door", found.door))
        ),
    )  # fmt: skip
