"""What the database itself promises: row security on every table of people, rights of the serving roles, no back doors.

The probes are those of the security study (D01–D18): each is a hole that was found open in a database like ours.
"""

from __future__ import annotations

from io import StringIO
from uuid import uuid4

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import CASCADE

from chomchom.store import rowsecurity
from chomchom.store.acting import acting

SERVING = ("chomchom_app", "chomchom_worker")

# Tables without row security, and why that is right.
OPEN = {
    "store_city": "one row about the installation",
    "store_grant": "what the policies themselves read; it holds ids",
    "accounts_account": "the login door reads it before there is a deed; names are sealed",
    "accounts_agency": "which bodies exist is public",
    "accounts_posting": "the deed is made from it; who works where, no citizen",
    "accounts_apikey": "the API's door reads it before there is a deed; it holds hashes",
    "accounts_loginevent": "written at the login door before there is a deed; it holds no citizen",
    "accounts_loginsession": "written at the login door before there is a deed; it holds no citizen",
    "accounts_breakglass": "staff and a person's id; reading goes through access.visible_glasses",
    "accounts_exportlog": "staff and counts; reading goes through access.visible_exports",
    "accounts_explanation": "staff; reading goes through access.visible_explanations",
    "accounts_logreview": "staff; the monthly signature",
    "ledger_entry": "ids and codes only, never a name; figures count over it for every role",
    "network_needkind": "the list of needs is the same for all",
    "network_service": "which services exist is public",
    "network_directoryfile": "files of other directories: services, no citizen; only the city opens them",
    "network_place": "where services are given is public",
    "network_service_places": "where services are given is public",
    "network_servicearea": "which services exist is public",
    "notices_notice": "says only that there is news; anybody may have to tell anybody, and inboxes go by account",
    "notices_delivery": "the machinery of telling; addresses are sealed",
    "notices_signedlink": "opened before there is a deed; it holds hashes, and a sealed address",
    "outreach_columnmemory": "what headings of files meant, nobody in it",
    "outreach_statustry": "keyed hashes of who guessed report numbers, kept before there is a deed",
    "wellbeing_heartbeat": "signs of life of the machines, nobody in it",
    "wellbeing_reading_inbox": "COPY refuses row security; small numbers of feeds for some hours, no id from outside",
    "wellbeing_reading_coming": "COPY refuses row security; arrays of feed numbers for one transaction",
    "insight_fact": "a slim copy of ledger entries: ids and codes only; lists go through access.open_dongs",
    "insight_mark": "how far the copy goes",
    "planning_term": "the city's plan is a public paper; it names no citizen",
    "planning_strategy": "the city's plan is a public paper; it names no citizen",
    "planning_priority": "the city's plan is a public paper; it names no citizen",
    "planning_project": "the city's plan is a public paper; it names no citizen",
    "planning_projectname": "the city's plan is a public paper; it names no citizen",
    "planning_crosslink": "the city's plan is a public paper; it names no citizen",
    "planning_lineage": "the city's plan is a public paper; it names no citizen",
    "planning_planversion": "the city's plan is a public paper; it names no citizen",
    "planning_budgetfile": "the city's plan is a public paper; it names no citizen",
    "planning_stepdone": "the city's plan is a public paper; it names no citizen",
    "planning_chapterwritten": "the city's plan is a public paper; it names no citizen",
    "planning_budget": "the city's plan is a public paper; it names no citizen",
    "planning_importedtable": "names and columns of tables that figures are made of; it names no citizen",
    "planning_tablefile": "which files were brought in; it names no citizen",
    "planning_indicator": "what the plan measures is a public paper; it names no citizen",
    "planning_definition": "what an indicator means is a public paper; it names no citizen",
    "planning_target": "targets of the plan are public; they name no citizen",
    "planning_result": "figures hold nobody; small ones are hidden where they are shown",
    "planning_resultentries": "numbers of ledger entries; opening them goes through access.open_dongs",
    "planning_stage": "stages of the city's own work; it names no citizen",
    "planning_fact": "a slim copy of ledger entries: ids and codes only; lists go through access.open_dongs",
    "planning_reckoned": "kept figures; small ones are hidden where they are shown",
    "planning_tablerow": "counted for every reader of figures; columns are numbers, codes and days, never a name",
    "council_body": "which bodies the council has is public by ordinance",
    "council_seat": "members' names and posts are public by ordinance; how to reach them is sealed",
    "council_attendancerule": "how a body counts, nobody in it",
    "council_linestep": "boxes of an approval line and accounts",
    "council_calendarfeed": "the calendar reads it before there is a deed; it holds hashes",
    "council_meeting": "meetings are open by ordinance; reading goes through access.visible_to",
    "council_agendaitem": "part of a meeting; titles of what is discussed",
    "council_attendance": "who attended is open by ordinance; the reason of an absence is sealed",
    "council_statedattendance": "numbers printed in minutes",
    "council_approvalstep": "who approved; staff and accounts",
    "council_meetingnotice": "who was told of a meeting; no address",
    "council_meetingchange": "what changed in a meeting or its minutes",
    "council_opinionsource": "the city's list of sources, nobody in it",
    "council_opinion": "what was said in meetings about the plan; reading goes through access.visible_opinions",
    "council_handoff": "what bodies passed to each other; reading goes through access.visible_handoffs",
    "council_handoffitem": "part of a line of that register",
    "council_handoffanswer": "part of a line of that register",
    "council_decisionkind": "the city's list of kinds of decision, nobody in it",
    "council_decision": "decisions are part of open minutes; reading goes through access.visible_decisions",
    "council_decisionchange": "part of a decision",
    "council_action": "tasks of staff and members; reading goes through access.visible_actions",
    "council_asking": "who was asked by link; name and address are sealed",
    "council_askeditem": "part of an asking; names of projects",
    "council_proposal": "programmes that were proposed; who did and how to reach them is sealed",
    "planning_rowkind": "the plan's own work, no citizen in it; reading goes through access.reviews",
    "planning_reviewround": "the plan's own work, no citizen in it; reading goes through access.reviews",
    "planning_roundrow": "the plan's own work, no citizen in it; reading goes through access.reviews",
    "planning_reviewcard": "the plan's own work, no citizen in it; reading goes through access.reviews",
    "planning_cardentry": "the plan's own work, no citizen in it; reading goes through access.reviews",
    "planning_cardquote": "the plan's own work, no citizen in it; reading goes through access.reviews",
    "planning_cardmove": "the plan's own work, no citizen in it; reading goes through access.reviews",
    "planning_criterion": "the plan's own work, no citizen in it; reading goes through access.reviews",
    "planning_criterionanswer": "the plan's own work, no citizen in it; reading goes through access.reviews",
    "planning_candidate": "the plan's own work, no citizen in it; reading goes through access.reviews",
    "planning_candidatemove": "the plan's own work, no citizen in it; reading goes through access.reviews",
    "planning_theme": "the plan's own work, no citizen in it; reading goes through access.reviews",
    "planning_thememark": "the plan's own work, no citizen in it; reading goes through access.reviews",
    "planning_evidence": "the plan's own work, no citizen in it; reading goes through access.reviews",
    "planning_claim": "the plan's own work, no citizen in it; reading goes through access.reviews",
    "planning_provincerequest": "the plan's own work, no citizen in it; reading goes through access.reviews",
    "planning_existingimport": "the plan's own work, no citizen in it; reading goes through access.reviews",
    "planning_existingrow": "the plan's own work, no citizen in it; reading goes through access.reviews",
    "planning_existingprogramme": "the plan's own work, no citizen in it; reading goes through access.reviews",
    "planning_facetword": "the plan's own work, no citizen in it; reading goes through access.reviews",
    "planning_statedoverlap": "the plan's own work, no citizen in it; reading goes through access.reviews",
    "planning_pairjudgement": "the plan's own work, no citizen in it; reading goes through access.reviews",
    "planning_datarequest": "the plan's own work, no citizen in it; reading goes through access.reviews",
    "council_reading": "minutes brought in, sealed lines; the office has no row reach, access.visible_readings decides",
    "council_minutesframe": "headings of a paper; words no rule understood are sealed",
    "council_paperversion": "minutes as sealed records; access.visible_versions decides",
    "site_sign": "signs of life of the machinery",
    "documents_blob": "digests, sizes and sealed keys; the contents lie sealed outside, and no id leads to a record",
    "documents_storedfile": "the owning room has loaded the record first: access.visible_to asks for it; names are sealed",
    "ledger_bookmark": "how far followers have read",
}
# Tables of the framework and its parts: sessions, migrations, queues, lockouts. None holds a citizen.
FRAMEWORK = ("django_", "auth_", "account_", "mfa_", "axes_", "procrastinate_")
LEDGER_LIKE = {"ledger_entry", "accounts_accesslog", "accounts_exportlog", "accounts_loginevent"}

