"""Figures on the screen, opened, told in five sentences, and taken away."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chomchom.accounts.public import page
from chomchom.formats.tables import write_csv, write_workbook
from chomchom.insight import access, actions, reads, rules, sentences
from chomchom.insight.reads.sheets import rows_in
from chomchom.insight.web.forms import EntriesForm, ExportForm, PeriodForm
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.verdicts import Refused, verdict
from chomchom.rulebook.dongs import dongs
from chomchom.ui.components.maps import DongValue

MONTHS_BACK = 12


def _period(deed: Deed, name: str) -> rules.Period:
    return rules.period_named(name, today=deed.day)


def _choices(deed: Deed) -> list[tuple[str, str]]:
    """Today, this month, and the last twelve months, by their names in the address."""
    names = ["today", "month"]
    first = deed.day.replace(day=1)
    for _month in range(MONTHS_BACK):
        first = date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
        names.append(f"{first:%Y-%m}")
    return [(name, sentences.period_label(_period(deed, name))) for name in names]


def _shown(request: HttpRequest, deed: Deed) -> tuple[rules.Period, reads.FigurePage]:
    form = PeriodForm(request.GET)
    if not form.is_valid():
        raise Refused("no-such-period")
    period = _period(deed, form.cleaned_data["period"])
    return period, reads.figure_page(deed, period=period, scope=form.chosen())


def _map(shown: reads.FigurePage) -> list[DongValue]:
    """New episodes of each dong, with the same numbers, words and ways in as the table."""
    known = {one.code for one in dongs()}
    return [
        DongValue(row.key, row.cells[1].number, row.cells[1].text, row.cells[1].href, row.cells[1].masked)
        for row in shown.table("dong").rows
        if row.level == 2 and row.key in known
    ]


@require_GET
@page(roles=access.SEES)
def figures(request: HttpRequest, deed: Deed) -> HttpResponse:
    """All figures of one span."""
    period, shown = _shown(request, deed)
    return TemplateResponse(
        request,
        "insight/figures.html",
        {
            "period": period,
            "period_label": sentences.period_label(period),
            "choices": _choices(deed),
            "page": shown,
            "map": _map(shown),
            "may_export": verdict(access.check_may_export, deed),
            "export": ExportForm(initial={"period": period.name, "scope": shown.scope, "form": "xlsx"}),
            "scopes": sentences.scope_labels(shown.scopes),
        },
    )


@require_GET
@page(roles=access.SEES)
def story(request: HttpRequest, deed: Deed) -> HttpResponse:
    """One page: five sentences, the map, what is late and what changed."""
    period, shown = _shown(request, deed)
    context = {
        "period": period,
        "period_label": sentences.period_label(period),
        "choices": _choices(deed),
        "page": shown,
        "map": _map(shown),
        "scopes": sentences.scope_labels(shown.scopes),
    }
    return TemplateResponse(request, "insight/story.html", context)


@require_GET
@page(roles=access.OPENS)
def entries(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The entries behind one figure."""
    form = EntriesForm(request.GET)
    if not form.is_valid():
        raise Refused("no-such-figure")
    asked = form.cleaned_data
    period = _period(deed, asked["period"])
    measure, line = rules.check_can_be_opened(asked["measure"], asked["by"])
    found = reads.entries_behind(
        deed, period=period, measure=measure, line=line, key=asked["key"], after=asked["after"]
    )
    context = {"period": period, "period_label": sentences.period_label(period), "found": found, "asked": asked}
    return TemplateResponse(request, "insight/entries.html", context)


@require_POST
@page(roles=access.EXPORTS)
def export(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The page as a file, made from the same object as the screen; the reason is written down first."""
    form = ExportForm(request.POST)
    if not form.is_valid():
        raise Refused("no-such-figure")
    asked = form.cleaned_data
    period = _period(deed, asked["period"])
    shown = reads.figure_page(deed, period=period, scope=form.chosen())
    sheets = reads.sheets_of(shown)
    number = actions.take_away(deed, rows=rows_in(sheets), reason=asked["reason"])
    notes = _notes(deed, period, shown, number=number, rows=rows_in(sheets))
    name = f"figures-{period.first:%Y%m%d}-{period.last:%Y%m%d}.{asked['form']}"
    if asked["form"] == "csv":
        content, kind = _as_csv(sheets, notes), "text/csv; charset=utf-8"
    else:
        content = _as_workbook(sheets, notes, deed)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _notes(deed: Deed, period: rules.Period, shown: reads.FigurePage, *, number: str, rows: int) -> list[str]:
    made = shown.counted_at.astimezone(SEOUL)
    notes = [
        _("%(period)s, %(first)s부터 %(last)s까지")
        % {"period": sentences.period_label(period), "first": period.first, "last": period.last},
        _("집계 시각 %(at)s, 반출 번호 %(number)s, %(rows)d행")
        % {"at": f"{made:%Y-%m-%d %H:%M}", "number": number, "rows": rows},
    ]
    if shown.masked:
        notes.append(
            _("‘가림’은 %(floor)d보다 작은 수와 그 수를 알아낼 수 있는 수입니다. 0은 그대로 보입니다.")
            % {"floor": shown.floor}
        )
    return notes


def _as_csv(sheets: tuple[reads.Sheet, ...], notes: list[str]) -> bytes:
    """All tables in one file, one below the other, each with its title and head."""
    rows: list[tuple[int | str | None, ...]] = [(note,) for note in notes]
    for sheet in sheets:
        rows += [(), (sheet.title,), sheet.columns, *sheet.rows]
    return write_csv([_("촘촘 통계")], rows)


def _as_workbook(sheets: tuple[reads.Sheet, ...], notes: list[str], deed: Deed) -> bytes:
    return write_workbook([(one.title, one.columns, one.rows) for one in sheets], notes=notes, made_at=deed.at)
