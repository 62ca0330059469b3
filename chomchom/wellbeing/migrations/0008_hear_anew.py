"""The engine remembers homes in a third form: what it remembered is heard again from the kept readings."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("wellbeing", "0007_trips")]

    operations = [
        # not DELETE: under row security even the owner would delete nothing
        migrations.RunSQL("TRUNCATE wellbeing_sweepblock", reverse_sql="TRUNCATE wellbeing_sweepblock"),
    ]
