"""Counting attendance in every way the paper allows, and offering what would explain the printed figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from chomchom.council.rules.lines import key
from chomchom.council.rules.shape import Attendance, Computed

OFFERS = 5  # explanations offered to the office
MOST_BODIES = 3  # further bodies one explanation may leave out
MANY = 60  # with more bodies than this no explanation is looked for
ROUNDING = 0.51  # a rate printed without digits may be this far off
# Korean data: guests of a committee, who come in groups and are all present
GUESTS = re.compile(r"연구|지역복지팀|협의체|시의회|대학")


def rate(present: int, members: int) -> float | None:
    """Attendance in percent, two digits; None where nobody is a member."""
    return round(present * 100 / members, 2) if members else None


def count_attendance(attendance: Attendance) -> list[Computed]:
    """What the table gives: everybody, without the bodies the printed rule names, and the smallest sets of further
    bodies whose leaving out gives the printed figures. These are offers to the office, never applied."""
    rows, stated = attendance.rows, attendance.stated
    if not rows:
        return []
    ways: list[tuple[str, ...]] = [()]
    if named := left_out_by_rule(attendance):
        ways.append(named)
    explained = any(_computed(attendance, way).matches_stated for way in ways)
    if stated.members is not None and stated.present is not None and not explained:
        ways += _explanations(attendance, named)
    return [_computed(attendance, way) for way in dict.fromkeys(ways)]


def left_out_by_rule(attendance: Attendance) -> tuple[str, ...]:
    """The bodies of the table that the printed rule leaves out of the rate."""
    rule = attendance.stated.rule
    # Korean data: how a rule leaves somebody out, and the office it mostly means
    leaves_out, office, council = "제외" in rule, "사무국" in key(rule), "협의체"
    if not leaves_out:
        return ()
    bodies = list(dict.fromkeys(row.organisation for row in attendance.rows if row.organisation))
    offices = [body for body in bodies if office and council in key(body)]
    return tuple(offices or [body for body in bodies if key(body) in key(rule)])


def _explanations(attendance: Attendance, named: Sequence[str]) -> list[tuple[str, ...]]:
    bodies = dict.fromkeys(row.organisation for row in attendance.rows)
    others = [body for body in bodies if body not in named]
    for size in range(1, MOST_BODIES + 1 if len(others) <= MANY else 1):
        ways = [(*named, *more) for more in combinations(others, size)]
        fits = [way for way in ways if _computed(attendance, way).matches_stated]
        if fits:
            return sorted(fits, key=lambda way: _likeliness(attendance, way), reverse=True)[:OFFERS]
    return []


def _likeliness(attendance: Attendance, way: Sequence[str]) -> int:
    """Guests come in groups, wholly present: research institutes and desks at city hall before member agencies."""
    rows = [row for row in attendance.rows if row.organisation in way]
    guests = sum(1 for row in rows if GUESTS.search(row.organisation))
    return guests * 10 - len(set(way)) - sum(1 for row in rows if not row.present) * 20


def _computed(attendance: Attendance, way: Sequence[str]) -> Computed:
    rows = [row for row in attendance.rows if row.organisation not in way]
    present = sum(row.present for row in rows)
    stated = attendance.stated
    matches = stated.members == len(rows) and stated.present == present
    value = rate(present, len(rows))
    if matches and stated.rate_percent is not None and value is not None:
        matches = abs(value - stated.rate_percent) < ROUNDING
    return Computed(list(way), len(rows), present, value, matches)
