"""Definitions and results as lines of words, the same on every page and paper."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext

from chomchom.planning.models import Definition, Result
from chomchom.planning.reads.indicators import Book
from chomchom.planning.rules.formula.reckoning import NoValue
from chomchom.planning.sentences import indicators as words


def definition_lines(one: Definition) -> tuple[tuple[str, str], ...]:
    """A definition as a list of what and how, empty things left out."""
    found = (
        (gettext("무엇을 세나요"), one.population),
        (gettext("성격"), str(words.TYPES[one.type])),
        (gettext("셈의 종류"), str(words.KINDS[one.kind])),
        (gettext("분자"), one.numerator),
        (gettext("분모"), one.denominator),
        (gettext("어느 날"), str(words.PERIOD_RULES[one.period_rule])),
        (gettext("단위"), one.unit),
        (gettext("좋은 방향"), str(words.DIRECTIONS[one.direction])),
        (gettext("달성률 계산"), str(words.LOWER_METHODS[one.lower_method]) if one.lower_method else ""),
        (gettext("자료"), " · ".join(part for part in (str(words.SOURCES[one.source]), one.source_note) if part)),
        (gettext("모으는 곳"), " ".join(part for part in (one.department, one.collector) if part)),
        (gettext("모을 수 있다는 근거"), one.collect_evidence),
        (gettext("얼마나 자주"), str(words.FREQUENCIES[one.frequency])),
        (gettext("작은 수 기준"), str(one.minimum_cell)),
        (gettext("가중치"), f"{one.weight:g}" if one.weight else ""),
    )
    return tuple(line for line in found if line[1])


def result_line(row: Result) -> dict[str, object]:
    """A kept result as a row: its period, its parts, its state and what can be done with it next."""
    following = {"draft": "check", "checked": "approve", "approved": "publish"}.get(row.state, "")
    top = (
        words.number(Fraction(row.numerator))
        if row.numerator is not None
        else row.words or words.why_label(NoValue(row.no_value))
    )
    return {
        "row": row,
        "period": f"{row.year}-{row.month:02d}" if row.month else str(row.year),
        "dong": words.dong_label(row.dong) if row.dong else "",
        "parts": f"{top} ÷ {words.number(Fraction(row.denominator))}" if row.denominator is not None else top,
        "state": str(words.RESULT_STATES[row.state]),
        "how": gettext("기록 %(count)d건을 셈") % {"count": row.entries}
        if row.computed
        else row.evidence or gettext("근거 파일"),
        "move": following,
        "move_label": str(words.MOVES[following]) if following else "",
    }


def book_table(told: Book) -> tuple[tuple[str, ...], list[tuple[str | float | None, ...]]]:
    """The book as a table of a file: numbers as numbers, what is hidden or missing in the words of the screen."""
    head = (
        gettext("세부사업"), gettext("지표"), gettext("해"), gettext("실적"), gettext("실적 (글)"), gettext("목표"),
        gettext("달성률 (%)"), gettext("상태"), gettext("지난해 실적"),
    )  # fmt: skip
    rows: list[tuple[str | float | None, ...]] = [
        (
            one.project, one.name, told.year, one.figure.number, one.figure.text, one.figure.target_number,
            _percent(one.figure.achieved_number), one.figure.state, one.before.number,
        )
        for one in told.lines
    ]  # fmt: skip
    return head, rows


def _percent(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
