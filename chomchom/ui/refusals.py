"""The one place that turns a refusal into a sentence, a status and a page.

Every room's `sentences.REFUSALS` maps a code to (HTTP status, Korean sentence). The first part of the answer says
what is so; the second what to do next.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext_lazy as _

from chomchom.kernel.verdicts import Refused

Sentence = tuple[int, Promise]

NEXT_STEPS: dict[int, Promise] = {
    400: _("적은 내용을 고쳐 다시 보내 주세요."),
    403: _("맡은 일인데 막혔다면 담당 팀장이나 운영자에게 말해 주세요."),
    404: _("주소를 다시 확인하거나 목록에서 찾아 주세요."),
    409: _("그사이 다른 분이 처리했을 수 있습니다. 새로 고쳐서 지금 상태를 확인해 주세요."),
    410: _("새 링크가 필요하면 보낸 곳에 말해 주세요."),
    422: _("적은 내용을 고쳐 다시 보내 주세요."),
    423: _("잠긴 까닭이 풀리면 다시 해 주세요."),
    429: _("잠시 뒤에 다시 해 주세요."),
}
ANYHOW = _("앞 화면으로 돌아가 다시 해 보고, 그래도 안 되면 운영자에게 말해 주세요.")
UNNAMED = _("지금은 할 수 없습니다.")


@cache
def all_refusals() -> dict[str, Sentence]:
    """Code → (status, sentence) of every installed room."""
    found: dict[str, Sentence] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("chomchom.") and module_has_submodule(config.module, "sentences"):
            found.update(getattr(import_module(f"{config.name}.sentences"), "REFUSALS", {}))
    return found


def status_of(code: str) -> int:
    """The HTTP status of a refusal; 409 for one that has no sentence (a house test finds those)."""
    return all_refusals().get(code, (409, UNNAMED))[0]


def sentence(code: str, facts: dict[str, Any] | None = None) -> str:
    """The refusal's sentence with its facts filled in."""
    words = str(all_refusals().get(code, (409, UNNAMED))[1])
    try:
        return words.format_map(facts or {})
    except (KeyError, IndexError, ValueError):
        # A missing fact must not turn a clear no into a server error.
        return words


def next_step(status: int) -> str:
    """What somebody who was refused can do now."""
    return str(NEXT_STEPS.get(status, ANYHOW))


def refusal_response(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A page for a page, a message above the page for an htmx request; both with the refusal's status."""
    status = status_of(refusal.code)
    facts = {"sentence": sentence(refusal.code, refusal.facts), "next_step": next_step(status), "code": refusal.code}
    if request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true":
        answer = render(request, "ui/refused_fragment.html", facts, status=status)
        answer["HX-Retarget"] = "#messages"
        answer["HX-Reswap"] = "innerHTML show:top"
        return answer
    return render(request, "ui/refused.html", facts, status=status)
