"""Pages of the house itself: is the process there, is the database there, and how the machinery does."""

from __future__ import annotations

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from chomchom.accounts.public import page
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.site.health import Light, health
from chomchom.store.acting import machine_acting


def alive(request: HttpRequest) -> HttpResponse:
    """Whether the web process answers; touches nothing else."""
    return HttpResponse("alive\n", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """Whether the database answers too; says nothing about why not."""
    try:
        with machine_acting("ready"):
            pass
    except DatabaseError:
        return HttpResponse("not ready\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")


@page(roles={Role.OPERATOR})
def operator(request: HttpRequest, deed: Deed) -> HttpResponse:
    """How the machinery does, the worst first."""
    order = [Light.RED, Light.YELLOW, Light.GREEN]
    rows = sorted(health(deed), key=lambda row: (order.index(row.light), not row.urgent))
    context = {"rows": rows, "red": [row for row in rows if row.light is Light.RED]}
    return TemplateResponse(request, "site/operator.html", context)
