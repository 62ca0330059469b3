"""The Korean of evidence, claims, data requests and requests to the province."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "evidence-not-found": (404, _("찾으시는 근거가 없습니다.")),
    "claim-not-found": (404, _("찾으시는 주장이 없습니다.")),
    "data-request-not-found": (404, _("찾으시는 자료 요청이 없습니다.")),
    "province-request-not-found": (404, _("찾으시는 건의가 없습니다.")),
    "may-not-enter-evidence": (403, _("근거와 건의는 시 복지 담당과 협의체 사무국이 적습니다.")),
    "may-not-answer-data-request": (403, _("자료 요청의 답은 맡은 분이나 시 복지 담당, 협의체 사무국이 적습니다.")),
    "evidence-needs-source": (422, _("제목과 출처를 적어 주세요.")),
    "evidence-year-wrong": (422, _("기준 연도는 {first}년부터 {last}년 사이로 적어 주세요.")),
    "evidence-needs-unit": (422, _("값의 단위를 적어 주세요.")),
    "evidence-needs-population": (422, _("누구를, 무엇을 센 값인지 적어 주세요.")),
    "evidence-value-wrong": (422, _("값을 읽을 수 없습니다. 1234.5처럼 소수 넷째 자리까지 적어 주세요.")),
    "evidence-code-wrong": (422, _("지표에서 부를 이름은 영어 소문자로 시작해 소문자, 숫자, 밑줄로 적어 주세요.")),
    "evidence-code-needs-value": (422, _("지표에서 부르려면 값이 있어야 합니다.")),
    "evidence-code-taken": (
        409,
        _("'{word}'에는 {year}년 값이 이미 있습니다. 바꾸려면 그 근거를 새 값으로 갈음해 주세요."),
    ),
    "evidence-address-wrong": (422, _("주소는 https://로 시작하는 웹 주소로 적어 주세요.")),
    "evidence-replaced": (409, _("이미 새 근거로 갈음한 근거입니다.")),
    "claim-needs-text": (422, _("어떤 주장인지 적어 주세요.")),
    "claim-needs-reason": (422, _("왜 그렇게 하는지 적어 주세요.")),
    "claim-needs-evidence": (422, _("어떤 근거로 확인했는지 골라 주세요.")),
    "data-request-needs-what": (422, _("어떤 자료를 요청하는지 적어 주세요.")),
    "data-request-needs-whom": (422, _("어느 부서나 기관에 요청하는지 적어 주세요.")),
    "data-answer-empty": (422, _("받은 내용을 적거나 파일을 올려 주세요.")),
    "data-move-needs-reason": (422, _("왜 거두거나 다시 요청하는지 적어 주세요.")),
    "province-request-needs-words": (422, _("무엇을, 어디에 건의하는지 제목과 내용을 적어 주세요.")),
    "province-days-wrong": (422, _("날짜가 맞지 않습니다. 보낸 날, 답 받은 날, 오늘의 순서여야 합니다.")),
    "province-answer-empty": (422, _("받은 답의 내용을 적어 주세요.")),
    "province-move-needs-reason": (422, _("왜 마치는지 적어 주세요.")),
    "request-changed": (409, _("화면을 여신 뒤에 상태가 바뀌었습니다. 지금 상태를 보고 다시 해 주세요.")),
}

KINDS: dict[str, str | Promise] = {
    "survey": _("조사"),
    "statistic": _("통계"),
    "record": _("업무 자료"),
    "study": _("연구·보고서"),
    "interview": _("면담·간담회"),
    "law": _("법령·지침"),
}

CLAIM_STATES: dict[str, str | Promise] = {
    "open": _("근거 없음"),
    "backed": _("근거 확인"),
    "dropped": _("쓰지 않음"),
}

DATA_STATES: dict[str, str | Promise] = {
    "asked": _("답 기다림"),
    "answered": _("답 받음"),
    "withdrawn": _("거둠"),
}

PROVINCE_STATES: dict[str, str | Promise] = {
    "draft": _("준비"),
    "sent": _("보냄"),
    "answered": _("답 받음"),
    "closed": _("마침"),
}

ANSWERS: dict[str, str | Promise] = {
    "accepted": _("받아들임"),
    "partly": _("일부 받아들임"),
    "declined": _("받아들이지 않음"),
    "later": _("나중에 검토"),
}

EVENTS: dict[str, str | Promise] = {
    "planning:evidence:entered": _("근거를 적음"),
    "planning:claim:entered": _("근거 없는 주장을 적음"),
    "planning:claim:settled": _("주장을 확인하거나 거둠"),
    "planning:data-request:asked": _("자료를 요청함"),
    "planning:data-request:moved": _("자료 요청의 상태를 바꿈"),
    "planning:province-request:entered": _("경기도 건의를 적음"),
    "planning:province-request:moved": _("경기도 건의의 상태를 바꿈"),
}
