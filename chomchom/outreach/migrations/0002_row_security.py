"""The second line on every table that leads to a person or to an agency's work."""

from __future__ import annotations

from django.db import migrations

from chomchom.store.rowsecurity import protect


class Migration(migrations.Migration):
    dependencies = [("outreach", "0001_initial"), ("store", "0001_initial")]

    operations = [
        protect("outreach_areaincident"),
        protect("outreach_episode"),
        protect("outreach_discoveryround"),
        protect("outreach_discoveryrow", record_column="round_id"),
        protect("outreach_signal", record_column="episode_id"),
        protect("outreach_attempt", record_column="episode_id"),
        protect("outreach_sitecheck", holder_column="agency_id"),
        protect("outreach_sitecheckanswer", record_column="site_check_id"),
        protect("outreach_report"),
        protect("outreach_consultation", record_column="episode_id"),
        protect("outreach_goodslink"),
        protect("outreach_activity", holder_column="agency_id"),
        protect("outreach_deficit"),
    ]
