from django.db import migrations, models


# Which field of which event is what a figure counts. The view is the only place that knows; the copy is made from it.
ENTRY = """
CREATE VIEW insight_entry WITH (security_invoker = true) AS
SELECT e.seq, e.occurred_on, e.tag, e.dong, e.sector,
       coalesce(s.sector, '') AS found_by,
       coalesce(e.payload->>'door', s.payload->>'door', '') AS door,
       coalesce(e.payload->>'outcome', e.payload->>'result', '') AS outcome,
       coalesce((e.payload->>'joined')::boolean, false) AS joined,
       coalesce((e.payload->>'at_door')::boolean, false) AS at_door,
       coalesce((e.payload->>'first_at_door')::boolean, (e.payload->>'first')::boolean, false) AS first,
       coalesce((e.payload->>'over_by_won')::bigint > 0, (e.payload->>'over_criteria')::boolean, false) AS over,
       (e.payload->>'minutes_since_signal')::integer AS minutes,
       coalesce((e.payload->>'count')::bigint, (e.payload->>'amount_won')::bigint) AS amount,
       (e.payload->>'episode_id')::uuid AS episode_id,
       e.person_id
FROM ledger_entry e
LEFT JOIN LATERAL (
    SELECT begun.sector, begun.payload FROM ledger_entry begun
    WHERE begun.stream = e.stream AND begun.tag = 'outreach:signal:received'
    ORDER BY begun.version LIMIT 1
) s ON true
WHERE e.tag IN (
    'outreach:signal:received', 'outreach:attempt:logged', 'outreach:site-check:reported',
    'outreach:site-check:came-back', 'outreach:episode:ended', 'outreach:activity:entered', 'outreach:goods:linked',
    'outreach:consultation:held', 'cases:case:taken-in'
)
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [('ledger', '0001_initial')]

    operations = [
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.SmallIntegerField(primary_key=True, serialize=False)),
                ('seq', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('seq', models.BigIntegerField(primary_key=True, serialize=False)),
                ('occurred_on', models.DateField()),
                ('tag', models.CharField(max_length=64)),
                ('dong', models.CharField(max_length=10)),
                ('sector', models.CharField(max_length=12)),
                ('found_by', models.CharField(max_length=12)),
                ('door', models.CharField(max_length=16)),
                ('outcome', models.CharField(max_length=32)),
                ('joined', models.BooleanField()),
                ('at_door', models.BooleanField()),
                ('first', models.BooleanField()),
                ('over', models.BooleanField()),
                ('minutes', models.IntegerField(null=True)),
                ('amount', models.BigIntegerField(null=True)),
                ('episode_id', models.UUIDField(null=True)),
                ('person_id', models.UUIDField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['occurred_on', 'tag'], name='fact_by_day_and_tag'), models.Index(condition=models.Q(('at_door', True), ('tag', 'outreach:goods:linked'), _connector='OR'), fields=['episode_id'], name='fact_of_episode')],
            },
        ),
        migrations.RunSQL(ENTRY, 'DROP VIEW insight_entry'),
    ]
