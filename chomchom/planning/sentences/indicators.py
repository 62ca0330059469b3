"""The Korean of indicators: refusals, events, the words of every closed list, and what is said of a figure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chomchom.planning.rules.findings import Finding, FindingCode
from chomchom.planning.rules.formula.reckoning import NoValue
from chomchom.planning.rules.results import rounded
from chomchom.rulebook.dongs import dong, is_dong


class Figure(Protocol):
    """What a label asks of a figure."""

    @property
    def state(self) -> str: ...
    @property
    def value(self) -> Fraction | None: ...


REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "indicator-not-found": (404, _("찾으시는 지표가 없습니다.")),
    "result-not-found": (404, _("찾으시는 실적이 없습니다.")),
    "table-not-found": (404, _("찾으시는 자료표가 없습니다.")),
    "table-file-not-found": (404, _("찾으시는 자료 파일이 없거나 이미 거두었습니다.")),
    "stage-not-found": (404, _("찾으시는 단계가 없습니다.")),
    "may-not-define": (403, _("지표의 정의는 시 복지 담당, 사업 담당자, 협의체 사무국이 적습니다.")),
    "may-not-approve-definition": (403, _("정의 승인과 목표는 시 복지 담당이 합니다.")),
    "may-not-enter-result": (403, _("실적은 시 복지 담당, 사업 담당자, 협의체 사무국이 넣습니다.")),
    "may-not-release-result": (403, _("실적 확인, 승인, 공개는 시 복지 담당이 합니다.")),
    "entries-not-yours": (403, _("숫자를 이루는 기록은 그 기록을 볼 수 있는 담당자만 엽니다.")),
    "no-such-plan-period": (404, _("‘{name}’(이)라는 기간은 없습니다. 2026이나 2026-05처럼 적어 주세요.")),
    "indicator-needs-a-name": (422, _("지표의 이름을 적어 주세요.")),
    "indicator-code-not-usable": (422, _("‘{word}’은(는) 지표 부호로 쓸 수 없습니다. 글자, 숫자, 붙임표만 빈칸 없이 30자까지 적어 주세요.")),
    "indicator-code-taken": (409, _("이 사업에 ‘{word}’(이)라는 지표가 이미 있습니다.")),
    "indicator-not-defined": (409, _("이 해에 쓸 승인된 정의가 없습니다. 정의를 먼저 적고 승인받아 주세요.")),
    "period-not-begun": (409, _("아직 시작하지 않은 기간입니다.")),
    "dong-not-known": (422, _("알 수 없는 동입니다.")),
    "definition-needs-words": (422, _("지표의 이름, 단위, 무엇을 세는지(모집단)를 모두 적어 주세요.")),
    "definition-needs-a-formula": (422, _("분자를 수식으로 적어 주세요.")),
    "definition-needs-no-formula": (422, _("손으로 넣는 지표와 단계·서술 지표에는 수식을 적지 않습니다.")),
    "definition-needs-a-denominator": (422, _("비율과 평균에는 분모가 필요합니다.")),
    "definition-has-a-denominator-too-many": (422, _("이 종류에는 분모가 없습니다. 비율이면 종류를 ‘비율’로 바꿔 주세요.")),
    "definition-needs-its-lower-method": (422, _("적을수록 좋은 지표에는 달성률 계산 방법을 고르고, 다른 지표에서는 비워 주세요.")),
    "definition-cell-too-small": (422, _("작은 수를 가리는 기준은 1 이상이어야 합니다.")),
    "definition-weight-too-big": (422, _("가중치는 0에서 100까지입니다.")),
    "definition-rounding-too-fine": (422, _("소수 자릿수는 0에서 4까지입니다.")),
    "definition-change-needs-a-reason": (422, _("승인된 정의를 고치면 새 판이 됩니다. 왜 고치는지 적어 주세요.")),
    "definition-own-approval": (403, _("자기가 적은 정의는 자기가 승인할 수 없습니다. 다른 담당자에게 맡겨 주세요.")),
    "definition-needs-a-collector": (422, _("누가 모을지 부서와 담당자를 적어야 승인할 수 있습니다.")),
    "definition-cannot-be-collected": (422, _("이 부서가 자료를 모을 수 있다는 확인과 근거가 있어야 승인할 수 있습니다.")),
    "no-definition-to-approve": (409, _("승인을 기다리는 정의가 없습니다.")),
    "formula-names-no-indicator": (422, _("‘@{word}’(이)라는 지표가 이 계획에 없습니다.")),
    "target-is-not-a-number": (422, _("‘{said}’은(는) 목표가 될 수 없습니다. 숫자로 적어 주세요. 정하지 못했으면 비워 두고, 지표가 목표 없음으로 남습니다.")),
    "percentage-needs-its-parts": (422, _("‘{said}’처럼 퍼센트로 적으면 나중에 더할 수 없습니다. 분자와 분모를 따로 적어 주세요. 목표라면 % 없이 숫자만 적어 주세요.")),
    "target-outside-the-plan": (422, _("이 계획은 {first}년부터 {last}년까지입니다.")),
    "target-below-nought": (422, _("목표는 0보다 작을 수 없습니다.")),
    "target-change-needs-a-reason": (422, _("이미 정한 목표를 바꾸려면 까닭을 적어 주세요. 전 목표는 그대로 남습니다.")),
    "target-set-in-the-future": (422, _("목표를 정한 날이 오늘보다 뒤입니다.")),
    "target-changed-meanwhile": (409, _("그사이 다른 분이 이 해의 목표를 정했습니다.")),
    "stage-needs-a-name": (422, _("단계의 이름을 적어 주세요. 예: 착공")),
    "stage-already-reached": (409, _("이 단계는 {on}에 마친 것으로 적혀 있습니다.")),
    "stage-in-the-future": (422, _("마친 날이 오늘보다 뒤입니다.")),
    "result-must-be-entered": (409, _("이 지표는 손으로 넣습니다.")),
    "result-is-counted": (409, _("이 지표는 기록에서 셉니다. 손으로 넣지 않습니다.")),
    "result-is-not-a-number": (422, _("‘{said}’은(는) 숫자가 아닙니다. 실적을 숫자로 적어 주세요.")),
    "result-needs-a-number": (422, _("실적을 숫자로 적어 주세요.")),
    "result-needs-words": (422, _("무엇을 이루었는지 적어 주세요.")),
    "result-needs-its-denominator": (422, _("분모를 적어 주세요. 퍼센트 하나로는 더하거나 견줄 수 없습니다.")),
    "result-has-a-denominator-too-many": (422, _("이 지표에는 분모가 없습니다. 분자만 적어 주세요.")),
    "share-over-hundred": (422, _("분자가 분모보다 큽니다. 분모가 맞는지 보고, 목표에 견준 것이면 종류를 ‘달성률’로 바꿔 주세요.")),
    "result-needs-evidence": (422, _("근거를 적거나 파일을 붙여 주세요.")),
    "result-own-entry": (403, _("자기가 넣은 실적은 자기가 확인하거나 승인할 수 없습니다. 다른 담당자에게 맡겨 주세요.")),
    "nothing-to-open": (404, _("이 지표에는 열어 볼 기록이 없습니다. 손으로 넣었거나 단계로 세는 지표입니다.")),
    "no-such-ready-indicator": (404, _("준비된 지표 가운데 이런 것이 없습니다.")),
    "form-not-whole": (422, _("‘{field}’ 칸을 확인해 주세요: {fault}")),
    "no-such-move": (422, _("할 수 없는 처리입니다.")),
    "figure-must-be-recounted": (409, _("서로 다른 사람 수는 더할 수 없습니다. 다시 세어야 합니다.")),
    "figure-lacks-parts": (409, _("빠진 달이나 동이 있어 더할 수 없습니다.")),
    "figure-does-not-add-up": (409, _("이 지표는 동끼리 더하지 않습니다.")),
    "table-needs-words": (422, _("무엇을 담은 표인지 적어 주세요.")),
    "table-file-lacks-columns": (422, _("파일에 없는 열이 있습니다: {columns}")),
    "table-cell-not-usable": (422, _("{row}째 줄 ‘{column}’ 칸의 ‘{value}’을(를) 읽을 수 없습니다. 고쳐서 다시 올려 주세요. 아무것도 들어가지 않았습니다.")),
    "table-has-too-many-rows": (422, _("한 파일에 {most}줄까지 넣을 수 있습니다.")),
    "table-file-already-there": (409, _("같은 내용의 파일이 이미 들어 있습니다.")),
}  # fmt: skip

EVENTS: dict[str, str | Promise] = {
    "planning:indicator:drafted": _("지표를 정의해 달라고 함"),
    "planning:indicator:dropped": _("지표를 쓰지 않기로 함"),
    "planning:definition:written": _("지표의 정의를 적음"),
    "planning:definition:approved": _("지표의 정의를 승인함"),
    "planning:target:set": _("목표를 정함"),
    "planning:stage:reached": _("단계를 마침"),
    "planning:result:recorded": _("실적을 남김"),
    "planning:result:moved": _("실적을 다음 단계로 보냄"),
    "planning:table:made": _("자료표를 만듦"),
    "planning:table:file-brought": _("자료 파일을 넣음"),
    "planning:table:file-withdrawn": _("자료 파일을 거둠"),
}

TYPES: dict[str, str | Promise] = {
    "input": _("투입"), "process": _("과정"), "output": _("산출"), "outcome": _("결과"), "satisfaction": _("만족"),
}  # fmt: skip
AREAS: dict[str, str | Promise] = {
    "outreach": _("발굴과 연계"), "cases": _("통합사례관리"), "wellbeing": _("안부확인"), "housing": _("주거복지센터"),
    "loan_interest": _("전세자금 이자 지원"), "community": _("1인가구 커뮤니티"), "accompaniment": _("병원 안심동행"),
    "care_homes": _("케어안심주택"), "jobs": _("자립·일자리"), "council": _("협의체 운영"), "planning": _("계획과 검토"),
}  # fmt: skip
"""The lines of work that ready-made indicators are for."""
DIRECTIONS: dict[str, str | Promise] = {
    "up": _("많을수록 좋음"), "down": _("적을수록 좋음"), "keep": _("지킴"), "milestone": _("단계"), "none": _("방향 없음"),
}  # fmt: skip
KINDS: dict[str, str | Promise] = {
    "count": _("건수·인원"), "sum": _("합계"), "ratio": _("비율 (분자가 분모에 들어감)"), "mean": _("평균 (점수 합 ÷ 답한 수)"),
    "achievement": _("달성률 (목표에 견줌)"), "milestone": _("단계 달성"), "qualitative": _("서술"),
}  # fmt: skip
PERIOD_RULES: dict[str, str | Promise] = {
    "in_period": _("그 기간에 일어난 것"), "at_end": _("기간 끝에 남아 있는 것"), "cumulative": _("계획 첫날부터 쌓인 것"),
}  # fmt: skip
SOURCES: dict[str, str | Promise] = {
    "platform": _("이 시스템의 기록"), "imported": _("올린 자료표"), "entered": _("손으로 넣고 근거를 붙임"),
}  # fmt: skip
FREQUENCIES: dict[str, str | Promise] = {
    "monthly": _("매월"), "quarterly": _("분기"), "half_yearly": _("반기"), "yearly": _("해마다"),
}  # fmt: skip
LOWER_METHODS: dict[str, str | Promise] = {
    "": _("해당 없음"), "mirror": _("(2 × 목표 − 실적) ÷ 목표"), "inverse": _("목표 ÷ 실적"),
}  # fmt: skip
DEFINITION_STATES: dict[str, str | Promise] = {"draft": _("초안"), "approved": _("승인됨")}
INDICATOR_STATES: dict[str, str | Promise] = {
    "draft": _("정의를 기다림"), "in_use": _("쓰는 중"), "dropped": _("쓰지 않음"),
}  # fmt: skip
RESULT_STATES: dict[str, str | Promise] = {
    "": _("지금 셈"), "draft": _("초안"), "checked": _("확인됨"), "approved": _("승인됨"), "published": _("공개됨"),
}  # fmt: skip
MOVES: dict[str, str | Promise] = {"check": _("확인하기"), "approve": _("승인하기"), "publish": _("공개하기")}
COLUMN_KINDS: dict[str, str | Promise] = {
    "number": _("숫자"), "word": _("짧은 말"), "yes": _("예·아니오"), "date": _("날짜"), "choice": _("고르는 말"),
    "dong": _("동"), "id": _("기록 번호"), "person": _("사람"),
}  # fmt: skip

NO_VALUES: dict[NoValue, str | Promise] = {
    NoValue.DIVISION_BY_ZERO: _("값 없음 (분모가 0)"),
    NoValue.NOTHING_COUNTED: _("값 없음 (셀 기록이 없음)"),
    NoValue.SET_ASIDE: _("값 없음 (정의에서 뺀 값)"),
    NoValue.REFERENCE: _("값 없음 (가리킨 지표에 값이 없음)"),
    NoValue.NOT_ENTERED: _("아직 넣지 않음"),
    NoValue.NO_TARGET: _("목표 없음"),
    NoValue.NO_DEFINITION: _("정의 없음"),
    NoValue.QUALITATIVE: _("서술 지표"),
    NoValue.NOT_DUE: _("아직 오지 않은 기간"),
}

FINDINGS: dict[FindingCode, str | Promise] = {
    FindingCode.SHARE_OVER_HUNDRED: _("{indicator}: {years}년 비율이 100 %를 넘습니다. 분모를 확인하거나 종류를 ‘달성률’로 바꿔 주세요."),
    FindingCode.NO_VALUE: _("{indicator}: {years}년 값이 없습니다. 실적을 넣거나 까닭을 적어 주세요."),
    FindingCode.BUDGET_WITHOUT_YEAR: _("{years}년 예산의 집행액이 없습니다. 집행률을 말하려면 해마다의 집행액이 필요합니다."),
    FindingCode.BUDGET_OVERSPENT: _("{years}년 집행액이 예산현액보다 많습니다. 이월액과 변경액을 확인해 주세요."),
    FindingCode.NO_NUMBER: _("{indicator}: 숫자로 된 실적이 하나도 없습니다."),
    FindingCode.BELOW_TWO_YEARS: _("{indicator}: {years}년 목표를 잇달아 이루지 못했습니다."),
    FindingCode.LOWERED_AFTER_MISS: _("{indicator}: 목표를 이루지 못한 다음 해({years}년)에 목표를 {old}에서 {new}(으)로 낮췄습니다. 까닭: {reason}"),
    FindingCode.LOWERED: _("{indicator}: {years}년 목표를 {old}에서 {new}(으)로 낮췄습니다. 까닭: {reason}"),
    FindingCode.RUN_BY_OTHERS: _("시가 직접 운영하지 않는 사업입니다. 시 점수에서 뺍니다."),
    FindingCode.NO_INDICATOR: _("지표가 없습니다. 하나 이상 정해 주세요."),
    FindingCode.NO_DEFINITION: _("{indicator}: 승인된 정의가 없습니다. 정의를 적고 승인받아 주세요."),
    FindingCode.NO_COLLECTOR: _("{indicator}: 자료를 모을 부서와 담당자가 없습니다."),
    FindingCode.NO_TARGET: _("{indicator}: {years}년 목표가 없습니다."),
}  # fmt: skip
NO_REASON = _("적지 않음")


NO_BREAK = "\N{NO-BREAK SPACE}"
"""Between a number and its %: they stay on one line."""


def begins_label(year: int) -> str:
    """From which year an indicator is measured."""
    return gettext("%(year)d년부터 잽니다") % {"year": year}


def state_label(one: Figure) -> str:
    """Whether a figure is counted now or stands as a result."""
    return str(RESULT_STATES[str(one.state)]) if one.value is not None or one.state else ""


def why_label(why: NoValue | None) -> str:
    """Why there is no number."""
    return str(NO_VALUES[why]) if why else "–"


def hidden() -> str:
    """The word that stands where a small number is hidden."""
    return gettext("가림")


def number(value: Fraction | None) -> str:
    """A number with its thousands apart and no idle decimals."""
    if value is None:
        return ""
    return f"{value.numerator:,}" if value.denominator == 1 else f"{float(value):,.2f}"


def percent(value: Fraction | None) -> str:
    """A rate with one decimal: 117.0 %."""
    return f"{rounded(value, 1):,}{NO_BREAK}%" if value is not None else ""


def with_unit(value: Decimal, unit: str) -> str:
    """A number with its unit: 1,404건, 68.0 %."""
    return f"{value:,}{NO_BREAK}%" if unit == "%" else f"{value:,}{unit}"


def year_label(year: int) -> str:
    """2026년."""
    return gettext("%(year)d년") % {"year": year}


def month_label(month: int) -> str:
    """3월."""
    return gettext("%(month)d월") % {"month": month}


def dong_label(code: str) -> str:
    """A dong's name, or that there is none."""
    return dong(code).name if is_dong(code) else gettext("동을 모름")


def finding(one: Finding) -> str:
    """A finding as a sentence with its place and what to do."""
    facts = {**one.facts, "indicator": one.indicator, "years": ", ".join(map(str, one.years))}
    if not facts.get("reason"):
        facts["reason"] = str(NO_REASON)
    return str(FINDINGS[one.code]).format_map(facts)


def budget_line(year: int, spent: int | None, has: int) -> tuple[int, str, str, str]:
    """Year, available and executed won, and the rate."""
    rate = percent(Fraction(spent * 100, has)) if spent is not None and has else "–"
    return year, f"{has:,}", f"{spent:,}" if spent is not None else "–", rate
