"""The words of the figures: refusals, labels, and the five sentences."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chomchom.insight.rules import Measure, Period, PeriodKind
from chomchom.outreach.public import AttemptResult, CheckResult, Door, Outcome, labels
from chomchom.rulebook.dated import UnknownParameter
from chomchom.rulebook.dongs import dong

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "no-such-period": (404, _("그 기간의 통계는 없습니다. 오늘이나 지난 달을 골라 주세요.")),
    "no-such-figure": (404, _("그런 통계 값은 없습니다. 통계 화면에서 다시 열어 주세요.")),
    "figures-not-yours": (403, _("통계 화면을 볼 수 있는 직무가 아닙니다.")),
    "figure-list-not-yours": (
        403,
        _("이 숫자의 명단은 담당 지역의 복지 담당자만 열 수 있습니다. 숫자와 표는 그대로 볼 수 있습니다."),
    ),
    "figures-export-not-yours": (
        403,
        _("통계를 파일로 받을 수 있는 직무가 아닙니다. 협의체 사무국이나 시 복지 담당에게 요청해 주세요."),
    ),
}

SECTORS: dict[str, str | Promise] = {
    "public": _("공공"),
    "private": _("민간기관"),
    "neighbour": _("이웃"),
    "citizen": _("본인·가족"),
    "machine": _("자동 감지·자료"),
}

DOORS: dict[str, str | Promise] = dict(labels(Door))
OUTCOMES: dict[str, str | Promise] = dict(labels(Outcome))
RESULTS: dict[str, str | Promise] = {
    **dict(labels(AttemptResult)),
    **dict(labels(CheckResult)),
    "delivered": _("전달함"),
    "no_resource": _("자원 없음"),
}

MEASURES: dict[Measure, str | Promise] = {
    Measure.SIGNALS: _("위기신호"),
    Measure.EPISODES: _("새 확인 건"),
    Measure.AT_DOOR: _("문 앞까지 간 확인"),
    Measure.ENDED: _("끝난 확인 건"),
    Measure.ATTEMPTS: _("연락 시도"),
    Measure.VISITS: _("현장 확인 결과"),
    Measure.ACTIVITIES: _("활동 횟수"),
    Measure.GOODS: _("물품·돈 전달"),
}

TAGS: dict[str, str | Promise] = {
    "outreach:signal:received": _("위기신호 접수"),
    "outreach:attempt:logged": _("연락 시도"),
    "outreach:site-check:reported": _("현장 확인 결과"),
    "outreach:site-check:came-back": _("답이 늦어 되돌아온 현장 확인"),
    "outreach:episode:ended": _("확인 건 종료"),
    "outreach:activity:entered": _("활동 기록"),
    "outreach:goods:linked": _("물품·돈 연계"),
    "outreach:consultation:held": _("소득 기준 모의판정"),
    "cases:case:taken-in": _("통합사례 접수"),
}

TITLES: dict[str, tuple[str | Promise, str | Promise]] = {
    "source": (_("누가 알렸나: 출처별"), _("알린 쪽")),
    "dong": (_("어디인가: 동별"), _("동")),
    "outcome": (_("어떻게 끝났나: 결과별"), _("결과")),
    "actor": (_("누가 일했나: 부문별"), _("일한 쪽")),
}

HEADLINES: dict[str, str | Promise] = {
    "signals": _("접수된 위기신호"),
    "persons": _("신호가 온 사람"),
    "episodes": _("새로 시작한 확인 건"),
    "at_door": _("사람이 문 앞까지 간 현장 확인"),
    "door_median": _("신호부터 문 앞까지 (가운데값)"),
    "try_median": _("신호부터 첫 연락까지 (가운데값)"),
    "ended": _("끝난 확인 건"),
    "over_criteria": _("공적 기준을 넘은 분의 민간 연계"),
}


def hidden() -> str:
    """The word that stands where a small number is hidden."""
    return gettext("가림")


def number(found: int | None) -> str:
    """A number, or the word for hidden."""
    return hidden() if found is None else f"{found:,}"


def no_share(of: int) -> str:
    """What stands where no share can be given: nobody is meant, or too few."""
    return "–" if of == 0 else hidden()


def cases_unit() -> str:
    """The counting word of signals, episodes and visits."""
    return gettext("건")


def people_unit() -> str:
    """The counting word of persons."""
    return gettext("명")


def of_begun(percent: str) -> str:
    """Of what the share at the door is a share."""
    return gettext("이 기간에 시작한 확인 건 중") if percent else ""


def minutes_in_words(minutes: int) -> str:
    """A length of time as people say it."""
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    if days:
        return gettext("%(days)d일 %(hours)d시간") % {"days": days, "hours": hours}
    if hours:
        return gettext("%(hours)d시간 %(minutes)d분") % {"hours": hours, "minutes": left}
    return gettext("%(minutes)d분") % {"minutes": left}


def sector_label(code: str) -> str:
    """공공, 민간기관, 이웃 …; an unknown one as it is."""
    return str(SECTORS.get(code, code or gettext("알 수 없음")))


def door_label(code: str) -> str:
    """Through which door."""
    return str(DOORS.get(code, code or gettext("알 수 없음")))


def source_label(found_by: str, door: str) -> str:
    """Who noticed and through which door, as far as known."""
    return " · ".join(
        label for label in (sector_label(found_by) if found_by else "", door_label(door) if door else "") if label
    )


def result_label(tag: str, code: str) -> str:
    """The outcome of an episode, or the result of a call, visit or link."""
    table = OUTCOMES if tag == "outreach:episode:ended" else RESULTS
    return str(table.get(code, code))


def row_label(table: str, key: str) -> str:
    """The first cell of a row of one of the flat tables."""
    return result_label("outreach:episode:ended", key) if table == "outcome" else sector_label(key)


def dong_name(code: str) -> str:
    """The name of a dong, or that it is not known."""
    try:
        return dong(code).name
    except UnknownParameter:
        return dong_unknown()


def dong_unknown() -> str:
    """Where no dong is known."""
    return gettext("동을 알 수 없음")


def measure_label(measure: Measure) -> str:
    """A column's head."""
    return str(MEASURES[measure])


