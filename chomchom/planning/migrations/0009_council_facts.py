"""What meetings, tasks, reviews and definitions wrote becomes countable: their kinds and fields in the copy and its view."""

from importlib import import_module

from django.db import migrations

FIRST = import_module("chomchom.planning.migrations.0008_facts")
TAGS = """
council:meeting:held council:minutes:published council:decision:recorded council:opinion:received
council:action:raised council:action:ended planning:review-round:closed planning:review-card:moved
planning:candidate:moved planning:indicator:drafted planning:definition:approved planning:result:recorded
""".split()
FIELDS = {
    "uuid": "action_id body_id candidate_id card_id decision_id indicator_id meeting_id".split(),
    "bigint": "cards final members no present year".split(),
    "boolean": "after_meeting computed has_owner late reached".split(),
    "varchar": "coarse state subject".split(),
    "date": ["due_on"],
}
COLUMNS = [(f"f_{key}", key, kind) for kind, keys in FIELDS.items() for key in keys]
ALL_TAGS = ", ".join(f"'{tag}'" for tag in [*FIRST.TAGS, *TAGS])
NEW_TAGS = ", ".join(f"'{tag}'" for tag in TAGS)

VIEW = f"""
CREATE VIEW planning_entry WITH (security_invoker = true) AS
SELECT e.seq, e.occurred_on, e.tag::text AS tag, e.person_id,
    {", ".join(f"nullif(e.{name}, '')::varchar AS {name}" for name in FIRST.OWN)},
    {", ".join(f"nullif(e.payload->>'{key}', '')::{kind} AS {name}" for name, key, kind in FIRST.COLUMNS + COLUMNS)}
FROM ledger_entry e WHERE e.tag IN ({ALL_TAGS})
"""
# What was passed before these kinds were countable is copied now; the mark stays where it is.
FILL = f"INSERT INTO planning_fact SELECT * FROM planning_entry WHERE tag IN ({NEW_TAGS}) ON CONFLICT DO NOTHING"


def _parts():
    for tag in TAGS:
        part = "planning_fact_" + tag.replace(":", "_").replace("-", "_")
        yield f"CREATE TABLE {part} PARTITION OF planning_fact FOR VALUES IN ('{tag}')"
        yield f"REVOKE ALL ON {part} FROM chomchom_app, chomchom_worker"


def _gone():
    yield "DROP VIEW planning_entry"
    for tag in TAGS:
        yield "DROP TABLE planning_fact_" + tag.replace(":", "_").replace("-", "_")
    for name, _key, _kind in COLUMNS:
        yield f"ALTER TABLE planning_fact DROP COLUMN {name}"
    yield FIRST.VIEW


class Migration(migrations.Migration):
    dependencies = [("planning", "0008_facts")]

    operations = [
        migrations.RunSQL(
            [
                "DROP VIEW planning_entry",
                *(f"ALTER TABLE planning_fact ADD COLUMN {n} {k}" for n, _, k in COLUMNS),
                *_parts(),
                VIEW,
                FILL,
            ],
            list(_gone()),
        ),
    ]
