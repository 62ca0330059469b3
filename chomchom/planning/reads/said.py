"""Money in words, the same on screen and on paper."""

from __future__ import annotations

from django.utils.translation import gettext as _

from chomchom.planning.rules.budget import Money

MILLION = 1_000_000


def in_millions(won: int) -> str:
    """Won as 백만원 with at most one decimal: 1,234.5."""
    tenths = round(won / (MILLION / 10))
    return f"{tenths // 10:,}" if tenths % 10 == 0 else f"{tenths / 10:,.1f}"


def execution_line(money: Money) -> str:
    """집행률 80.0% (예산현액 1,100백만원 가운데 880백만원), or what is known without it."""
    if money.rate is None:
        return _("예산 %(won)s백만원, 집행 미확인") % {"won": in_millions(money.available)}
    return _("집행률 %(rate)s%% (%(spent)s / %(whole)s백만원)") % {
        "rate": money.rate,
        "spent": in_millions(money.executed or 0),
        "whole": in_millions(money.available),
    }


def arithmetic_line(money: Money) -> str:
    """How the rate comes about: 880 ÷ (1,000 + 200 − 100) = 80.0%."""
    if money.executed is None:
        return _("집행액을 아직 모릅니다.")
    if money.rate is None:
        return _("예산현액이 0원이라 집행률이 없습니다.")
    sign = "−" if money.changed < 0 else "+"
    return f"{money.executed:,} ÷ ({money.planned:,} + {money.carried:,} {sign} {abs(money.changed):,}) = {money.rate}%"
