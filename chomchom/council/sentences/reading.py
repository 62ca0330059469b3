"""Sentences about minutes that are brought in: what cannot be read, what does not agree and what to do about it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chomchom.council.rules.shape import Finding

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    # minutes brought in as files
    "file-missing": (404, _("파일이 없거나 열 수 없습니다: {name}. 파일 이름과 자리를 확인해 주세요.")),
    "file-not-writable": (403, _("{name}에 쓸 수 없습니다. 폴더가 있는지, 쓸 수 있는지 확인해 주세요.")),
    "file-pdf": (
        422,
        _("PDF는 바로 읽지 않습니다. 원본 HWPX를 올리거나, PDF의 글자를 모두 복사해 txt 파일로 저장해 올려 주세요."),
    ),
    "file-pdf-image-only": (
        422,
        _("글자가 없는 PDF(스캔한 그림)라서 읽을 수 없습니다. 원본 한글 파일을 HWPX로 저장해 올려 주세요."),
    ),
    "file-is-picture": (422, _("그림 파일이라서 읽을 수 없습니다. 원본 한글 파일을 HWPX로 저장해 올려 주세요.")),
    "file-is-workbook": (422, _("엑셀 파일은 회의록으로 읽지 않습니다. 회의록을 HWPX로 저장해 올려 주세요.")),
    "minutes-nothing-read": (
        422,
        _("회의록으로 읽을 수 있는 것이 없습니다. 제목에 ‘회의록’이 있는 파일인지 확인해 주세요."),
    ),
}

FINDINGS: dict[str, str | Promise] = {
    "attendance-missing": _("참석자 명단을 찾지 못했습니다. 이름, 소속, 참석 표시가 있는 표를 넣어 주세요."),
    "attendance-rate": _(
        "{members}명 중 {present}명은 {rate}%인데 {stated}%로 적혀 있습니다. 계산을 확인해 고쳐 주세요."
    ),
    "attendance-not-reproduced": _(
        "표에는 {listed}명 중 {marked}명이 참석했는데 {members}명 중 {present}명으로 적혀 있습니다. 누구를 빼고 세었는지 적어 주세요."
    ),
    "attendance-needs-exclusions": _(
        "표에는 {listed}명 중 {marked}명이 참석했는데 {members}명 중 {present}명으로 적혀 있고, 적힌 규칙만으로는 나오지 않습니다. "
        "다음을 모두 빼면 맞습니다: {bodies}. 이렇게 세는 것이 맞는지 정해 주세요."
    ),
    "absence-but-present": _("{name}: 참석으로 표시되었는데 불참 사유가 있습니다. 어느 쪽이 맞는지 확인해 주세요."),
    "absence-without-reason": _("{name}: 불참인데 사유가 없습니다. 사유를 물어 적어 주세요."),
    "sensitive-absence": _(
        "{name}: 불참 사유가 건강이나 가족에 관한 것입니다. 공개본에서는 ‘개인 사유’로 적어 주세요."
    ),
    "attendee-twice": _("{name}: 참석자 표에 두 번 있습니다. 한 줄을 지우거나 다른 사람인지 확인해 주세요."),
    "author-not-listed": _("작성자 {name}: 참석자 표에 없습니다. 배석자로 적을지 확인해 주세요."),
    "chair-missing": _("회의를 진행한 사람이 적혀 있지 않습니다. 분과장이나 위원장의 이름을 적어 주세요."),
    "time-missing": _("회의 날짜를 찾지 못했습니다. 회의일시를 적어 주세요."),
    "approval-empty": _("결재란({boxes})이 비어 있습니다. 결재 여부를 확인해 주세요."),
    "vote-missing": _(
        "합의 사항에 의결 방법(찬반, 이견)이 적혀 있지 않습니다. 다른 의견이 없었으면 ‘이견 없음’이라고 적어 주세요."
    ),
    "weekday-wrong": _("{date}: 이날은 {weekday}요일입니다. 날짜와 요일 가운데 무엇이 맞는지 확인해 주세요."),
    "date-impossible": _("{date}: 달력에 없는 날짜입니다. 맞는 날짜로 고쳐 주세요."),
    "row-missing": _("{project}: 다른 사업에 있는 ‘{label}’ 행이 없습니다. 채우거나 없는 까닭을 적어 주세요."),
    "no-number": _("{project}: 목표와 실적 수치가 하나도 없습니다. 근거가 되는 수치를 적어 주세요."),
    "year-missing": _("{project}: {measure} {value}%가 어느 해의 값인지 없습니다. 연도를 적어 주세요."),
    "share-over-100": _(
        "{project}: {year} {measure} {value}%. 비율은 100%를 넘을 수 없습니다. 목표 대비 달성률인지, 분자와 분모가 무엇인지 적어 주세요."
    ),
    "year-without-value": _("{project}: {years}년의 {measure} 값이 없습니다. 값을 적거나 없는 까닭을 적어 주세요."),
    "below-target": _("{project}: {years}년에 이어서 목표에 미달했습니다. 원인과 대책을 적어 주세요."),
    "target-lowered": _("“{words}”: 낮춘 목표의 앞뒤 값과 까닭이 없습니다. 이전 목표, 새 목표, 사유를 적어 주세요."),
    "run-by-another-body": _("{body}: 이 기관이 주관하는 사업입니다. 시의 점수에서 뺄지 정해 주세요."),
    "decision-without-label": _(
        "{project}: 결정의 종류가 적혀 있지 않습니다. 지속 검토, 보류 같은 말을 앞에 적어 주세요."
    ),
    "two-labels": _("{project}: 한 곳은 ‘{body}’, 다른 곳은 ‘{label}’입니다. 어느 것이 맞는지 정해 주세요."),
    "decision-without-discussion": _(
        "{project}: 종합표에 있으나 본문에서 다룬 곳을 찾지 못했습니다. 사업명을 확인해 주세요."
    ),
    "discussion-without-decision": _("{project}: 논의했으나 종합표에 결정이 없습니다. 결정을 적어 주세요."),
    "project-named-two-ways": _("본문의 ‘{body}’와 종합표의 ‘{table}’: 사업명이 다릅니다. 한 가지로 적어 주세요."),
    "code-variants": _("{code}: 같은 사업의 번호가 {ways}로 적혀 있습니다. 한 가지로 적어 주세요."),
    "action-without-owner-or-date": _(
        "할 일 “{words}”: 담당과 기한이 없습니다. 정하지 않으면 다음 안건 맨 앞에 올려 주세요."
    ),
    "action-without-owner": _("할 일 “{words}”: 담당이 없습니다. 정하지 않으면 다음 안건 맨 앞에 올려 주세요."),
    "action-without-date": _("할 일 “{words}”: 기한이 없습니다. 정하지 않으면 다음 안건 맨 앞에 올려 주세요."),
    "action-two-meetings": _(
        "{project}: 본문은 {body}, 종합표는 {table}에서 다룬다고 합니다. 어느 회의인지 정해 주세요."
    ),
    "claim-without-figure": _("“{words}”: 수치나 출처가 없습니다. 값과 자료 이름, 연도를 적어 주세요."),
    "name-two-ways": _("‘{ways}’: 같은 말을 띄어쓰기나 가운뎃점만 달리해 적었습니다. 한 가지로 적어 주세요."),
    "term-impossible": _("{terms}: 있을 수 없는 기수입니다. 몇 기인지 확인해 고쳐 주세요."),
}


def finding_sentence(finding: Finding) -> str:
    """What does not agree and what to do, in one or two sentences."""
    return " ".join(str(FINDINGS[finding.code]).format_map(finding.facts).split())
