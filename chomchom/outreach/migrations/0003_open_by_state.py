"""Counting what is open does not read what has ended."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outreach", "0002_row_security")]

    operations = [
        migrations.AddIndex(
            model_name="episode",
            index=models.Index(
                condition=models.Q(("ended_at", None)), fields=["state", "dong"], name="episode_open_by_state"
            ),
        ),
    ]
