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

# New months are made when readings of them arrive. The function belongs to the owner, who may make tables; it attaches a
# finished table, which takes no lock that stops readers.
MONTHS = """
CREATE FUNCTION wellbeing_reading_ready(first_day date, last_day date) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    starts date := date_trunc('month', first_day)::date;
    part text;
    made int := 0;
BEGIN
    IF first_day < current_date - interval '12 years' OR last_day > current_date + interval '2 years' THEN
        RAISE EXCEPTION 'readings outside any meter''s life';
    END IF;
    WHILE starts <= last_day LOOP
        part := 'wellbeing_reading_day_' || to_char(starts, 'YYYY_MM');
        IF to_regclass(part) IS NULL THEN
            PERFORM pg_advisory_xact_lock(hashtext(part));
            IF to_regclass(part) IS NULL THEN
                EXECUTE format('CREATE TABLE %I (LIKE wellbeing_reading_day INCLUDING ALL) WITH (fillfactor = 85)', part);
                EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, chomchom_app, chomchom_worker', part);
                EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
                EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', part);
                EXECUTE format('CREATE POLICY owner_migrates ON %I TO chomchom_owner USING (true) WITH CHECK (true)', part);
                EXECUTE format('ALTER TABLE wellbeing_reading_day ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                    part, starts, (starts + interval '1 month')::date);
                made := made + 1;
            END IF;
        END IF;
        starts := (starts + interval '1 month')::date;
    END LOOP;
    RETURN made;
END $$;
REVOKE EXECUTE ON FUNCTION wellbeing_reading_ready(date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION wellbeing_reading_ready(date, date) TO chomchom_app, chomchom_worker;
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
REVOKE EXECUTE ON FUNCTION wellbeing_reading_drop(date) FROM PUBLIC;
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
        protect("wellbeing_alert"),
        protect("wellbeing_call"),
        *[_only_whole_reach(table) for table in WHOLE_REACH],
    ]
