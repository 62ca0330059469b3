"""Ladders hold from a day on, with quiet hours of their own; the officer of the dong may be the one who rings."""

from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import TruncDate

CHANNELS = [
    "ai_call", "desk_call", "contact_call", "officer_notice", "officer_call", "site_check_due", "page_desk",
]  # fmt: skip


def date_the_old(apps, schema_editor):
    apps.get_model("wellbeing", "Ladder").objects.update(from_on=TruncDate(F("saved_at")))


class Migration(migrations.Migration):

    dependencies = [
        ("wellbeing", "0005_the_desk"),
    ]

    operations = [
        migrations.AddField("ladder", "from_on", models.DateField(null=True)),
        migrations.RunPython(date_the_old, migrations.RunPython.noop),
        migrations.AlterField("ladder", "from_on", models.DateField()),
        migrations.AddField("ladder", "quiet_since", models.TimeField(null=True)),
        migrations.AddField("ladder", "quiet_until", models.TimeField(null=True)),
        migrations.AddField("ladder", "preset", models.CharField(blank=True, default="", max_length=16)),
        migrations.AddConstraint(
            "ladder",
            models.CheckConstraint(
                condition=models.Q(("quiet_since", None), ("quiet_until", None))
                | models.Q(("quiet_since__isnull", False), ("quiet_until__isnull", False)),
                name="ladder_quiet_hours_are_whole",
            ),
        ),
        migrations.RemoveIndex("ladder", "ladder_newest"),
        migrations.AddIndex(
            "ladder", models.Index(fields=["kind", "-from_on", "-saved_at"], name="ladder_newest")
        ),
        migrations.AddField("alert", "quiet_since", models.TimeField(null=True)),
        migrations.AddField("alert", "quiet_until", models.TimeField(null=True)),
        migrations.RemoveConstraint("steptaken", "step_channel_known"),
        migrations.AddConstraint(
            "steptaken",
            models.CheckConstraint(condition=models.Q(("channel__in", CHANNELS)), name="step_channel_known"),
        ),
    ]
