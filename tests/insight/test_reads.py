"""Figures are counted from the ledger alone, at once, and open down to what they count."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chomchom.insight import actions, reads
from chomchom.insight.access import Scope
from chomchom.insight.models import Fact
from chomchom.insight.rules import Dimension, Measure, period_named
from chomchom.kernel.deeds import Sector
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import Item, record_many
from chomchom.outreach import events as happened
from chomchom.outreach.rules.words import Door, FinderKind, Outcome
from chomchom.store.acting import acting
from tests.conftest import IDONG, ILDONG

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 22)


def counts(deed, name: str = "month") -> reads.Counts:
    with acting(deed):
        return reads.count_period(deed, period_named(name, today=deed.day))


def figures(deed, name: str = "month") -> reads.FigurePage:
    with acting(deed):
        return reads.figure_page(deed, period=period_named(name, today=deed.day))


def caught_up(deeds, *, batch: int = 1000) -> int:
    passed = 0
    while True:
        with acting(deeds.machine()) as deed:
            step = actions.catch_up(deed, batch=batch)
        passed += step
        if step == 0:
            return passed


def test_signals_episodes_visits_and_ends_are_counted_by_source_dong_and_outcome(deeds, tell) -> None:
    def story(told):
        told.episode(door_minutes=95, outcome=Outcome.SAFE, joined=1)
        told.episode(dong=IDONG, door=Door.REPORT, finder=FinderKind.HONORARY, sector=Sector.NEIGHBOUR, door_minutes=40)
        told.episode(outcome=Outcome.CASE_OPENED)

    tell(story)
    found = counts(deeds.head())
    assert found.by_source == {
        "machine": {"alert": (3, 2, 1, 2)},
        "neighbour": {"report": (1, 1, 1, 0)},
    }
    assert found.by_dong == {ILDONG: (3, 2, 1, 2), IDONG: (1, 1, 1, 0)}
    assert found.by_outcome == {"safe": (1,), "case_opened": (1,)}
    assert (found.begun, found.begun_seen_at_door) == (3, 2)
    assert found.door_median == reads.Medians(40, 2)
    assert found.by_actor == {"public": (0, 2, 0, 0)}


def test_the_copy_and_the_ledger_itself_give_the_same_figures(deeds, tell) -> None:
    tell(lambda told: [told.episode(door_minutes=n, outcome=Outcome.SAFE) for n in range(7)])
    before = counts(deeds.head())
    assert Fact.objects.count() == 0
    assert caught_up(deeds, batch=4) == 21
    assert Fact.objects.count() == 21
    assert counts(deeds.head()) == before
    tell(lambda told: [told.episode(door_minutes=1) for _ in range(3)])
    after = counts(deeds.head())
    assert after.by_dong[ILDONG] == (10, 10, 10, 7)
    assert caught_up(deeds) == 6
    assert counts(deeds.head()) == after
    assert caught_up(deeds) == 0


def test_a_voided_entry_counts_nowhere_copied_or_not(deeds, tell) -> None:
    numbers = tell(lambda told: [told.episode(), told.episode()])
    event = happened.SignalReceived(
        signal_id=uuid4(), episode_id=uuid4(), door=Door.ALERT, finder=FinderKind.MACHINE, grade="caution", joined=False
    )
    with acting(deeds.head()) as deed:
        record_many(deed, [Item(event=event, stream=uuid4(), voids=numbers[0])])
    assert counts(deeds.head()).by_dong == {ILDONG: (1, 1, 0, 0), "": (1, 1, 0, 0)}
    caught_up(deeds)
    assert counts(deeds.head()).by_dong == {ILDONG: (1, 1, 0, 0), "": (1, 1, 0, 0)}
    with acting(deeds.head()) as deed:
        record_many(deed, [Item(event=event, stream=uuid4(), voids=numbers[1])])
    assert ILDONG not in counts(deeds.head()).by_dong


def test_persons_are_recounted_and_merged_ones_count_once(deeds, tell) -> None:
    from chomchom.people import public as people

    with acting(deeds.machine()) as deed:
        one, two = (
            people.register_person(deed, name=name, birth_date=date(1950, 1, 1), dong=ILDONG, address=f"성호로 {n}")
            for n, name in enumerate(("가나", "박별"), start=1)
        )
    tell(lambda told: [told.episode(person_id=one), told.episode(person_id=one), told.episode(person_id=two)])
    assert counts(deeds.head()).persons == 2
    with acting(deeds.head()) as deed:
        people.make_alias(deed, alias_id=two, canonical_id=one)
    assert counts(deeds.head()).persons == 1
    assert counts(deeds.jiu()).persons == 1, "the figure is the same for who may see nobody"


def test_a_late_entry_belongs_to_the_korean_day_it_happened_on(deeds, tell) -> None:
    """C03: what happened in May counts in May, whenever it was written down."""
    tell(lambda told: [told.episode(on=date(2026, 5, 31)), told.episode(on=date(2026, 6, 1)), told.episode()])
    assert counts(deeds.head(), "2026-05").by_dong == {ILDONG: (1, 1, 0, 0)}
    assert counts(deeds.head(), "month").by_dong == {ILDONG: (2, 2, 0, 0)}
    assert counts(deeds.head(), "today").by_dong == {ILDONG: (1, 1, 0, 0)}


def test_figures_are_the_same_in_every_time_zone_of_the_session(deeds, tell) -> None:
    """C04."""
    tell(lambda told: [told.episode(), told.episode(on=date(2026, 5, 31))])
    with connection.cursor() as cursor:
        cursor.execute("SET TIME ZONE 'UTC'")
        utc = counts(deeds.head())
        cursor.execute("SET TIME ZONE 'America/Los_Angeles'")
        assert counts(deeds.head()) == utc
        cursor.execute("SET TIME ZONE DEFAULT")


def test_above_the_line_and_helped_by_somebody_else_is_one_of_one(deeds, tell) -> None:
    """S4: the indicator counts episodes above a public line that got private help."""
    from chomchom.kernel.events import About, Code
    from chomchom.outreach.rules.register import LinkResult, Payer, Resource

    episode_id = uuid4()
    held = happened.IncomeHeldAgainstLine(
        episode_id=episode_id, criterion=Code("emergency"), household_size=2, over_by_won=150531
    )
    goods = happened.GoodsLinked(
        goods_id=uuid4(),
        resource=next(iter(Resource)),
        payer=next(iter(Payer)),
        amount_won=300000,
        result=LinkResult.DELIVERED,
        over_criteria=True,
        episode_id=episode_id,
    )
    with acting(deeds.head()) as deed:
        record_many(
            deed, [Item(event=held, stream=episode_id, about=About(dong=ILDONG)), Item(event=goods, stream=uuid4())]
        )
    found = counts(deeds.head())
    assert (found.over_criteria_helped, found.over_criteria) == (1, 1)
    caught_up(deeds)
    assert (counts(deeds.head()).over_criteria_helped, counts(deeds.head()).over_criteria) == (1, 1)


def test_the_page_costs_the_same_for_one_entry_and_for_sixty(deeds, tell) -> None:
    tell(lambda told: told.episode(door_minutes=1, outcome=Outcome.SAFE))
    with CaptureQueriesContext(connection) as one:
        figures(deeds.head())
    tell(lambda told: [told.episode(door_minutes=n, outcome=Outcome.SAFE) for n in range(60)])
    with CaptureQueriesContext(connection) as many:
        figures(deeds.head())
    assert len(one) == len(many) <= 20


def test_small_numbers_are_hidden_from_whoever_may_not_open_what_they_count(deeds, tell) -> None:
    tell(lambda told: [told.episode(dong=IDONG) for _ in range(3)] + [told.episode() for _ in range(20)])
    for deed, scope in ((deeds.jiu(), None), (deeds.haneul(), Scope.CITY), (deeds(Role.RESEARCHER), None)):
        with acting(deed):
            page = reads.figure_page(deed, period=period_named("month", today=deed.day), scope=scope)
        rows = {row.key: row for row in page.table("dong").rows}
        assert rows[IDONG].cells[0].text == "가림"
        assert rows[IDONG].cells[0].number is None
        assert rows[""].cells[0].number == 23
        assert page.masked


def test_who_may_open_every_entry_sees_the_numbers_as_they_are(deeds, tell) -> None:
    tell(lambda told: [told.episode(dong=IDONG) for _ in range(3)] + [told.episode() for _ in range(20)])
    city = figures(deeds.head())
    assert {row.key: row for row in city.table("dong").rows}[IDONG].cells[0].number == 3
    own = figures(deeds.doyun())
    rows = {row.key: row for row in own.table("dong").rows}
    assert (rows[IDONG].cells[0].number, own.masked) == (3, False)
    assert ILDONG not in rows  # a dong that is not counted has no number, not a nought


def test_who_may_see_nobody_gets_no_way_into_the_list(deeds, tell) -> None:
    tell(lambda told: [told.episode() for _ in range(9)])
    assert {cell.href for row in figures(deeds.jiu()).table("dong").rows for cell in row.cells} == {""}
    assert any(cell.href for row in figures(deeds.haneul()).table("dong").rows for cell in row.cells)


@pytest.mark.parametrize(
    "role", [Role.AGENCY_WORKER, Role.NEIGHBOUR, Role.COMPANION, Role.CITIZEN, Role.LINK, Role.OPERATOR]
)
def test_roles_without_figures_see_none(deeds, role: Role) -> None:
    with pytest.raises(Refused) as refusal:
        figures(deeds(role, whole_city=True))
    assert refusal.value.code == "figures-not-yours"


def opened(deed, measure: Measure = Measure.SIGNALS, line: Dimension | None = None, key: str = "", **more):
    with acting(deed):
        return reads.entries_behind(
            deed, period=period_named("month", today=deed.day), measure=measure, line=line, key=key, **more
        )


def test_every_number_opens_to_exactly_the_entries_it_counts(deeds, tell) -> None:
    def story(told):
        for n in range(8):
            told.episode(door_minutes=n, outcome=Outcome.SAFE)
        for _ in range(6):
            told.episode(dong=IDONG, door=Door.REPORT, finder=FinderKind.TONGJANG, sector=Sector.NEIGHBOUR, joined=1)

    tell(story)
    page = figures(deeds.head())
    assert not page.masked
    columns = (Measure.SIGNALS, Measure.EPISODES, Measure.AT_DOOR, Measure.ENDED)
    for code, line in (("source", Dimension.SOURCE), ("dong", Dimension.DONG)):
        for row in page.table(code).rows:
            for measure, cell in zip(columns, row.cells, strict=False):
                listed = opened(deeds.head(), measure, line if row.level else None, row.key)
                assert len(listed.rows) == (cell.number or 0), (code, row.key, measure)


def test_an_officer_opens_only_entries_of_the_own_dong(deeds, tell) -> None:
    tell(lambda told: [told.episode(), told.episode(dong=IDONG), told.episode(dong="")])
    assert [row.dong for row in opened(deeds.haneul()).rows] == ["일동"]
    assert [row.dong for row in opened(deeds.doyun()).rows] == ["이동"]
    assert opened(deeds.haneul()).own_area_only
    assert len(opened(deeds.head()).rows) == 3
    assert opened(deeds(Role.DONG_OFFICER)).rows == (), "an officer between postings sees nothing"


@pytest.mark.parametrize(
    "role",
    [Role.COUNCIL_OFFICE, Role.COUNCIL_MEMBER, Role.RESEARCHER, Role.AGENCY_LEAD, Role.PRIVACY_OFFICER, Role.PROVINCE],
)
def test_who_sees_figures_without_persons_opens_no_list(deeds, role: Role) -> None:
    """E15: statistics never lead to rows."""
    with pytest.raises(Refused) as refusal:
        opened(deeds(role, whole_city=True))
    assert refusal.value.code == "figure-list-not-yours"


def test_a_long_list_is_read_page_by_page_without_gap_or_repeat(deeds, tell) -> None:
    tell(lambda told: [told.episode() for _ in range(120)])
    seen: list[int] = []
    after = ""
    while True:
        found = opened(deeds.head(), after=after)
        seen += [row.seq for row in found.rows]
        after = found.next
        if not after:
            break
    assert len(seen) == len(set(seen)) == 120
    for token in ("x", "1;drop", "9" * 30):
        with pytest.raises(Refused):
            opened(deeds.head(), after=token)


def test_an_episode_is_offered_only_where_it_can_be_opened(deeds, tell) -> None:
    tell(lambda told: told.episode())
    assert [row.episode_id for row in opened(deeds.head()).rows] == [None], "the ledger alone opens nothing"


def test_a_file_holds_exactly_what_the_screen_shows(deeds, tell) -> None:
    from chomchom.formats.tables import write_workbook

    tell(lambda told: [told.episode(door_minutes=n) for n in range(30)] + [told.episode(dong=IDONG) for _ in range(2)])
    page = figures(deeds.jiu())
    sheets = reads.sheets_of(page)
    book = openpyxl.load_workbook(BytesIO(write_workbook([(s.title, s.columns, s.rows) for s in sheets])))
    for table, sheet in zip(page.tables, book.worksheets[1:], strict=True):
        written = [[cell.value for cell in row][1:] for row in sheet.iter_rows(min_row=2)]
        as_shown = [[f"{value:,}" if isinstance(value, int) else value or "" for value in row] for row in written]
        assert as_shown == [[cell.text for cell in row.cells] for row in table.rows]
    hidden = [cell.value for row in book.worksheets[2].iter_rows() for cell in row if cell.value == "가림"]
    assert hidden


def test_the_five_sentences_say_only_what_stands_on_the_page(deeds, tell) -> None:
    tell(
        lambda told: (
            [told.episode(door_minutes=95, outcome=Outcome.SAFE) for _ in range(30)]
            + [told.episode(outcome=Outcome.CASE_OPENED) for _ in range(2)]
        )
    )
    story = figures(deeds.jiu()).story
    assert len(story) == 5
    assert "위기신호 32건" in story[0]
    assert "1시간 35분" in story[1]
    assert "가림" in story[2], "two cases are too few to be said"
    assert "늘었습니다" in story[4]


def test_the_change_from_a_small_month_is_not_said(deeds, tell, month_ago) -> None:
    tell(
        lambda told: (
            [told.episode(on=month_ago - timedelta(days=7)) for _ in range(3)] + [told.episode() for _ in range(30)]
        )
    )
    assert "가립니다" in figures(deeds.jiu()).story[4]