_TABLES = """
SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relispartition,
    (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid),
    EXISTS (SELECT 1 FROM information_schema.role_table_grants g
            WHERE g.table_name = c.relname AND g.grantee IN ('chomchom_app', 'chomchom_worker'))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') ORDER BY 1
"""


def unprotected(owner: psycopg.Connection) -> list[str]:
    """Tables of the product that a serving role can reach past row security."""
    found = []
    for name, security, forced, partition, policies, granted in owner.execute(_TABLES).fetchall():
        if name.startswith(FRAMEWORK) or name in OPEN:
            continue
        if partition and not granted:
            continue
        if not (security and forced and policies):
            found.append(name)
    return found


@pytest.fixture
def scratch(owner: psycopg.Connection):
    """A table as rooms make them, protected, with rows of two agencies; and a way to look at it as the app."""
    mine, other = uuid4(), uuid4()
    owner.execute("CREATE TABLE zz_record (id uuid PRIMARY KEY, agency_id uuid, note text)")
    for statement in rowsecurity.statements("zz_record", holder_column="agency_id"):
        owner.execute(statement)
    rows = {"mine": uuid4(), "other": uuid4()}
    owner.execute(
        "INSERT INTO zz_record VALUES (%s, %s, 'a'), (%s, %s, 'b')", [rows["mine"], mine, rows["other"], other]
    )
    yield {"mine": mine, "other": other, "rows": rows}
    connection.close()
    owner.execute("DROP TABLE zz_record CASCADE")


