"""The kinds of decision and the sources of opinion that minutes of the committees print; a city changes both."""

from datetime import date

from django.db import migrations

FROM = date(2023, 1, 1)
BOTH, PROJECT, CANDIDATE = ["project", "candidate"], ["project"], ["candidate"]
KINDS = (
    ("close", "종결", "Close", "close_and_convert", PROJECT),
    ("convert", "전환", "Convert", "close_and_convert", PROJECT),
    ("continue_as_candidate", "지속사업 후보", "Candidate to continue", "continue", PROJECT),
    ("continue_review", "지속 검토", "Review to continue", "continue", PROJECT),
    ("hold", "보류", "Hold", "hold", BOTH),
    ("follow_up_review", "후속 검토", "Follow-up review", "further_review", BOTH),
    ("further_review", "추가 검토", "Further review", "further_review", BOTH),
    ("adopt", "신규 채택", "Adopt as new", "continue", CANDIDATE),
    ("merge", "통합", "Merge", "close_and_convert", BOTH),
)
SOURCES = (
    ("tf", "TF 검토 결과", "Findings of the task force", PROJECT, []),
    ("committee", "분과 보완 의견", "Additions of the committee", PROJECT, ["분과 의견"]),
    ("field", "현장 쟁점", "Issues from the field", PROJECT, []),
    ("purpose", "사업 취지", "Purpose", CANDIDATE, []),
    ("discussion", "논의 내용", "Discussion", CANDIDATE, ["논의 배경"]),
    ("direction", "반영 방향", "Direction for the next plan", BOTH, ["검토 방향"]),
    ("after", "회의 뒤 의견", "Opinions after the meeting", [], ["추가 의견"]),
)


def fill(apps, schema_editor):
    kind, source = apps.get_model("council", "DecisionKind"), apps.get_model("council", "OpinionSource")
    kind.objects.bulk_create(
        kind(
            code=code, label_ko=ko, label_en=en, coarse=coarse, subjects=subjects, position=10 * place, from_on=FROM
        )
        for place, (code, ko, en, coarse, subjects) in enumerate(KINDS, start=1)
    )
    source.objects.bulk_create(
        source(
            code=code, label_ko=ko, label_en=en, expected=expected, also_printed=also, position=10 * place, from_on=FROM
        )
        for place, (code, ko, en, expected, also) in enumerate(SOURCES, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("council", "0002_opinions_decisions_tasks")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
