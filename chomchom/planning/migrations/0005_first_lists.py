"""What a new installation begins with: kinds of rows, both lists of criteria, and a first lexicon. The city edits all."""

import datetime
import json
from pathlib import Path

from django.db import migrations

LISTS = Path(__file__).with_name("first_lists.json")
FROM = datetime.date(2020, 1, 1)


def fill(apps, schema_editor):
    lists = json.loads(LISTS.read_text(encoding="utf-8"))
    kind, criterion, word = (apps.get_model("planning", name) for name in ("RowKind", "Criterion", "FacetWord"))
    kind.objects.bulk_create(kind(position=place, from_on=FROM, **row) for place, row in enumerate(lists["row_kinds"]))
    criterion.objects.bulk_create(
        criterion(position=place, from_on=FROM, **row) for place, row in enumerate(lists["criteria"])
    )
    word.objects.bulk_create(word(from_on=FROM, **row) for row in lists["lexicon"])


class Migration(migrations.Migration):
    dependencies = [("planning", "0004_reviews_candidates_library")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
