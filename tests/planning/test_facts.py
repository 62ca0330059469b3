"""The copy that formulas count: it holds what the ledger holds, it may lag, break or be lost, and no figure notices."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from chomchom.ledger.public import head, passed, record_many
from chomchom.planning import jobs
from chomchom.planning.calculator import counting, facts
from chomchom.planning.calculator.compiling import Span
from chomchom.planning.calculator.countable import of_the_ledger, read_formula
from chomchom.planning.rules.formula.catalogue import Kind
from chomchom.store.acting import acting
from tests.planning.formulas import ledger

pytestmark = pytest.mark.django_db
TYPES = {
    Kind.ID: "uuid", Kind.NUMBER: "bigint", Kind.YES: "boolean", Kind.DATE: "date", Kind.CHOICE: "character varying",
    Kind.WORD: "character varying",
}  # fmt: skip
FORMULA = "count(확인건 where 현장확인.문앞 = true) + sum(일회성연계.금액)"


def _asked(statement: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        return cursor.fetchall() if cursor.description else []


def _columns(relation: str) -> list[tuple[str, str]]:
    return _asked(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position",
        relation,
    )


def _figure(deeds) -> object:
    formula = read_formula(FORMULA)
    with acting(deeds.head()) as deed:
        found = counting.count(deed, [formula], Span(first=None, last=date(2027, 1, 1), head=head()[0]))
    return list(found.of(formula).values())


@pytest.fixture
def told(db, deeds):
    with acting(deeds.head()) as deed:
        record_many(deed, ledger(11))


def test_the_copy_and_the_view_have_the_same_columns_in_the_same_order(db):
    assert _columns("planning_fact") == _columns("planning_entry")


def test_everything_that_can_be_counted_has_a_column_of_its_kind(db):
    there = dict(_columns("planning_entry"))
    wanted = {
        facts.column_of(column): TYPES[column.kind]
        for entity in of_the_ledger().values() for column in entity.columns.values() if not column.own
    }  # fmt: skip
    wanted |= {
        facts.PREFIX + key: there.get(facts.PREFIX + key)
        for entity in of_the_ledger().values() for key, _value in entity.when
    }  # fmt: skip
    assert {name: there.get(name) for name in wanted} == wanted
    own = {column.key for entity in of_the_ledger().values() for column in entity.columns.values() if column.own}
    assert own <= set(there)


def test_every_kind_of_entry_that_can_be_counted_has_its_part(db):
    view = _asked("SELECT pg_get_viewdef('planning_entry'::regclass)")[0][0]
    parts = _asked("SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE relispartition AND relname LIKE %s",
                   "planning_fact%")  # fmt: skip
    tags = {entity.tag for entity in of_the_ledger().values()}
    assert {tag for tag in tags if f"'{tag}'" not in view} == set()
    assert {f"FOR VALUES IN ('{tag}')" for tag in tags} <= {bound for (bound,) in parts}


def test_a_copy_that_was_never_made_lags_or_is_whole_gives_one_figure(told, deeds):
    before = _figure(deeds)
    with acting(deeds.head()) as deed:
        assert facts.catch_up(deed, batch=40) == 40
    assert passed(facts.FOLLOWER) == facts.mark_now() == 40
    halfway = _figure(deeds)
    jobs.copy_facts(0)
    assert facts.mark_now() == head()[0]
    assert before == halfway == _figure(deeds)
    assert before[0] > 0
    assert before[1] > 0


def test_copying_twice_adds_nothing(told, deeds):
    jobs.copy_facts(0)
    rows = _asked("SELECT count(*) FROM planning_fact")
    with acting(deeds.head()) as deed:
        assert facts.catch_up(deed) == 0
        facts._copy(0, head()[0])
    assert _asked("SELECT count(*) FROM planning_fact") == rows
    assert rows == _asked("SELECT count(*) FROM planning_entry")


LOST = "DELETE FROM planning_fact WHERE seq = (SELECT min(seq) FROM planning_fact WHERE tag = 'outreach:goods:linked')"
ADDED = """
INSERT INTO planning_fact (seq, occurred_on, tag, f_amount_won)
SELECT min(seq), '2025-03-03', 'outreach:goods:linked', 77 FROM planning_fact WHERE tag = 'outreach:activity:entered'
"""


@pytest.mark.parametrize("spoil", [LOST, ADDED])
def test_at_night_a_spoilt_copy_is_found_and_written_anew(told, deeds, caplog, spoil):
    right = _figure(deeds)
    jobs.copy_facts(0)
    jobs.check_facts(0)
    assert caplog.text == ""
    _asked(spoil)
    assert _figure(deeds) != right
    jobs.check_facts(0)
    assert "was written anew" in caplog.text
    assert _figure(deeds) == right


@pytest.mark.parametrize("statement", ["UPDATE planning_fact SET f_amount_won = 1", "TRUNCATE planning_fact"])
def test_nobody_changes_a_copied_entry(told, statement):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        _asked(statement)


def test_the_parts_are_reached_through_the_whole_only(told):
    jobs.copy_facts(0)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        _asked("SELECT count(*) FROM planning_fact_outreach_signal_received")


def test_what_was_passed_before_meetings_could_be_counted_is_copied_when_they_can(db, deeds):
    """Kinds that become countable later lie before the mark; the migration that adds them brings them in."""
    from importlib import import_module
    from uuid import uuid4

    from chomchom.council.events.meetings import MinutesPublished
    from chomchom.ledger.public import Item

    with acting(deeds.head()) as deed:
        record_many(deed, [Item(event=MinutesPublished(meeting_id=uuid4()), stream=uuid4()) for _ in range(3)])
    assert _asked("SELECT count(*) FROM planning_fact") == [(0,)]
    fill = import_module("chomchom.planning.migrations.0009_council_facts").FILL
    for _again in range(2):
        _asked(fill)
        assert _asked("SELECT tag, count(f_meeting_id) FROM planning_fact GROUP BY tag") == [
            ("council:minutes:published", 3)
        ]
