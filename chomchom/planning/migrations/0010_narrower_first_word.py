"""The first lexicon took every mention of residents for work of neighbours; lists a city has changed stay as they are."""

from django.db import migrations

LABEL = "이웃 활동"
BROAD = ["이웃", "통장", "자원봉사", "명예사회복지", "주민"]
NARROW = ["이웃", "통장", "자원봉사", "명예사회복지", "주민 조직", "주민 모임", "주민 활동", "주민 참여단"]


def _set(apps, before, after):
    words = apps.get_model("planning", "FacetWord")
    words.objects.filter(facet="means", label=LABEL, words=before).update(words=after)


def narrow(apps, schema_editor):
    _set(apps, BROAD, NARROW)


def widen(apps, schema_editor):
    _set(apps, NARROW, BROAD)


class Migration(migrations.Migration):
    dependencies = [("planning", "0009_council_facts")]
    operations = [migrations.RunPython(narrow, widen)]
