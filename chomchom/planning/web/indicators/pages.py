"""Pages that show: the book, a project's indicators, one indicator, one figure, what it counts, what can be counted."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_GET

from chomchom.accounts.public import Role, page
from chomchom.formats.tables import write_csv, write_xlsx
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused, verdict
from chomchom.planning import access
from chomchom.planning.reads import behind, lines, sources
from chomchom.planning.reads import indicators as reads
from chomchom.planning.rules.definitions import COUNTED, FigureKind
from chomchom.planning.rules.spans import period_named
from chomchom.planning.sentences import indicators as words
from chomchom.planning.web.indicators import plots
from chomchom.planning.web.indicators.forms import (
    NewIndicatorForm,
    ResultForm,
    StageForm,
    TargetForm,
)

READERS = access.READERS - {Role.SYSTEM}
FORMS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

EXAMPLE = 'count(확인건 where 통로 = "주민 신고" and 현장확인.문앞 = true)'  # Korean data: a formula


def _whole(text: str, code: str) -> int | None:
    if not text:
        return None
    if not text.isdigit() or len(text) > 4:
        raise Refused(code, name=text[:20])
    return int(text)


@require_GET
@page(roles=READERS)
def book(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The indicator book of a plan: every indicator of a year beside the year before."""
    term = _whole(request.GET.get("term", ""), "term-not-found")
    year = _whole(request.GET.get("year", ""), "no-such-plan-period")
    return TemplateResponse(request, "planning/book.html", {"book": reads.book(deed, term_number=term, year=year)})


@require_GET
@page(roles=READERS)
def book_file(request: HttpRequest, deed: Deed, form: str) -> HttpResponse:
    """The book as a file, from the same rows as the screen; what is hidden there is hidden here."""
    if form not in FORMS:
        raise Refused("paper-form-unknown")
    told = reads.book(
        deed, term_number=_whole(request.GET.get("term", ""), "term-not-found"),
        year=_whole(request.GET.get("year", ""), "no-such-plan-period"),
    )  # fmt: skip
    head, rows = lines.book_table(told)
    content = write_csv(head, rows) if form == "csv" else write_xlsx(head, rows, made_at=deed.at)
    answer = HttpResponse(content, content_type=FORMS[form])
    answer["Content-Disposition"] = f'attachment; filename="indicators-{told.term.number}-{told.year}.{form}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_GET
@page(roles=READERS)
def of_project(request: HttpRequest, deed: Deed, project_id: UUID) -> HttpResponse:
    """The indicators of one project over its years, and what does not look right."""
    told = reads.project_figures(deed, project_id)
    context = {
        "told": told,
        "plot": plots.rates_plot(told),
        "may_define": verdict(access.check_may_define, deed),
        "form": NewIndicatorForm(),
    }
    return TemplateResponse(request, "planning/project_indicators.html", context)


@require_GET
@page(roles=READERS)
def indicator(request: HttpRequest, deed: Deed, indicator_id: UUID) -> HttpResponse:
    """One indicator."""
    told = reads.indicator_page(deed, indicator_id)
    current = told.current
    defined = current or told.draft
    entered = current is not None and current.source not in COUNTED and current.kind != FigureKind.MILESTONE
    context = {
        "told": told,
        "plot": plots.years_plot(told) if current and current.kind != FigureKind.QUALITATIVE else "",
        "definition": lines.definition_lines(defined) if defined else (),
        "states": words.RESULT_STATES,
        "may_define": verdict(access.check_may_define, deed),
        "may_approve": verdict(access.check_may_approve, deed),
        "may_enter": verdict(access.check_may_enter, deed),
        "results": [lines.result_line(row) for row in told.results],
        "target_form": TargetForm(years=told.plan_years, initial={"year": min(deed.day.year, told.plan_years[-1])}),
        "result_form": ResultForm(initial={"period": deed.day.year - 1}) if entered else None,
        "stage_form": StageForm() if current and current.kind == FigureKind.MILESTONE else None,
        "counted": current is not None and not entered,
        "today": deed.day,
    }
    return TemplateResponse(request, "planning/indicator.html", context)


@require_GET
@page(roles=READERS)
def figure(request: HttpRequest, deed: Deed, indicator_id: UUID, period: str) -> HttpResponse:
    """One year's figure: numerator and denominator, dongs and months."""
    asked = period_named(period)
    told = reads.figure_page(deed, indicator_id=indicator_id, year=asked.year)
    counted = told.definition is not None and bool(told.definition.numerator)
    context = {
        "told": told, "period": str(asked.year), "definition": lines.definition_lines(told.definition) if told.definition else (),
        "may_open": verdict(access.check_may_open, deed) if counted else None,
        "map": plots.dongs_map(told), "months": plots.months_plot(told),
    }  # fmt: skip
    return TemplateResponse(request, "planning/figure.html", context)


@require_GET
@page(roles=access.OPENERS)
def entries(request: HttpRequest, deed: Deed, indicator_id: UUID, period: str) -> HttpResponse:
    """What a figure counts, as far as the reader may see."""
    result = request.GET.get("result", "")
    try:
        result_id = UUID(result) if result else None
    except ValueError:
        raise Refused("result-not-found") from None
    told = behind.entries_behind(
        deed, indicator_id=indicator_id, period=period, part=request.GET.get("part", ""),
        after=request.GET.get("after", ""), result_id=result_id,
    )  # fmt: skip
    context = {"told": told, "period": period, "indicator_id": indicator_id, "result": result}
    return TemplateResponse(request, "planning/entries.html", context)


@require_GET
@page(roles=READERS)
def countable(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Everything a formula can name."""
    return TemplateResponse(
        request, "planning/countable.html", {"lines": sources.countable_lines(), "example": EXAMPLE}
    )
