"""After a deed the page says what happened and what comes next; this is how a view says it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest

from chomchom.ui.components.markup import Text, element, join


def tell(request: HttpRequest, happened: Text, *, then: Text = "", tone: str = "success") -> None:
    """Show on the next page (or with the coming fragment): what happened, and what comes next until when."""
    level = {"success": messages.SUCCESS, "warning": messages.WARNING, "danger": messages.ERROR, "info": messages.INFO}
    text = join(element("strong", happened), element("span", then, class_="cc-then") if then else None, between=" ")
    messages.add_message(request, level[tone], text)
