from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Sign",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("tried_at", models.DateTimeField()),
                ("went_well_at", models.DateTimeField(null=True)),
                ("code", models.CharField(default="", max_length=200)),
                ("number", models.BigIntegerField(default=0)),
            ],
        ),
    ]
