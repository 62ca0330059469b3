"""A plan's published figures as open data: a table, JSON, and the XML that aid and public programmes are exchanged in.

The XML follows the result part of the IATI activity standard 2.03: an activity a project, an indicator with its
periods, target and actual. What is hidden is left out and said to be hidden, never written as 0.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

from chomchom.kernel.deeds import Deed
from chomchom.planning import public as planning

VERSION = "2.03"
PERCENTAGE, UNIT = "2", "1"  # IATI codelist IndicatorMeasure
OUTCOME = "2"  # IATI codelist ResultType
REPORTER = "KR-SIGUNGU"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRow:
    """One indicator of one project in one year. `hidden`: the value is a small number and is not given."""

    plan: int
    year: int
    project_code: str
    project: str
    department: str
    indicator: str
    unit: str
    value: str
    parts: str
    target: str
    achieved_percent: str
    counts_for_the_city: bool
    hidden: bool
    note: str


def data_rows(deed: Deed, number: int) -> list[DataRow]:
    """Every published figure of a plan, years in order. Raises `term-not-found`."""
    found = planning.book(deed, number, opened=True)
    return [
        DataRow(
            plan=found.number, year=one.year, project_code=project.code, project=project.name,
            department=project.department, indicator=one.name, unit=one.unit, value=_plain(one), parts=one.parts,
            target=_spaced(one.target), achieved_percent=one.achieved_text.removesuffix("%").rstrip(),
            counts_for_the_city=project.counts, hidden=one.masked, note=one.why,
        )
        for project in found.projects for one in project.figures if one.published
    ]  # fmt: skip


def _spaced(text: str) -> str:
    """Programs that read a file know one kind of blank."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def _plain(one: planning.BookFigure) -> str:
    return "" if one.value is None else f"{Decimal(one.value.numerator) / Decimal(one.value.denominator):.4f}"


def as_json(rows: list[DataRow]) -> bytes:
    """The rows as JSON."""
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1).encode()


def as_iati(rows: list[DataRow], *, city: str, on: date) -> bytes:
    """The rows as IATI activities. `city` is the reporting institution."""
    root = ElementTree.Element(
        "iati-activities", {"version": VERSION, "generated-datetime": f"{on.isoformat()}T00:00:00"}
    )
    for held in _by_project(rows):
        activity = ElementTree.SubElement(root, "iati-activity", {"hierarchy": "1"})
        first = held[0]
        code = first.project_code or first.project
        _text(activity, "iati-identifier", f"{REPORTER}-{first.plan}-{code}".replace(" ", ""))
        reporting = ElementTree.SubElement(activity, "reporting-org", {"type": "11", "ref": REPORTER})
        _narrative(reporting, city)
        _narrative(ElementTree.SubElement(activity, "title"), first.project)
        for name in dict.fromkeys(row.indicator for row in held):
            _result(activity, [row for row in held if row.indicator == name])
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _by_project(rows: list[DataRow]) -> Iterator[list[DataRow]]:
    for key in dict.fromkeys((row.project_code, row.project) for row in rows):
        yield [row for row in rows if (row.project_code, row.project) == key]


def _result(activity: ElementTree.Element, rows: list[DataRow]) -> None:
    first = rows[0]
    result = ElementTree.SubElement(activity, "result", {"type": OUTCOME, "aggregation-status": "0"})
    _narrative(ElementTree.SubElement(result, "title"), first.indicator)
    measure = PERCENTAGE if first.unit == "%" else UNIT
    indicator = ElementTree.SubElement(result, "indicator", {"measure": measure, "ascending": "1"})
    _narrative(ElementTree.SubElement(indicator, "title"), f"{first.indicator} ({first.unit})")
    for row in rows:
        period = ElementTree.SubElement(indicator, "period")
        ElementTree.SubElement(period, "period-start", {"iso-date": f"{row.year}-01-01"})
        ElementTree.SubElement(period, "period-end", {"iso-date": f"{row.year}-12-31"})
        if row.target:
            ElementTree.SubElement(period, "target", {"value": _digits(row.target)})
        actual = ElementTree.SubElement(period, "actual", {"value": row.value} if row.value else {})
        if row.note or row.hidden:
            _narrative(ElementTree.SubElement(actual, "comment"), row.note or "n<5")


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit() or sign == ".")


def _text(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, tag).text = text


def _narrative(parent: ElementTree.Element, text: str) -> None:
    ElementTree.SubElement(parent, "narrative", {"{http://www.w3.org/XML/1998/namespace}lang": "ko"}).text = text
