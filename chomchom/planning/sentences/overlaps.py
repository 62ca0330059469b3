"""The Korean of existing programmes and overlaps: refusals, columns, reasons and events."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chomchom.linkage.programmes import Facet, Likeness

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "existing-import-not-found": (404, _("찾으시는 목록이 없습니다.")),
    "may-not-import-existing": (403, _("기존 사업 목록은 시 복지 담당과 협의체 사무국이 올립니다.")),
    "existing-column-missing": (422, _("'{column}'에 해당하는 열을 골라 주세요.")),
    "existing-column-twice": (422, _("한 가지 뜻은 한 열에만 줄 수 있습니다.")),
    "existing-resident-number": (
        422,
        _("{row}행 '{column}' 열에 주민등록번호로 보이는 값이 있어 파일을 받지 않았습니다. 지우고 다시 올려 주세요."),
    ),
    "existing-already-decided": (409, _("이미 들였거나 버린 목록입니다.")),
    "existing-nothing-to-do": (409, _("새로 들어갈 행이나 바뀐 행이 없습니다.")),
    "may-not-judge-overlap": (403, _("겹침의 판단은 시 복지 담당과 협의체 사무국이 합니다.")),
    "overlap-thing-not-found": (404, _("견줄 사업을 찾을 수 없습니다.")),
    "pair-with-itself": (422, _("같은 사업끼리는 견줄 수 없습니다.")),
    "pair-needs-reason": (422, _("왜 그렇게 보았는지 적어 주세요.")),
    "stated-needs-words": (422, _("무엇과 겹친다고 했는지와 그 말을 적어 주세요.")),
    "lexicon-needs-words": (422, _("이름과 찾을 낱말을 하나 이상 적어 주세요.")),
    "lexicon-weight-wrong": (422, _("무게는 0보다 크고 5보다 작거나 같은 수로 적어 주세요.")),
    "lexicon-word-taken": (409, _("'{label}'은(는) 낱말 목록에 이미 있습니다.")),
}

COLUMNS: dict[str, str | Promise] = {
    "name": _("사업 이름"),
    "organisation": _("부서·기관"),
    "runner": _("누가 하는지"),
    "target": _("대상"),
    "problem": _("풀려는 문제"),
    "means": _("지원 내용"),
    "budget": _("예산"),
    "year": _("연도"),
    "skip": _("쓰지 않음"),
}

RUNNERS: dict[str, str | Promise] = {
    "department": _("시 부서"),
    "province": _("경기도"),
    "state": _("국가"),
    "agency": _("민간기관"),
}

IMPORT_STATES: dict[str, str | Promise] = {
    "checked": _("미리보기"),
    "confirmed": _("들임"),
    "discarded": _("버림"),
}

GROUPS: dict[str, str | Promise] = {
    "new": _("새로 들어갈 사업"),
    "changed": _("내용이 바뀐 사업"),
    "same": _("그대로인 사업"),
    "faulty": _("고쳐야 할 행"),
}

ROW_FAULTS: dict[str, str | Promise] = {
    "existing-name-missing": _("사업 이름이 비어 있습니다."),
    "existing-organisation-missing": _("부서나 기관이 비어 있습니다."),
    "existing-too-long": _("글이 너무 깁니다. 줄여 주세요."),
    "existing-budget-unclear": _("금액을 읽을 수 없습니다. 1,200,000이나 120만원처럼 적어 주세요."),
    "existing-year-unclear": _("연도를 읽을 수 없습니다. 2026처럼 적어 주세요."),
    "existing-row-twice": _("같은 부서의 같은 사업이 이 파일에 또 있습니다."),
    "cell-unreadable": _("값을 읽을 수 없습니다. 수식, 병합된 칸, 깨진 글자를 풀어 주세요."),
}

FACETS: dict[str, str | Promise] = {
    "target": _("대상"),
    "problem": _("문제"),
    "means": _("방법"),
}

VERDICTS: dict[str, str | Promise] = {
    "same": _("같음"),
    "different": _("다름"),
    "joined": _("이어 붙임"),
}

AGREEMENTS: dict[str, str | Promise] = {
    "both": _("말로도 나왔고 글도 닮음"),
    "stated_only": _("말로만 나옴"),
    "computed_only": _("글만 닮음"),
}

THINGS: dict[str, str | Promise] = {
    "project": _("세부사업"),
    "candidate": _("사업 후보"),
    "existing": _("기존 사업"),
}

EVENTS: dict[str, str | Promise] = {
    "planning:existing:imported": _("기존 사업 목록을 들임"),
    "planning:overlap:stated": _("겹친다는 말을 적음"),
    "planning:overlap:judged": _("겹침을 판단함"),
}

# The particle follows the last word: 대상이, 문제가, 방법이.
SHARES_FACETS: dict[Facet, str | Promise] = {
    Facet.TARGET: _("{facets}이 같습니다: {labels}"),
    Facet.PROBLEM: _("{facets}가 같습니다: {labels}"),
    Facet.MEANS: _("{facets}이 같습니다: {labels}"),
}
SHARES_LETTERS = _("이름의 글자가 닮았습니다: {runs}")
SHARES_WORDS = _("설명의 글자가 닮았습니다")
LEAST_WORDS = 0.12
"""Below this a likeness of letters in the description is no reason a person would accept."""


def why_alike(likeness: Likeness) -> str:
    """The reasons in words: 대상·문제가 같습니다: 고립가구 · 고립; 이름의 글자가 닮았습니다: 안심동행."""
    parts: list[str] = []
    if likeness.shared:
        facets = [facet for facet in Facet if any(one.facet is facet for one in likeness.shared)]
        parts.append(
            str(SHARES_FACETS[facets[-1]]).format(
                facets="·".join(str(FACETS[facet]) for facet in facets), labels=_labels(likeness, facets)
            )
        )
    if likeness.runs:
        parts.append(str(SHARES_LETTERS).format(runs=", ".join(likeness.runs)))
    elif likeness.letters >= LEAST_WORDS:
        parts.append(str(SHARES_WORDS))
    return "; ".join(parts)


def _labels(likeness: Likeness, facets: Sequence[Facet]) -> str:
    return " · ".join(one.label for facet in facets for one in likeness.shared if one.facet is facet)
