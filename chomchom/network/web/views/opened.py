"""The directory anybody may read, on a phone first: who it is for, what it gives, how to get it."""

from __future__ import annotations

import json
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from chomchom.accounts.public import page
from chomchom.kernel.deeds import Deed
from chomchom.network import reads
from chomchom.network.web.forms import FindForm, find_slots
from chomchom.rulebook.dongs import dongs
from chomchom.ui.components.maps import DongValue


@require_GET
@page(public=True)
def directory(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Services by words, need and dong; before anything is asked, the kinds of need and the map."""
    form = FindForm(request.GET)
    asked = bool({"words", "dong", "need", "only"} & request.GET.keys())
    facts: dict[str, object] = {"asked": asked, "wrong": not form.is_valid(), **find_slots(request, home="")}
    if form.is_valid() and asked:
        found = reads.find(deed, form.search(), after=request.GET.get("after", ""), public=True)
        facts |= {
            "rows": found.rows,
            "next_url": f"?{urlencode({**request.GET.dict(), 'after': found.next})}" if found.next else "",
        }
    elif form.is_valid():
        facts |= {"groups": reads.need_groups(), "map": _map(deed)}
    return TemplateResponse(request, "network/open_list.html", facts)


def _map(deed: Deed) -> list[DongValue]:
    counted = reads.services_by_dong(deed.day)
    here = reverse("directory:list")
    return [DongValue(code=one.code, value=counted[one.code], href=f"{here}?dong={one.code}") for one in dongs()]


@require_GET
@page(public=True)
def service(request: HttpRequest, deed: Deed, service_id: UUID) -> HttpResponse:
    """One service in plain words, with a button to call it."""
    return TemplateResponse(request, "network/open_service.html", {"row": reads.open_service(deed, service_id)})


@require_GET
@page(public=True)
def file(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The published directory as one HSDS file."""
    rows = reads.whole_directory(deed)
    answer = HttpResponse(
        json.dumps({"version": "3.0", "contents": rows}, ensure_ascii=False, indent=1),
        content_type="application/json; charset=utf-8",
    )
    answer["Content-Disposition"] = 'attachment; filename="directory-hsds.json"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
