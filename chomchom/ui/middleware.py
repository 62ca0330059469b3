"""Messages also reach pages that only change a part of themselves."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def messages_after_fragment(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Append waiting messages to an htmx fragment as an out-of-band swap, so that no view has to think of it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        answer = get_response(request)
        if not _is_fragment(request, answer) or not len(messages.get_messages(request)):
            return answer
        # Without the request: the frame's own questions belong inside the page's transaction, which is over.
        waiting = {"messages": messages.get_messages(request)}
        answer.content += render_to_string("ui/messages_fragment.html", waiting).encode()
        if "Content-Length" in answer:
            answer["Content-Length"] = str(len(answer.content))
        return answer

    return middleware


def _is_fragment(request: HttpRequest, answer: HttpResponse) -> bool:
    return (
        request.headers.get("HX-Request") == "true"
        and request.headers.get("HX-Boosted") != "true"
        and not answer.streaming
        and 200 <= answer.status_code < 300
        and "HX-Redirect" not in answer
        and answer.get("Content-Type", "").startswith("text/html")
    )
