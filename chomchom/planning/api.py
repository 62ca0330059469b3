"""The API of the plan: indicators and figures by right, by bearer key; what was published, without one."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema

from chomchom.accounts.public import Role, api_door, api_key_auth, visitor_auth
from chomchom.kernel.deeds import Deed
from chomchom.planning.reads.book import Book, BookFigure, BookProject, book
from chomchom.planning.reads.meanings import MeaningRow, meanings

router = Router(tags=["plan"])
open_router = Router(tags=["open"])
READERS = (Role.DESK, Role.RESEARCHER)
"""A program of the desk sees every number, one that only reads sees small ones hidden."""

Number = Annotated[int, Path(ge=1, le=99, description="the ordinal of the plan (5 for 2023 to 2026)")]
Year = Annotated[int | None, Query(ge=2000, le=2100, description="only this year of the plan")]


class Refusal(Schema):
    """Why something was not answered."""

    code: str
    sentence: str


class IndicatorOut(Schema):
    """What an indicator means now: the newest approved version of its definition."""

    indicator: UUID
    code: str
    project_code: str
    project: str
    name: str
    unit: str
    type: str
    kind: str
    direction: str
    population: str
    numerator: str
    denominator: str
    source: str
    department: str
    frequency: str
    version: int
    valid_from: int


class FigureOut(Schema):
    """One indicator in one year. `value` null: there is none, `note` says why, or `hidden` that it is a small number."""

    indicator: UUID
    name: str
    project_code: str
    project: str
    year: int
    unit: str
    value: float | None
    parts: str
    target: str
    achieved_percent: float | None
    published: bool
    hidden: bool
    settled: Annotated[bool, Field(description="false while the year runs and the rate can still change")]
    note: str


class FiguresOut(Schema):
    """The figures of a plan, projects in their order, years rising."""

    plan: int
    name: str
    figures: list[FigureOut]


class IndicatorsOut(Schema):
    """The indicators of a plan."""

    plan: int
    indicators: list[IndicatorOut]


REFUSALS = {401: Refusal, 403: Refusal, 404: Refusal, 422: Refusal}


@router.get(
    "/{number}/figures", auth=api_key_auth(*READERS), response={200: FiguresOut, **REFUSALS},
    summary="Every figure of a plan, as the key's posting may see it",
)  # fmt: skip
@api_door
def figures(request: HttpRequest, deed: Deed, number: Number, year: Year = None) -> FiguresOut:
    """Small numbers are hidden from a posting that may not open the entries behind them."""
    return _figures(book(deed, number), year)


@router.get(
    "/{number}/indicators", auth=api_key_auth(*READERS), response={200: IndicatorsOut, **REFUSALS},
    summary="What the indicators of a plan mean",
)  # fmt: skip
@api_door
def indicators(request: HttpRequest, deed: Deed, number: Number) -> IndicatorsOut:
    """Those with an approved definition."""
    return IndicatorsOut(plan=number, indicators=[_indicator(one) for one in meanings(deed, number)])


@open_router.get(
    "/plan/{number}/figures", auth=visitor_auth, response={200: FiguresOut, 404: Refusal, 422: Refusal},
    summary="What a plan has published, small numbers hidden",
)  # fmt: skip
@api_door
def open_figures(request: HttpRequest, deed: Deed, number: Number, year: Year = None) -> FiguresOut:
    """For everybody, without a key."""
    return _figures(book(deed, number, opened=True), year, published=True)


def _figures(found: Book, year: int | None, *, published: bool = False) -> FiguresOut:
    return FiguresOut(
        plan=found.number, name=found.name,
        figures=[
            _figure(project, one) for project in found.projects for one in project.figures
            if (year is None or one.year == year) and (one.published or not published)
        ],
    )  # fmt: skip


def _figure(project: BookProject, one: BookFigure) -> FigureOut:
    return FigureOut(
        indicator=one.indicator_id, name=one.name, project_code=project.code, project=project.name, year=one.year,
        unit=one.unit, value=_plain(one.value), parts=one.parts, target=one.target.replace("\N{NO-BREAK SPACE}", " "),
        achieved_percent=_plain(one.achieved), published=one.published, hidden=one.masked, settled=one.settled,
        note=one.why,
    )  # fmt: skip


def _plain(value: object) -> float | None:
    """Four decimals are what a figure is kept with."""
    return None if value is None else float(round(Decimal(value.numerator) / Decimal(value.denominator), 4))  # type: ignore[attr-defined]


def _indicator(one: MeaningRow) -> IndicatorOut:
    return IndicatorOut(**{name: getattr(one, name) for name in IndicatorOut.model_fields})
