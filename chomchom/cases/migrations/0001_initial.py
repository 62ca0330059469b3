import chomchom.store.fields
import chomchom.store.ids
import django.db.models.deletion
from django.db import migrations, models

from chomchom.store.rowsecurity import protect


class Migration(migrations.Migration):

    initial = True

    dependencies = [('store', '0001_initial')]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.UUIDField(default=chomchom.store.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('year', models.SmallIntegerField()),
                ('dong', models.CharField(max_length=10)),
                ('serial', models.IntegerField()),
                ('person_id', models.UUIDField()),
                ('household_id', models.UUIDField(null=True)),
                ('episode_id', models.UUIDField()),
                ('state', models.CharField(max_length=32)),
                ('held_from', models.CharField(blank=True, default='', max_length=32)),
                ('grade', models.CharField(blank=True, default='', max_length=32)),
                ('owner_id', models.UUIDField(null=True)),
                ('team_id', models.UUIDField(null=True)),
                ('taken_in_on', models.DateField()),
                ('conference_on', models.DateField(null=True)),
                ('selected_on', models.DateField(null=True)),
                ('plan_on', models.DateField(null=True)),
                ('closed_on', models.DateField(null=True)),
                ('review_on', models.DateField(null=True)),
                ('last_step_on', models.DateField()),
                ('due_code', models.CharField(blank=True, default='', max_length=32)),
                ('due_on', models.DateField(null=True)),
                ('outside_number', chomchom.store.fields.SealedText(default='', editable=True)),
                ('version', models.IntegerField(default=1)),
                ('made_at', models.DateTimeField()),
                ('follows', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='followed_by', to='cases.case')),
            ],
        ),
        migrations.CreateModel(
            name='CaseNote',
            fields=[
                ('id', models.UUIDField(default=chomchom.store.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField()),
                ('by', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('text', chomchom.store.fields.SealedText(default='', editable=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='notes', to='cases.case')),
            ],
        ),
        migrations.CreateModel(
            name='CaseStep',
            fields=[
                ('id', models.UUIDField(default=chomchom.store.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('move', models.CharField(max_length=32)),
                ('before', models.CharField(blank=True, default='', max_length=32)),
                ('after', models.CharField(max_length=32)),
                ('reason', models.CharField(blank=True, default='', max_length=32)),
                ('on', models.DateField()),
                ('by', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('note', chomchom.store.fields.SealedText(default='', editable=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='steps', to='cases.case')),
            ],
        ),
        migrations.CreateModel(
            name='CriteriaCheck',
            fields=[
                ('id', models.UUIDField(default=chomchom.store.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('criterion', models.CharField(max_length=32)),
                ('household_size', models.SmallIntegerField()),
                ('income_won', chomchom.store.fields.SealedText(default='', editable=True)),
                ('line_won', models.BigIntegerField()),
                ('over_by_won', models.BigIntegerField()),
                ('official', models.BooleanField()),
                ('on', models.DateField()),
                ('by', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='criteria_checks', to='cases.case')),
            ],
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['owner_id', 'due_on'], name='case_by_owner'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['dong', 'due_on'], name='case_by_dong'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['person_id'], name='case_by_person'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['referred', 'consulting', 'intake', 'assessing', 'conference', 'selected', 'link_only', 'planning', 'active', 'reassessing', 'closing_review', 'closed', 'aftercare', 'ended', 'on_hold', 'transferred', 'rejected', 'refused'])), name='case_state_known'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('held_from__in', ['referred', 'consulting', 'intake', 'assessing', 'conference', 'selected', 'link_only', 'planning', 'active', 'reassessing', 'closing_review', 'closed', 'aftercare', 'ended', 'on_hold', 'transferred', 'rejected', 'refused', ''])), name='case_held_from_known'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('grade__in', ['general', 'intensive', 'high_complexity', ''])), name='case_grade_known'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('due_code__in', ['assess', 'select', 'plan', 'reassess', 'aftercare', 'review', 'contact', ''])), name='case_due_code_known'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(fields=('year', 'dong', 'serial'), name='one_case_a_number'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(fields=('episode_id',), name='one_case_an_episode'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['aftercare', 'closed', 'ended', 'link_only', 'refused', 'rejected', 'transferred']), _negated=True), fields=('person_id',), name='one_open_case_a_person'),
        ),
        migrations.AddIndex(
            model_name='casenote',
            index=models.Index(fields=['case', 'at'], name='case_note_by_case'),
        ),
        migrations.AddIndex(
            model_name='casestep',
            index=models.Index(fields=['case', 'at'], name='case_step_by_case'),
        ),
        migrations.AddConstraint(
            model_name='casestep',
            constraint=models.CheckConstraint(condition=models.Q(('before__in', ['referred', 'consulting', 'intake', 'assessing', 'conference', 'selected', 'link_only', 'planning', 'active', 'reassessing', 'closing_review', 'closed', 'aftercare', 'ended', 'on_hold', 'transferred', 'rejected', 'refused', ''])), name='case_step_before_known'),
        ),
        migrations.AddConstraint(
            model_name='casestep',
            constraint=models.CheckConstraint(condition=models.Q(('after__in', ['referred', 'consulting', 'intake', 'assessing', 'conference', 'selected', 'link_only', 'planning', 'active', 'reassessing', 'closing_review', 'closed', 'aftercare', 'ended', 'on_hold', 'transferred', 'rejected', 'refused'])), name='case_step_after_known'),
        ),
        migrations.AddConstraint(
            model_name='casestep',
            constraint=models.CheckConstraint(condition=models.Q(('reason__in', ['goals-reached', 'better', 'person-refuses', 'lost-contact', 'moved-away', 'admitted', 'deceased', 'other-body', 'no-need', 'linked-elsewhere', 'need-returned', 'mistake', ''])), name='case_step_reason_known'),
        ),
        migrations.AddIndex(
            model_name='criteriacheck',
            index=models.Index(fields=['case', 'at'], name='case_criteria_by_case'),
        ),
        protect('cases_case'),
        protect('cases_casestep', record_column='case_id'),
        protect('cases_casenote', record_column='case_id'),
        protect('cases_criteriacheck', record_column='case_id'),
    ]
