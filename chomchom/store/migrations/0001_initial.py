from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="City",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("name", models.CharField(default="", max_length=60)),
                ("demo", models.BooleanField(default=False)),
                ("clock_offset", models.DurationField()),
                ("frozen_at", models.DateTimeField(null=True)),
                ("muted_until", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="there_is_one_city")],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record_id", models.UUIDField()),
                ("holder", models.UUIDField()),
                ("basis", models.CharField(max_length=32)),
                ("granted_at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["record_id"], name="grant_of_record")],
                "constraints": [
                    models.UniqueConstraint(fields=("holder", "record_id", "basis"), name="one_grant_a_holder_record_and_basis")
                ],
            },
        ),
        migrations.RunSQL(
            [
                "INSERT INTO store_city (id, name, demo, clock_offset) VALUES (1, '', false, interval '0')",
                "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON store_city FROM chomchom_app, chomchom_worker",
                """CREATE FUNCTION city_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
                   SELECT coalesce(frozen_at, clock_timestamp() + clock_offset) FROM store_city WHERE id = 1 $$""",
            ],
            ["DROP FUNCTION city_now()"],
        ),
    ]
