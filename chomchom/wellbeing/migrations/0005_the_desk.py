"""Of whom the province was told that they left, and budgets tried on the city's own readings."""

import chomchom.store.ids
from django.db import migrations, models


WHOLE_REACH = "(SELECT current_setting('chomchom.reach', true)) = 'all'"


def only_whole_reach(table):
    return migrations.RunSQL(
        [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY reach ON {table} USING ({WHOLE_REACH}) WITH CHECK ({WHOLE_REACH})",
            f"CREATE POLICY owner_migrates ON {table} TO chomchom_owner USING (true) WITH CHECK (true)",
        ],
        migrations.RunSQL.noop,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('wellbeing', '0004_hear_again'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProvinceStop',
            fields=[
                ('enrolment_id', models.UUIDField(primary_key=True, serialize=False)),
                ('told_at', models.DateTimeField()),
                ('told_by', models.UUIDField()),
            ],
        ),
        migrations.CreateModel(
            name='BudgetTrial',
            fields=[
                ('id', models.UUIDField(default=chomchom.store.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(max_length=32)),
                ('budget_days', models.PositiveSmallIntegerField()),
                ('asked_at', models.DateTimeField()),
                ('asked_by', models.UUIDField()),
                ('done_at', models.DateTimeField(null=True)),
                ('result', models.JSONField(default=dict)),
            ],
            options={
                'indexes': [models.Index(fields=['-asked_at'], name='budget_trial_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('source__in', ['electricity', 'water', 'telecom'])), name='budget_trial_source_known')],
            },
        ),
        only_whole_reach("wellbeing_provincestop"),
        only_whole_reach("wellbeing_budgettrial"),
    ]
