"""A plan on one page, for those who work with it and for everybody; its published figures as files."""

from __future__ import annotations

from dataclasses import asdict, fields

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from chomchom.accounts.public import page
from chomchom.formats.tables import write_csv
from chomchom.insight import access
from chomchom.insight.reads import open_data
from chomchom.insight.reads.plan import plan_page
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.planning import public as planning
from chomchom.store.city import city

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xml": "application/xml; charset=utf-8",
}


def _year(request: HttpRequest) -> int | None:
    said = request.GET.get("year", "")
    if not said:
        return None
    if not (said.isascii() and said.isdigit() and len(said) == 4):
        raise Refused("plan-year-unknown", first=2023, last=2030)
    return int(said)


@require_GET
@page(roles=access.SEES)
def plan(request: HttpRequest, deed: Deed, number: int | None = None) -> HttpResponse:
    """How far the plan has come, as the house sees it."""
    found = plan_page(deed, number=number, year=_year(request))
    context = {"page": found, "terms": planning.book_terms(deed), "opened": False}
    return TemplateResponse(request, "insight/plan.html", context)


@require_GET
@page(public=True)
def open_plan(request: HttpRequest, deed: Deed, number: int | None = None) -> HttpResponse:
    """How far the plan has come, as anybody may see it: what was published, small numbers hidden."""
    found = plan_page(deed, number=number, year=_year(request), opened=True)
    context = {"page": found, "terms": planning.book_terms(deed, opened=True), "opened": True}
    return TemplateResponse(request, "insight/plan.html", context)


@require_GET
@page(public=True)
def open_file(request: HttpRequest, deed: Deed, number: int, form: str) -> HttpResponse:
    """The published figures as a file."""
    if form not in KINDS:
        raise Refused("plan-data-form-unknown")
    rows = open_data.data_rows(deed, number)
    if form == "csv":
        columns = [one.name for one in fields(open_data.DataRow)]
        content = write_csv(columns, [[asdict(row)[name] for name in columns] for row in rows])
    elif form == "json":
        content = open_data.as_json(rows)
    else:
        content = open_data.as_iati(rows, city=city().name, on=deed.day)
    answer = HttpResponse(content, content_type=KINDS[form])
    answer["Content-Disposition"] = f'attachment; filename="plan-{number}.{form}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
