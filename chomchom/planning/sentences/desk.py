"""What is to be done, as the first page of the plan says it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext, ngettext


def fill_card(rows: Sequence[str]) -> str:
    """Rows of a card that wait."""
    return gettext("검토 카드에 적기: %(rows)s") % {"rows": ", ".join(rows)}


def cards_about(first: str, more: int) -> str:
    """The first of many cards, and how many there are besides."""
    return gettext("%(first)s 밖 카드 %(n)d장") % {"first": first, "n": more}


def submit_card() -> str:
    """A card that is written."""
    return gettext("다 적은 검토 카드 제출하기")


def answer_data(what: str) -> str:
    """Data somebody was asked for."""
    return gettext("자료 보내기: %(what)s") % {"what": what}


def define(name: str) -> str:
    """An indicator without a meaning."""
    return gettext("지표 정의하기: %(name)s") % {"name": name}


def enter_result(year: int, name: str, *, counted: bool) -> str:
    """A figure of last year; the house counts some, which are only kept."""
    text = (
        gettext("%(year)d년 실적 남기기 (저절로 셈): %(name)s")
        if counted
        else gettext("%(year)d년 실적 넣기: %(name)s")
    )
    return text % {"year": year, "name": name}


def approve_definition(name: str) -> str:
    """A definition somebody else wrote."""
    return gettext("지표 정의 승인하기: %(name)s") % {"name": name}


def release(move: str, name: str, count: int) -> str:
    """Results on their way."""
    held = {
        "check": ngettext("실적 %(n)d건 확인하기: %(name)s", "실적 %(n)d건 확인하기: %(name)s", count),
        "approve": ngettext("실적 %(n)d건 승인하기: %(name)s", "실적 %(n)d건 승인하기: %(name)s", count),
        "publish": ngettext("실적 %(n)d건 공개하기: %(name)s", "실적 %(n)d건 공개하기: %(name)s", count),
    }
    return held[move] % {"n": count, "name": name}


def judge_cards(count: int) -> str:
    """Cards that were handed in."""
    return ngettext("제출된 검토 카드 %(n)d장 보기", "제출된 검토 카드 %(n)d장 보기", count) % {"n": count}


def apply_decisions(count: int) -> str:
    """Decisions the plan does not say yet."""
    return ngettext("결정 %(n)d건을 계획에 반영하기", "결정 %(n)d건을 계획에 반영하기", count) % {"n": count}