def _ask(statement: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def agency_deed(deeds, scratch):
    """A worker of the agency that holds one of the two rows."""
    return deeds.seoyeon(agency_id=scratch["mine"])


@pytest.fixture
def bare(real_db):
    """A connection of the app as the pages have it: no reach of its own."""
    connection.close()
    connection.chomchom_resting = None
    from django.db.backends.signals import connection_created

    from tests import conftest

    connection_created.disconnect(dispatch_uid="tests")
    yield
    connection.close()
    connection_created.connect(conftest._rest_wide, dispatch_uid="tests")


# D17, D18
def test_every_table_is_protected_or_says_why_not(db, owner):
    found = unprotected(owner)
    assert not found, found


def test_a_new_table_without_a_policy_is_found(db, owner):
    before = unprotected(owner)
    owner.execute("CREATE TABLE zz_forgotten (id uuid PRIMARY KEY)")
    try:
        assert [name for name in unprotected(owner) if name not in before] == ["zz_forgotten"]
    finally:
        owner.execute("DROP TABLE zz_forgotten")


def test_the_list_of_open_tables_only_shrinks(db, owner):
    rows = {row[0]: row for row in owner.execute(_TABLES).fetchall()}
    done = [name for name in OPEN if name not in rows or rows[name][1]]
    assert not done, f"take off the list: {done}"


# D01
def test_without_a_deed_there_are_no_rows(scratch, bare):
    assert _ask("SELECT * FROM zz_record") == []
    for name, security, *_rest, granted in _ask(_TABLES):
        if security and granted:
            assert _ask(f'SELECT count(*) FROM "{name}"') == [(0,)], name


# D02, D03
@pytest.mark.parametrize("role", SERVING)
def test_serving_roles_own_nothing_and_bypass_nothing(db, owner, role):
    powers = owner.execute(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = %s", [role]
    ).fetchone()
    assert powers == (False, False, False, False)
    owned = owner.execute(
        "SELECT relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = %s", [role]
    ).fetchall()
    assert owned == []
    members = owner.execute(
        "SELECT 1 FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = %s", [role]
    ).fetchall()
    assert members == []


# D04, D05
def test_views_ask_as_the_one_who_looks_and_none_is_materialised(db, owner):
    views = owner.execute(
        "SELECT relname, coalesce(reloptions::text, '') FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = 'public' AND relkind = 'v'"
    ).fetchall()
    assert [name for name, options in views if "security_invoker=true" not in options] == []
    assert owner.execute("SELECT matviewname FROM pg_matviews WHERE schemaname = 'public'").fetchall() == []


# D06
def test_no_function_runs_with_its_makers_rights(db, owner):
    found = owner.execute(
        "SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname = 'public' AND prosecdef"
    ).fetchall()
    assert found == []


# D07, D09
def test_keys_of_protected_tables_tell_nothing_about_others(db, owner):
    """A unique key over guessable values would say "taken" about a row one may not see. Ids and hashes do not."""
    found = owner.execute(
        """
        SELECT t.relname, i.relname, array_agg(a.attname::text ORDER BY a.attname)
        FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
        JOIN pg_namespace n ON n.oid = t.relnamespace
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY(x.indkey)
        WHERE n.nspname = 'public' AND x.indisunique AND t.relrowsecurity AND NOT t.relispartition
        GROUP BY t.oid, t.relname, i.oid, i.relname
        HAVING NOT bool_or(a.atttypid IN ('uuid'::regtype, 'bytea'::regtype))
           AND NOT bool_or(a.attidentity <> '')
        """
    ).fetchall()
    strays = [(table, index, columns) for table, index, columns in found if index not in GUESSABLE]
    assert not strays, strays


# Unique keys on protected tables that hold no id or hash, and why nobody learns anything from them.
GUESSABLE: dict[str, str] = {
    "one_signal_per_source_id": "a source's own id; a source learns of its own signals only",
    "one_case_a_number": "the next number is drawn under a lock by officers who reach every case; nobody chooses one",
    "outreach_report_number_key": "numbers are drawn by the machine, nobody chooses one",
}


WHOLE = "only a deed that reaches everything can read or write a row of this table"
GUESSABLE |= dict.fromkeys(
    (
        "wellbeing_alert_key_key", "one_open_alert_a_home_and_kind", "wellbeing_feed_pkey", "one_feed_a_home_and_source",
        "one_block_a_number", "wellbeing_reading_day_pkey", "one_fault_a_subject",
    ),
    WHOLE,
)  # fmt: skip


# D08
def test_a_foreign_key_to_a_hidden_row_needs_its_id_to_be_known(db, owner):
    """References point at random ids; none points at a number somebody could count up."""
    found = owner.execute(
        """
        SELECT c.conrelid::regclass::text, c.conname FROM pg_constraint c
        JOIN pg_class t ON t.oid = c.confrelid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.confkey[1]
        WHERE c.contype = 'f' AND t.relrowsecurity AND a.atttypid NOT IN ('uuid'::regtype)
        """
    ).fetchall()
    assert found == []


# D10
def test_a_row_cannot_be_moved_to_another_agency(scratch, agency_deed, real_db):
    with pytest.raises(DatabaseError), acting(agency_deed):
        _ask("UPDATE zz_record SET agency_id = %s WHERE id = %s", scratch["other"], scratch["rows"]["mine"])


def test_policies_check_what_is_written(db, owner):
    loose = owner.execute(
        "SELECT polrelid::regclass::text FROM pg_policy WHERE polname = 'reach' AND polcmd = '*' AND polwithcheck IS NULL"
    ).fetchall()
    assert loose == []


def test_an_agency_sees_its_own_and_granted_rows_only(scratch, agency_deed, real_db):
    with acting(agency_deed):
        assert [row[0] for row in _ask("SELECT id FROM zz_record")] == [scratch["rows"]["mine"]]


def test_a_hidden_row_and_no_row_are_changed_alike(scratch, agency_deed, real_db):
    for row_id in (scratch["rows"]["other"], uuid4()):
        with acting(agency_deed), connection.cursor() as cursor:
            cursor.execute("UPDATE zz_record SET note = 'x' WHERE id = %s", [row_id])
            assert cursor.rowcount == 0
            cursor.execute("DELETE FROM zz_record WHERE id = %s", [row_id])
            assert cursor.rowcount == 0


# D11
def test_nothing_is_deleted_along(db, owner):
    found = owner.execute(
        "SELECT conname FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid"
        " WHERE contype = 'f' AND confdeltype NOT IN ('a', 'r') AND t.relname NOT LIKE 'procrastinate%'"
    ).fetchall()
    assert found == []


def test_no_model_cascades_to_a_room_it_does_not_own():
    strays = []
    for model in apps.get_models():
        if not model.__module__.startswith("chomchom."):
            continue
        for field in model._meta.concrete_fields:
            if field.remote_field and getattr(field.remote_field, "on_delete", None) is CASCADE:
                here, there = model._meta.app_label, field.related_model._meta.app_label
                if here != there:
                    strays.append(f"{model.__name__}.{field.name}")
    assert strays == []


# D12
def test_nobody_who_serves_may_truncate(db, owner):
    found = owner.execute(
        "SELECT table_name, grantee FROM information_schema.role_table_grants"
        " WHERE privilege_type IN ('TRUNCATE', 'TRIGGER', 'REFERENCES') AND grantee IN ('chomchom_app', 'chomchom_worker')"
        " AND table_schema = 'public'"
    ).fetchall()
    assert found == []


@pytest.mark.parametrize("table", sorted(LEDGER_LIKE))
def test_what_only_grows_cannot_be_changed(db, owner, table):
    found = owner.execute(
        "SELECT privilege_type FROM information_schema.role_table_grants"
        " WHERE table_name = %s AND grantee IN ('chomchom_app', 'chomchom_worker')",
        [table],
    ).fetchall()
    assert {row[0] for row in found} <= {"SELECT", "INSERT"}
    columns = owner.execute(
        "SELECT column_name FROM information_schema.column_privileges"
        " WHERE table_name = %s AND privilege_type = 'UPDATE' AND grantee IN ('chomchom_app', 'chomchom_worker')",
        [table],
    ).fetchall()
    assert columns == []


# D13
def test_serving_roles_make_nothing_in_the_schema(db):
    for statement in (
        "CREATE TABLE zz_own (id int)",
        "CREATE FUNCTION zz_leak(text) RETURNS bool LANGUAGE sql COST 0.1 AS 'SELECT true'",
        "CREATE VIEW zz_view AS SELECT 1",
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            _ask(statement)


# D14
def test_a_partition_is_reached_only_through_its_table(db, owner):
    found = owner.execute(
        """
        SELECT c.relname FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid JOIN pg_class up ON up.oid = i.inhparent
        WHERE c.relkind IN ('r', 'p') AND up.relrowsecurity
          AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
          AND EXISTS (SELECT 1 FROM information_schema.role_table_grants g WHERE g.table_name = c.relname
                      AND g.grantee IN ('chomchom_app', 'chomchom_worker'))
        """
    ).fetchall()
    assert found == []


# D15, D16
def test_the_reach_of_a_deed_ends_with_its_transaction(scratch, agency_deed, bare):
    reach = "SELECT coalesce(current_setting('chomchom.reach', true), '')"
    with acting(agency_deed):
        assert _ask(reach) == [("granted",)]
    assert _ask(reach) == [("",)]
    with pytest.raises(ZeroDivisionError), acting(agency_deed):
        raise ZeroDivisionError
    assert _ask(reach) == [("",)]
    assert _ask("SELECT * FROM zz_record") == []


def test_settings_are_made_in_one_place():
    from tests.house.plan import PACKAGE, name_of

    found = [name_of(path) for path in PACKAGE.rglob("*.py") if "set_config('chomchom.reach'" in path.read_text()]
    assert found == ["chomchom/store/acting.py"]


def test_migrations_are_complete(db):
    out = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out, verbosity=1)
    assert "No changes" in out.getvalue()


def test_migrations_import_no_room():
    from tests.house.plan import PACKAGE, name_of

    strays = []
    for path in PACKAGE.rglob("migrations/0*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith(("from chomchom.", "import chomchom.")) and "chomchom.store" not in line:
                strays.append(f"{name_of(path)}: {line}")
    assert not strays, strays
