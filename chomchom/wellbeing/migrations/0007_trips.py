"""집 비움: announced absences, and the two alerts that come of them."""

import chomchom.store.ids
import django.db.models.deletion
from django.db import migrations, models

from chomchom.store.rowsecurity import protect

KINDS = [
    "silence", "steady_meter", "supply_cut", "feed_lost", "province", "trip_return", "trip_overdue", "unconfirmed",
]  # fmt: skip


def known(field, values, name):
    return models.CheckConstraint(condition=models.Q((f"{field}__in", values)), name=name)


class Migration(migrations.Migration):

    dependencies = [
        ("wellbeing", "0006_ladders_with_a_day"),
    ]

    operations = [
        migrations.CreateModel(
            name="Trip",
            fields=[
                ("id", models.UUIDField(default=chomchom.store.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("person_id", models.UUIDField()),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("said_by", models.CharField(max_length=32)),
                ("said_how", models.CharField(max_length=32)),
                ("noted_at", models.DateTimeField()),
                ("noted_by", models.UUIDField()),
                ("returned_at", models.DateTimeField(null=True)),
                ("overdue_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("home", models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.RESTRICT, related_name="trips", to="wellbeing.home")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["home", "-noted_at"], name="trip_of_home"),
                    models.Index(fields=["person_id"], name="trip_of_person"),
                ],
                "constraints": [
                    known("said_by", ["person", "family", "guardian", "neighbour", "officer"], "trip_said_by_known"),
                    known("said_how", ["desk", "machine", "link", "door"], "trip_said_how_known"),
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gte", models.F("from_on"))), name="trip_ends_after_it_begins"
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint("alert", "alert_kind_known"),
        migrations.AddConstraint("alert", known("kind", KINDS, "alert_kind_known")),
        migrations.RemoveConstraint("ladder", "ladder_kind_known"),
        migrations.AddConstraint("ladder", known("kind", KINDS, "ladder_kind_known")),
        protect("wellbeing_trip", record_column="person_id"),
    ]
