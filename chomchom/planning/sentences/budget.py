"""The Korean of money and of budget files."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "budget-below-nought": (422, _("예산과 이월, 집행은 0보다 작을 수 없고, 변경을 더한 예산현액도 그렇습니다.")),
    "budget-impossibly-large": (422, _("금액이 너무 큽니다. 원 단위로 적었는지 확인해 주세요.")),
    "executed-more-than-available": (
        422,
        _("집행이 예산현액(예산+이월+변경)보다 많습니다. 변경액을 함께 적어 주세요."),
    ),
    "won-unreadable": (422, _("'{value}'은(는) 금액으로 읽을 수 없습니다. 원 단위 숫자로 적어 주세요.")),
    "year-outside-the-term": (422, _("연도는 {first}년부터 {last}년까지입니다.")),
    "budget-columns-missing": (422, _("파일에 없는 열이 있습니다: {columns}. 양식을 받아 그 열 이름대로 적어 주세요.")),
    "budget-file-not-found": (404, _("찾으시는 예산 파일이 없습니다.")),
    "budget-file-already-decided": (409, _("이 파일은 이미 들였거나 버렸습니다.")),
    "budget-file-empty": (409, _("들일 수 있는 행이 하나도 없습니다. 파일을 고쳐 다시 올려 주세요.")),
}

EVENTS: dict[str, str | Promise] = {"planning:budget:entered": _("예산을 적음")}

SOURCES: dict[str, str | Promise] = {
    "national": _("국비"),
    "province": _("도비"),
    "city": _("시비"),
    "fund": _("기금"),
    "private": _("민간"),
}

FILE_STATES: dict[str, str | Promise] = {"read": _("미리보기"), "entered": _("들임"), "discarded": _("버림")}

FAULTS: dict[str, str | Promise] = {
    "code-unreadable-here": _("사업 코드로 읽을 수 없습니다."),
    "no-project-of-this-code": _("이 코드의 사업이 이 계획에 없습니다."),
    "no-project-of-this-name": _("이 이름의 사업이 이 계획에 없습니다."),
    "name-of-several-projects": _("같은 이름의 사업이 둘 이상입니다. 코드를 적어 주세요."),
    "year-outside-the-plan": _("계획 기간의 연도가 아닙니다."),
    "source-unknown": _("재원은 국비, 도비, 시비, 기금, 민간 가운데 하나입니다."),
    "won-unreadable-here": _("금액으로 읽을 수 없습니다."),
    "won-missing": _("예산이 비어 있습니다. 없으면 0을 적어 주세요."),
    "line-twice": _("같은 사업·연도·재원이 앞의 행에 이미 있습니다."),
    "cell-formula": _("수식이 들어 있습니다. 값으로 바꿔 주세요."),
    "cell-unreadable-here": _("칸을 읽을 수 없습니다."),
    "executed-more-than-available": _("집행이 예산현액보다 많습니다."),
    "budget-below-nought": _("금액이 0보다 작습니다."),
    "budget-impossibly-large": _("금액이 너무 큽니다."),
}
