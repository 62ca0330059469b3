"""Readings in day arrays, one partition a month; their inbox; and row security of everything that belongs to a home."""

from django.db import migrations

from chomchom.store.rowsecurity import protect

# Values of one feed and one day: two bytes each, little-endian, -32768 for a reading that never came. The key starts with
# the day because a sweep reads one day of all feeds and a page reads a few days of a few feeds.
READINGS = """
CREATE TABLE wellbeing_reading_day (
    day date NOT NULL,
    feed_id bigint NOT NULL,
    slots bytea NOT NULL,
    PRIMARY KEY (day, feed_id),
    CONSTRAINT a_day_has_all_its_slots
        CHECK (octet_length(slots) = CASE feed_id >> 40 WHEN 1 THEN 96 WHEN 2 THEN 48 WHEN 3 THEN 2 ELSE -1 END)
) PARTITION BY RANGE (day);
ALTER TABLE wellbeing_reading_day ENABLE ROW LEVEL SECURITY;
ALTER TABLE wellbeing_reading_day FORCE ROW LEVEL SECURITY;
CREATE POLICY reach ON wellbeing_reading_day USING ((SELECT current_setting('chomchom.reach', true)) = 'all')
    WITH CHECK ((SELECT current_setting('chomchom.reach', true)) = 'all');
CREATE POLICY owner_migrates ON wellbeing_reading_day TO chomchom_owner USING (true) WITH CHECK (true);
"""

# PostgreSQL refuses COPY FROM into a table with row security, and COPY is how an hour of a city comes in. The inbox holds
# small numbers without a meaning of their own (feed, day, slot, value) for some hours, until they are folded.
INBOX = """
CREATE TABLE wellbeing_reading_inbox (
    id bigint GENERATED ALWAYS AS IDENTITY,
    feed_id bigint NOT NULL,
    day date NOT NULL,
    slot smallint NOT NULL,
    value smallint NOT NULL
);
"""

# Where arrays lie for the length of one transaction on their way into the table; they need not survive a crash.
COMING = """
CREATE UNLOGGED TABLE wellbeing_reading_coming (
    token bigint NOT NULL,
    feed_id bigint NOT NULL,
    day date NOT NULL,
    slots bytea NOT NULL
);
CREATE SEQUENCE wellbeing_reading_token;
"""

# A partition is reached only through the table above it. Three years back, because readings are taken that far, and two
# years ahead; what falls outside goes to the rest, and `wellbeing_reading_ready` (the owner's) makes further months.
MONTHS = """
CREATE FUNCTION wellbeing_reading_ready(first_month date, months int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    starts date;
    part text;
    made int := 0;
BEGIN
    FOR i IN 0 .. months - 1 LOOP
        starts := (date_trunc('month', first_month) + make_interval(months => i))::date;
        part := 'wellbeing_reading_day_' || to_char(starts, 'YYYY_MM');
        IF to_regclass(part) IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF wellbeing_reading_day FOR VALUES FROM (%L) TO (%L)',
                part, starts, (starts + interval '1 month')::date);
            EXECUTE format('ALTER TABLE %I SET (fillfactor = 85)', part);
            EXECUTE format('REVOKE ALL ON %I FROM chomchom_app, chomchom_worker', part);
            EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
            EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', part);
            EXECUTE format('CREATE POLICY owner_migrates ON %I TO chomchom_owner USING (true) WITH CHECK (true)', part);
            made := made + 1;
        END IF;
    END LOOP;
    RETURN made;
END $$;
CREATE FUNCTION wellbeing_reading_drop(before date) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    part text;
    gone int := 0;
BEGIN
    FOR part IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'wellbeing_reading_day'::regclass AND c.relname ~ '_[0-9]{4}_[0-9]{2}$'
          AND to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= before
    LOOP
        EXECUTE format('DROP TABLE %I', part);
        gone := gone + 1;
    END LOOP;
    RETURN gone;
END $$;
REVOKE EXECUTE ON FUNCTION wellbeing_reading_ready(date, int) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION wellbeing_reading_drop(date) FROM PUBLIC;
CREATE TABLE wellbeing_reading_day_rest PARTITION OF wellbeing_reading_day DEFAULT;
REVOKE ALL ON wellbeing_reading_day_rest FROM chomchom_app, chomchom_worker;
ALTER TABLE wellbeing_reading_day_rest ENABLE ROW LEVEL SECURITY;
ALTER TABLE wellbeing_reading_day_rest FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_migrates ON wellbeing_reading_day_rest TO chomchom_owner USING (true) WITH CHECK (true);
SELECT wellbeing_reading_ready(date_trunc('month', now() - interval '37 months')::date, 62);
"""

# The engine's arrays are numbers that do not compress; trying costs more than it saves.
PLAIN = """
ALTER TABLE wellbeing_sweepblock ALTER COLUMN profile SET STORAGE EXTERNAL, ALTER COLUMN state SET STORAGE EXTERNAL;
"""

WHOLE_REACH = (
    "wellbeing_feed",
    "wellbeing_readingbatch",
    "wellbeing_sweepblock",
    "wellbeing_steptaken",
    "wellbeing_ladder",
    "wellbeing_duty",
    "wellbeing_provinceday",
    "wellbeing_printedlist",
    "wellbeing_sweepfault",
)
"""Tables nobody outside the city is ever granted a row of: only a deed that reaches everything sees them."""


def _only_whole_reach(table: str) -> migrations.RunSQL:
    says = "(SELECT current_setting('chomchom.reach', true)) = 'all'"
    return migrations.RunSQL(
        [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY reach ON {table} USING ({says}) WITH CHECK ({says})",
            f"CREATE POLICY owner_migrates ON {table} TO chomchom_owner USING (true) WITH CHECK (true)",
        ],
        migrations.RunSQL.noop,
    )


class Migration(migrations.Migration):
    dependencies = [("wellbeing", "0001_initial"), ("store", "0001_initial")]

    operations = [
        migrations.RunSQL(READINGS, "DROP TABLE wellbeing_reading_day"),
        migrations.RunSQL(INBOX, "DROP TABLE wellbeing_reading_inbox"),
        migrations.RunSQL(COMING, "DROP TABLE wellbeing_reading_coming; DROP SEQUENCE wellbeing_reading_token"),
        migrations.RunSQL(MONTHS, migrations.RunSQL.noop),
        migrations.RunSQL(PLAIN, migrations.RunSQL.noop),
        protect("wellbeing_home", record_column="person_id"),
        _only_whole_reach("wellbeing_alert"),
        _only_whole_reach("wellbeing_call"),
        *[_only_whole_reach(table) for table in WHOLE_REACH],
    ]
