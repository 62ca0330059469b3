"""What is said of a formula that cannot be read or cannot be counted, always with the place."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "formula-empty": (422, _("수식이 비어 있습니다. 예: count(위기신호)")),
    "formula-too-long": (422, _("수식이 {length}자입니다. {most}자까지 쓸 수 있습니다.")),
    "formula-too-deep": (422, _("괄호가 너무 깊습니다. {most}겹까지 쓸 수 있습니다.")),
    "formula-too-much": (422, _("한 수식에 너무 많이 담았습니다. {what}개까지입니다. 지표를 나누어 @로 이어 주세요.")),
    "formula-not-readable": (422, _("{column}째 글자 ‘{word}’: 여기서 읽을 수 없습니다. 여기에 쓸 수 있는 것: {possible}")),
    "formula-no-entity": (422, _("{column}째 글자 ‘{word}’: 이런 이름의 기록이 없습니다. 셀 수 있는 것: {possible}")),
    "formula-no-field": (422, _("{column}째 글자: ‘{word}’라는 항목이 없습니다. 쓸 수 있는 항목: {possible}")),
    "formula-needs-a-field": (422, _("{column}째 글자 ‘{word}’: 무엇을 볼지 항목까지 적어 주세요. 예: {possible}")),
    "formula-wrong-kind": (422, _("{column}째 글자 ‘{word}’: 이 항목으로는 할 수 없습니다. 쓸 수 있는 것: {possible}")),
    "formula-wrong-value": (422, _("{column}째 글자 ‘{word}’: 값이 이 항목과 맞지 않습니다. 쓸 수 있는 값: {possible}")),
    "formula-goes-in-a-ring": (422, _("지표가 서로를 돌아가며 가리킵니다: {way}. 한 곳을 끊어 주세요.")),
    "table-name-not-usable": (422, _("‘{name}’은(는) 수식에 쓸 수 없는 이름입니다. 글자와 숫자만, 빈칸 없이 30자까지 적어 주세요.")),
    "table-name-taken": (409, _("‘{name}’(이)라는 이름이 이미 있습니다.")),
    "table-has-no-columns": (422, _("표에 열이 없습니다. 하나 이상 적어 주세요.")),
}  # fmt: skip

EVENTS: dict[str, str | Promise] = {}
