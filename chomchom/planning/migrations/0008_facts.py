"""The copy of the ledger that formulas count, and the view that is the only place which knows how it is made.

A field or a kind of entry that becomes countable needs both made again in a new migration; tests compare them with the
catalogue. The copy starts empty and the bookmark at nought: until it has caught up, the ledger itself is counted.
"""

from django.db import migrations

TAGS = """
outreach:signal:received outreach:attempt:logged outreach:site-check:reported outreach:episode:ended
outreach:activity:entered outreach:goods:linked outreach:consultation:held outreach:deficit:entered
cases:case:taken-in cases:case:moved cases:criteria:held referrals:referral:sent referrals:referral:accepted
referrals:referral:declined referrals:referral:completed referrals:outcome:reported enrolment:person:enrolled
enrolment:person:left wellbeing:alert:raised wellbeing:alert:ended network:service:registered
network:neighbour:registered
""".split()
OWN = ("dong", "sector", "programme", "age_band", "household_kind")
FIELDS = {
    "uuid": """
        alert_id case_id enrolment_id episode_id follows origin_id referral_id
    """.split(),
    "bigint": """
        amount_won count days_in days_late hours_silent household_size minutes_since_asked
        minutes_since_signal over_by_won
    """.split(),
    "boolean": """
        at_door first first_at_door joined official over_criteria over_criteria_ok
    """.split(),
    "varchar": """
        actor after before channel code criterion door dropout finder grade kind mode need next_step
        origin_kind outcome payer programme reason resource result source visitor
    """.split(),
}
COLUMNS = [(f"f_{key}", key, kind) for kind, keys in FIELDS.items() for key in keys]

TABLE = f"""
CREATE TABLE planning_fact (
    seq bigint NOT NULL, occurred_on date NOT NULL, tag text NOT NULL, person_id uuid,
    {", ".join(f"{name} varchar" for name in OWN)},
    {", ".join(f"{name} {kind}" for name, _key, kind in COLUMNS)},
    PRIMARY KEY (tag, seq)
) PARTITION BY LIST (tag)
"""

VIEW = f"""
CREATE VIEW planning_entry WITH (security_invoker = true) AS
SELECT e.seq, e.occurred_on, e.tag::text AS tag, e.person_id,
    {", ".join(f"nullif(e.{name}, '')::varchar AS {name}" for name in OWN)},
    {", ".join(f"nullif(e.payload->>'{key}', '')::{kind} AS {name}" for name, key, kind in COLUMNS)}
FROM ledger_entry e WHERE e.tag IN ({", ".join(f"'{tag}'" for tag in TAGS)})
"""


def _parts():
    """A part of the table for each kind of entry, reached through the whole only."""
    for tag in TAGS:
        part = "planning_fact_" + tag.replace(":", "_").replace("-", "_")
        yield f"CREATE TABLE {part} PARTITION OF planning_fact FOR VALUES IN ('{tag}')"
        yield f"REVOKE ALL ON {part} FROM chomchom_app, chomchom_worker"


class Migration(migrations.Migration):

    dependencies = [('planning', '0007_steps_and_chapters'), ('ledger', '0001_initial')]

    operations = [
        migrations.RunSQL(
            [
                TABLE, *_parts(), 'CREATE INDEX planning_fact_day ON planning_fact (occurred_on)', VIEW,
                'REVOKE UPDATE, TRUNCATE ON planning_fact FROM chomchom_app, chomchom_worker',
            ],
            ['DROP VIEW planning_entry', 'DROP TABLE planning_fact'],
        ),
    ]