def headline_label(code: str) -> str:
    """A headline's words."""
    return str(HEADLINES[code])


def tag_label(tag: str) -> str:
    """What happened, for a line of a list."""
    return str(TAGS.get(tag, tag))


def table_title(code: str) -> str:
    """A table's heading."""
    return str(TITLES[code][0])


def first_column(code: str) -> str:
    """The head of a table's first column."""
    return str(TITLES[code][1])


def total() -> str:
    """The row of sums."""
    return gettext("모두")


def median_label() -> str:
    """The column of medians."""
    return gettext("신호부터 문 앞까지")


def sheet_of_headlines() -> str:
    """The first sheet of a file."""
    return gettext("한눈에")


def figure_column() -> str:
    return gettext("통계")


def value_column() -> str:
    return gettext("값")


def unit_column() -> str:
    return gettext("단위")


def share_column() -> str:
    return gettext("비율(%)")


def period_label(period: Period) -> str:
    """A span as a title says it."""
    if period.kind is PeriodKind.TODAY:
        return gettext("오늘 %(day)s") % {"day": _dotted(period)}
    if period.name == "month":
        return gettext("이번 달 (%(year)d년 %(month)d월)") % {"year": period.first.year, "month": period.first.month}
    return gettext("%(year)d년 %(month)d월") % {"year": period.first.year, "month": period.first.month}


def _dotted(period: Period) -> str:
    return f"{period.first.year}. {period.first.month}. {period.first.day}."


def story_begun(period: Period, signals: str, episodes: str) -> str:
    """First sentence: what came in."""
    return gettext("%(when)s 위기신호 %(signals)s건이 들어와 %(episodes)s건을 새로 확인하기 시작했습니다.") % {
        "when": period_label(period),
        "signals": signals,
        "episodes": episodes,
    }


def story_door(visits: str, share: str, median: str) -> str:
    """Second sentence: a person at the door."""
    if share:
        return gettext(
            "사람이 문 앞까지 간 것은 %(visits)s건이고, 시작한 확인 건의 %(share)s%%가 그랬습니다. 신호부터 문 앞까지 가운데값은 %(median)s입니다."
        ) % {"visits": visits, "share": share, "median": median}
    if median == "–":
        return gettext("사람이 문 앞까지 간 것은 %(visits)s건입니다.") % {"visits": visits}
    return gettext("사람이 문 앞까지 간 것은 %(visits)s건입니다. 신호부터 문 앞까지 가운데값은 %(median)s입니다.") % {
        "visits": visits,
        "median": median,
    }


def story_ended(ended: str, cases: str, referred: str, helped: str) -> str:
    """Third sentence: what came of it."""
    return gettext(
        "끝난 확인 건은 %(ended)s건이며, 통합사례로 접수 %(cases)s건, 기관에 의뢰 %(referred)s건, 바로 도움을 드린 것이 %(helped)s건입니다."
    ) % {"ended": ended, "cases": cases, "referred": referred, "helped": helped}


def story_found(neighbours: str, private: str) -> str:
    """Fourth sentence: who noticed besides offices and machines."""
    return gettext("이웃이 알린 신호가 %(neighbours)s건, 민간기관이 알린 신호가 %(private)s건입니다.") % {
        "neighbours": neighbours,
        "private": private,
    }


def story_change(period: Period, change: int | None, *, late: str) -> str:
    """Fifth sentence: what changed and what is late."""
    before = {
        PeriodKind.TODAY: gettext("어제보다"),
        PeriodKind.MONTH: gettext("지난달 같은 기간보다"),
    }[period.kind]
    late_part = gettext("제때 답이 오지 않아 되돌아온 현장 확인은 %(late)s건입니다.") % {"late": late}
    if change is None:
        return f"{gettext('%(before)s 얼마나 바뀌었는지는 수가 적어 가립니다.') % {'before': before}} {late_part}"
    if change == 0:
        return f"{gettext('%(before)s 위기신호 수가 같습니다.') % {'before': before}} {late_part}"
    facts = {"before": before, "change": f"{abs(change):,}"}
    if change > 0:
        return f"{gettext('%(before)s 위기신호가 %(change)s건 늘었습니다.') % facts} {late_part}"
    return f"{gettext('%(before)s 위기신호가 %(change)s건 줄었습니다.') % facts} {late_part}"


_SCOPES = {"mine": _("내가 맡은 동"), "city": _("시 전체")}


def scope_labels(scopes: Iterable[str]) -> list[tuple[str, str]]:
    """The parts of the city a reader may choose between, for the page's choice."""
    return [(str(scope), str(_SCOPES[str(scope)])) for scope in scopes]
