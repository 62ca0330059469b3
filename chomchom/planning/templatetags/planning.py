"""`{% load planning %}`: money as people say it."""

from __future__ import annotations

from django import template

from chomchom.planning import public
from chomchom.planning.rules.budget import Money

register = template.Library()


@register.simple_tag
def execution(money: Money) -> str:
    """집행률 80.0% (880 ÷ 1,100백만원), or that nobody knows yet."""
    return public.execution_line(money)


@register.filter
def won(amount: int | None) -> str:
    """1,234,000, or a dash where nobody knows."""
    return "–" if amount is None else f"{amount:,}"


@register.simple_tag
def arithmetic(money: Money) -> str:
    """880 ÷ (1,000 + 200 − 100) = 80.0%."""
    return public.arithmetic_line(money)
