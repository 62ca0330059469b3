"""Asking people by the call policy: how they want to be asked, contacts that no alert made, and one caller at a time."""

import django.db.models.deletion
from django.db import migrations, models


WHOLE_REACH = "(SELECT current_setting('chomchom.reach', true)) = 'all'"
ONE_CALLER = [
    "ALTER TABLE wellbeing_ringing ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE wellbeing_ringing FORCE ROW LEVEL SECURITY",
    f"CREATE POLICY reach ON wellbeing_ringing USING ({WHOLE_REACH}) WITH CHECK ({WHOLE_REACH})",
    "CREATE POLICY owner_migrates ON wellbeing_ringing TO chomchom_owner USING (true) WITH CHECK (true)",
]
HOME_OF_CALL = "UPDATE wellbeing_call c SET home_id = a.home_id FROM wellbeing_alert a WHERE a.id = c.alert_id"


class Migration(migrations.Migration):

    dependencies = [
        ('wellbeing', '0002_readings_and_rights'),
    ]

    operations = [
        migrations.CreateModel(
            name='Ringing',
            fields=[
                ('person_id', models.UUIDField(primary_key=True, serialize=False)),
                ('token', models.UUIDField()),
                ('machine', models.BooleanField()),
                ('by', models.UUIDField()),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='alert',
            name='alert_kind_known',
        ),
        migrations.RemoveConstraint(
            model_name='home',
            name='home_contact_mode_known',
        ),
        migrations.RemoveConstraint(
            model_name='ladder',
            name='ladder_kind_known',
        ),
        migrations.AddField(
            model_name='call',
            name='answers',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='call',
            name='failed',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='call',
            name='home',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='calls', to='wellbeing.home'),
        ),
        migrations.AddField(
            model_name='call',
            name='mode',
            field=models.CharField(default='ai_call', max_length=32),
        ),
        migrations.AddField(
            model_name='call',
            name='person_id',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='call',
            name='said_help',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='call',
            name='satisfaction',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='call',
            name='seconds',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='call',
            name='staff_minutes',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='call',
            name='wants_human',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='home',
            name='answered',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='home',
            name='confirmed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='home',
            name='language',
            field=models.CharField(default='ko', max_length=8),
        ),
        migrations.AddField(
            model_name='home',
            name='limit_hours',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='home',
            name='machine_refused_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='home',
            name='ring_days',
            field=models.PositiveSmallIntegerField(default=127),
        ),
        migrations.AddField(
            model_name='home',
            name='unreached',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name='call',
            name='alert',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='calls', to='wellbeing.alert'),
        ),
        migrations.AlterField(
            model_name='call',
            name='number',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name='call',
            index=models.Index(fields=['home', '-asked_at'], name='call_of_home'),
        ),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['silence', 'steady_meter', 'supply_cut', 'feed_lost', 'province', 'unconfirmed'])), name='alert_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(('mode__in', ['passive', 'ai_call', 'desk_call', 'text', 'app', 'visit', 'neighbour'])), name='call_mode_known'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.UniqueConstraint(condition=models.Q(('alert', None), ('result', '')), fields=('person_id',), name='one_open_contact_a_person'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(('satisfaction__lte', 5)), name='satisfaction_of_five'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(('alert__isnull', False), models.Q(('home__isnull', False), ('person_id__isnull', False)), _connector='OR'), name='call_of_an_alert_or_a_home'),
        ),
        migrations.AddConstraint(
            model_name='home',
            constraint=models.CheckConstraint(condition=models.Q(('contact_mode__in', ['passive', 'ai_call', 'desk_call', 'text', 'app', 'visit', 'neighbour'])), name='home_contact_mode_known'),
        ),
        migrations.AddConstraint(
            model_name='ladder',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['silence', 'steady_meter', 'supply_cut', 'feed_lost', 'province', 'unconfirmed'])), name='ladder_kind_known'),
        ),
        migrations.RunSQL(ONE_CALLER, migrations.RunSQL.noop),
        migrations.RunSQL(HOME_OF_CALL, migrations.RunSQL.noop),
    ]
