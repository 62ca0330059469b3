"""The evidence panel: what came from a home in fourteen days, drawn on what is usual there.

Server-side SVG without scripts. Times are placed in per cent, so the picture is as wide as the page and its words stay
readable; the curves lie in a nested drawing that stretches.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chomchom.ui import times
from chomchom.ui.components.markup import classes, element, join, many, unique
from chomchom.ui.evidence import Absent, Band, EvidencePanel, Fact, Hour, Mark

HOUR = timedelta(hours=1)
TALL = 100.0
ROOM_FOR_TODAY = 93.0
"""Per cent of the width beyond which no other day's name stands beside today's."""


def evidence_panel(panel: EvidencePanel) -> SafeString:
    """Bands, then what was done, then the sources this home does not have; below it all, the words without picture."""
    if not panel.bands:
        return element("div", _facts(panel.facts), _absences(panel.absent), class_="cc-evidence")
    hatch = unique("hatch")
    return element(
        "div",
        element("p", panel.summary, class_="cc-evidence-summary") if panel.summary else None,
        _facts(panel.facts),
        _legend(panel),
        many(_band(band, panel, hatch=f"{hatch}-{n}") for n, band in enumerate(panel.bands)),
        _days(panel),
        _marks(panel),
        _absences(panel.absent),
        class_="cc-evidence",
    )


def _facts(facts: Iterable[Fact]) -> SafeString | None:
    """The few answers somebody needs before they look at a curve."""
    rows = [
        join(element("dt", one.asks), element("dd", one.answer, class_=classes(one.grave and "cc-fact-grave")))
        for one in facts
    ]
    return element("dl", join(*(element("div", row) for row in rows)), class_="cc-evidence-facts") if rows else None


def _legend(panel: EvidencePanel) -> SafeString:
    entries = [("usual", _("이 댁의 평소")), ("came", _("들어온 값"))]
    if any(band.silence for band in panel.bands):
        entries.append(("silent", _("지금 이어지는 무변화")))
    if any(band.gaps for band in panel.bands):
        entries.append(("gap", _("자료 없음")))
    return element(
        "ul",
        many(
            element("li", element("i", class_=f"cc-key cc-key-{key}", aria_hidden="true"), word)
            for key, word in entries
        ),
        class_="cc-evidence-legend",
    )


def _share(moment: datetime, panel: EvidencePanel) -> float:
    whole = (panel.until - panel.since) / HOUR
    return max(0.0, min(100.0, (moment - panel.since) / HOUR / whole * 100))


def _percent(share: float) -> str:
    return f"{share:.2f}%"


def _band(band: Band, panel: EvidencePanel, *, hatch: str) -> SafeString:
    top = max([hour.high for hour in band.hours] + [hour.value or 0 for hour in band.hours] + [0.001])
    curves = element(
        "svg",
        _usual(band.hours, panel, top),
        _came(band.hours, panel, top),
        viewBox=f"0 0 1000 {TALL:g}",
        preserveAspectRatio="none",
        width="100%",
        height="100%",
    )
    sentence = band.silence.sentence if band.silence else ""
    described = " ".join(part for part in (sentence, *(_gap_words(gap) for gap in band.gaps)) if part)
    picture = element(
        "svg",
        element("title", _("%(source)s, 14일. %(words)s") % {"source": band.label, "words": described}),
        _hatching(hatch),
        _midnights(panel),
        curves,
        many(_stretch(gap.since, gap.until, panel, class_="cc-band-gap", fill=f"url(#{hatch})") for gap in band.gaps),
        _stretch(band.silence.since, panel.until, panel, class_="cc-band-silence") if band.silence else None,
        many(_tick(mark, panel) for mark in panel.marks),
        class_="cc-band-picture",
        role="img",
    )
    return element(
        "section",
        element("div", element("h3", band.label), element("span", band.unit), class_="cc-band-name"),
        picture,
        _notes(band, sentence if len(panel.bands) > 1 else ""),
        class_=classes("cc-band", bool(sentence) and "cc-band-silent"),
    )


def _notes(band: Band, sentence: str) -> SafeString:
    return element(
        "div",
        element("p", sentence, class_="cc-band-sentence") if sentence else None,
        many(element("p", _gap_words(gap), class_="cc-band-gapnote") for gap in band.gaps),
        element("p", band.note, class_="cc-band-note") if band.note else None,
        class_="cc-band-notes",
    )


def _gap_words(gap: object) -> str:
    since, until = gap.since.astimezone(times.SEOUL), gap.until.astimezone(times.SEOUL)  # type: ignore[attr-defined]
    to = f"{until:%H:%M}" if since.date() == until.date() else f"{until.month}. {until.day}. {until:%H:%M}"
    return f"{since.month}. {since.day}. {since:%H:%M}–{to} {gap.label}"  # type: ignore[attr-defined]


def _x(hour: Hour, panel: EvidencePanel) -> float:
    return round(_share(hour.at, panel) * 10, 1)


def _y(value: float, top: float) -> float:
    return round(TALL - 4 - (TALL - 8) * max(0.0, value) / top, 1)


def _runs(hours: Iterable[Hour]) -> list[list[Hour]]:
    """Hours with a value, broken where something is missing: a line over a gap would be a lie."""
    runs: list[list[Hour]] = [[]]
    before: datetime | None = None
    for hour in hours:
        if hour.value is None or (before is not None and hour.at - before > HOUR * 1.5):
            runs.append([])
        if hour.value is not None:
            runs[-1].append(hour)
            before = hour.at
    return [run for run in runs if run]


def _usual(hours: tuple[Hour, ...], panel: EvidencePanel, top: float) -> SafeString:
    upper = [f"{_x(hour, panel)},{_y(hour.high, top)}" for hour in hours]
    lower = [f"{_x(hour, panel)},{_y(hour.low, top)}" for hour in reversed(hours)]
    return element("polygon", points=" ".join(upper + lower), class_="cc-band-usual")


def _came(hours: tuple[Hour, ...], panel: EvidencePanel, top: float) -> SafeString:
    lines = []
    for run in _runs(hours):
        points = " ".join(f"{_x(hour, panel)},{_y(hour.value or 0, top)}" for hour in run)
        lines.append(element("polyline", points=points, class_="cc-band-came", vector_effect="non-scaling-stroke"))
    return join(*lines)


def _hatching(hatch: str) -> SafeString:
    line = element("path", d="M-1 9 9 -1M-1 1 1 -1M7 9 9 7", class_="cc-hatch-line")
    return element("defs", element("pattern", line, id=hatch, width="8", height="8", patternUnits="userSpaceOnUse"))


def _stretch(since: datetime, until: datetime, panel: EvidencePanel, **attributes: object) -> SafeString:
    left, right = _share(since, panel), _share(until, panel)
    width = max(right - left, 0.3)
    return element("rect", x=_percent(left), y="0", width=_percent(width), height="100%", **attributes)


def _tick(mark: Mark, panel: EvidencePanel) -> SafeString:
    x = _percent(_share(mark.at, panel))
    return element("line", x1=x, x2=x, y1="0", y2="100%", class_=f"cc-band-mark cc-mark-{mark.kind}")


def _nights(panel: EvidencePanel) -> list[datetime]:
    first = panel.since.astimezone(times.SEOUL).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    days = int((panel.until - first) / timedelta(days=1)) + 1
    return [first + timedelta(days=n) for n in range(max(days, 0))]


def _midnights(panel: EvidencePanel) -> SafeString:
    lines = [_percent(_share(night, panel)) for night in _nights(panel)]
    return many(element("line", x1=x, x2=x, y1="0", y2="100%", class_="cc-band-night") for x in lines)


def _days(panel: EvidencePanel) -> SafeString:
    """The days below the bands; on a phone every other one is left out by the style sheet."""
    today = panel.until.astimezone(times.SEOUL).date()
    words = []
    for n, night in enumerate(reversed([panel.since, *_nights(panel)])):
        day = night.astimezone(times.SEOUL).date()
        middle = _share(min(night + timedelta(hours=12), panel.until), panel)
        if n and night == panel.since and panel.since.astimezone(times.SEOUL).hour > 0:
            continue  # a broken first day has no room for its name
        if n == 1 and middle > ROOM_FOR_TODAY:
            continue  # yesterday's name would lie under today's
        label = _("오늘") if day == today else f"{day.month}/{day.day}"
        words.append(
            element(
                "text",
                label,
                x="100%" if n == 0 else _percent(middle),
                y="1.6rem",
                text_anchor="end" if n == 0 else "middle",
                class_=classes("cc-day", n % 2 == 1 and "cc-day-odd", n % 4 != 0 and "cc-day-phone"),
            )
        )
    return element("svg", join(*words), class_="cc-evidence-days", aria_hidden="true")


def _marks(panel: EvidencePanel) -> SafeString | None:
    if not panel.marks:
        return None
    return element(
        "ul",
        many(
            element(
                "li",
                element("i", class_=f"cc-key cc-mark-{mark.kind}", aria_hidden="true"),
                element(
                    "time",
                    times.past(mark.at, at=panel.until).text,
                    datetime=mark.at.isoformat(),
                    title=times.exact(mark.at),
                ),
                " ",
                mark.label,
            )
            for mark in panel.marks
        ),
        class_="cc-evidence-marks",
    )


def _absences(absent: Iterable[Absent]) -> SafeString | None:
    items = [element("li", element("b", one.label), " ", one.why) for one in absent]
    if not items:
        return None
    return element(
        "div",
        element("h3", _("이 댁에 없는 자료")),
        element("ul", join(*items)),
        class_="cc-evidence-absent",
    )
