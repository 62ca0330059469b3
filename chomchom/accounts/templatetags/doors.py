"""`{% load doors %}`: links that lead their reader nowhere else than in."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from chomchom.accounts.doors import ways

register = template.Library()


@register.simple_tag(takes_context=True)
def way(context: Context, name: str, *args: Any) -> str:
    """The address of a page, "" where its door would not let the reader in: `{% way 'a:b' as url %}{% if url %}…`."""
    return ways.way(context["request"].deed, name, *args)


@register.simple_tag(takes_context=True)
def way_to(context: Context, name: str, label: str, *args: Any) -> SafeString | str:
    """A link to a page, or nothing where its door would not let the reader in."""
    address = ways.way(context["request"].deed, name, *args)
    return format_html('<a href="{}">{}</a>', address, label) if address else ""
