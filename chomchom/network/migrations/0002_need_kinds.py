from django.db import migrations

from chomchom.store.rowsecurity import protect

NEEDS = (
    ("meals", "식사·반찬", "Meals"),
    ("goods", "생필품", "Household goods"),
    ("money", "생계비·후원금", "Living costs and donations"),
    ("housing", "주거·집수리", "Housing and repairs"),
    ("rent", "월세·이사", "Rent and moving"),
    ("health", "건강·진료", "Health and treatment"),
    ("mental_health", "마음건강", "Mental health"),
    ("addiction", "중독", "Addiction"),
    ("care", "돌봄·가사", "Care and housework"),
    ("company", "말벗·안부", "Company and check-in"),
    ("going_out", "병원동행·이동", "Going out and accompaniment"),
    ("work", "일자리·자활", "Work and self-support"),
    ("learning", "교육·학습", "Learning"),
    ("debt", "채무·법률", "Debt and law"),
    ("safety", "안전·학대", "Safety and abuse"),
    ("energy", "냉난방·에너지", "Heating, cooling and energy"),
    ("other", "그 밖", "Other"),
)


def fill(apps, schema_editor):
    kind = apps.get_model("network", "NeedKind")
    kind.objects.bulk_create(
        kind(code=code, label_ko=ko, label_en=en, position=place) for place, (code, ko, en) in enumerate(NEEDS)
    )


class Migration(migrations.Migration):
    dependencies = [("network", "0001_initial"), ("store", "0001_initial")]
    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        protect("network_neighbour"),
        protect("network_neighbourarea", record_column="neighbour_id"),
    ]
