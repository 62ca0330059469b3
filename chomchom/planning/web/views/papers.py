"""The plan as files an office sends: HWPX, PDF, workbook."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.views.decorators.http import require_GET

from chomchom.accounts.public import page
from chomchom.documents.public import MEDIA, FileKind
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.planning import access
from chomchom.planning.reads import papers as reads
from chomchom.planning.reads.tree import money_year, term
from chomchom.planning.rules.papers import PaperKind, title_of
from chomchom.planning.sentences import papers as words
from chomchom.planning.web.tabs import tabs_of
from chomchom.store.city import city


@require_GET
@page(roles=access.READERS)
def show(request: HttpRequest, deed: Deed, number: int) -> HttpResponse:
    """Which papers there are, for which years."""
    plan = term(deed, number)
    rows = [{"kind": PaperKind.LIST, "label": words.KINDS[PaperKind.LIST], "year": money_year(plan, deed.day)}]
    for year in plan.years:
        rows += [
            {"kind": kind, "label": words.KINDS[kind], "year": year}
            for kind in (PaperKind.YEARLY_PLAN, PaperKind.RESULT_REPORT)
            if kind is PaperKind.YEARLY_PLAN or year <= deed.day.year
        ]
    facts = {
        "term": plan,
        "rows": rows,
        "forms": list(words.FORMS.items()),
        "tabs": tabs_of(number, here="planning:papers", deed=deed),
    }
    return TemplateResponse(request, "planning/papers.html", facts)


@require_GET
@page(roles=access.READERS)
def paper(request: HttpRequest, deed: Deed, number: int, kind: str, year: int, form: str) -> HttpResponse:
    """One paper as a file. Papers are Korean whatever the reader's language."""
    if kind not in set(PaperKind) or form not in reads.FORMS:
        raise Refused("paper-form-unknown")
    with translation.override("ko"):
        held = reads.contents(deed, number=number, year=year, city=city().name)
        content = reads.written(PaperKind(kind), held, form=form)
    answer = HttpResponse(content, content_type=MEDIA[FileKind(form)])
    name = quote(f"{title_of(PaperKind(kind), held)}.{form}")
    answer["Content-Disposition"] = (
        f"attachment; filename=\"plan-{number}-{kind}-{year}.{form}\"; filename*=UTF-8''{name}"
    )
    return answer
