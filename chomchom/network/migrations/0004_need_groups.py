import unicodedata

from django.db import migrations

HEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
TAILS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
GROUPS = (
    ("living", "기본 생활", "Basic living", ("meals", "goods", "money", "energy")),
    ("home", "집", "Home", ("housing", "rent")),
    ("wellness", "건강", "Health", ("health", "mental_health", "addiction")),
    ("daily", "일상 돌봄", "Daily care", ("care", "company", "going_out")),
    ("growth", "일과 배움", "Work and learning", ("work", "learning")),
    ("rights", "권리와 안전", "Rights and safety", ("debt", "safety")),
    ("else", "그 밖의 것", "Anything else", ("other",)),
)


def fill(apps, schema_editor):
    kind = apps.get_model("network", "NeedKind")
    for place, (code, korean, english, kinds) in enumerate(GROUPS):
        kind.objects.update_or_create(
            code=code, defaults={"label_ko": korean, "label_en": english, "position": place, "group": None}
        )
        kind.objects.filter(code__in=kinds).update(group_id=code)
    # A kind the city added itself stands under the last group until somebody moves it.
    kind.objects.filter(group__isnull=True).exclude(code__in=[row[0] for row in GROUPS]).update(group_id="else")


def letters(text):
    """The letters of a text as they were taken apart when this migration was written."""
    found = ""
    for sign in unicodedata.normalize("NFKC", text).casefold():
        at = ord(sign) - 0xAC00
        if 0 <= at < 11172:
            found += HEADS[at // 588] + chr(0x314F + at % 588 // 28) + (TAILS[at % 28 - 1] if at % 28 else "")
        elif sign.isalnum():
            found += sign
    return found


def index(apps, schema_editor):
    agencies = dict(apps.get_model("accounts", "Agency").objects.values_list("pk", "name"))
    for row in apps.get_model("network", "Service").objects.select_related("need__group"):
        words = f"{row.name} {agencies.get(row.agency_id, '')} {row.need.label_ko} {row.need.group.label_ko} {row.summary}"
        row.letters = letters(words)
        row.pairs = sorted({row.letters[at : at + 2] for at in range(len(row.letters) - 1)})
        dongs = list(row.areas.values_list("dong", flat=True)[:2])
        row.near = dongs[0] if len(dongs) == 1 else ""
        row.save(update_fields=["letters", "pairs", "near"])


class Migration(migrations.Migration):
    dependencies = [("network", "0003_directory_in_full"), ("accounts", "0001_initial")]
    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(index, migrations.RunPython.noop),
    ]
