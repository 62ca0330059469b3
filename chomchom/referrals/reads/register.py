"""Needs that met no resource, counted from the ledger: the deficit register's raw material."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.ledger.public import facts
from chomchom.network import public as network
from chomchom.referrals import sentences
from chomchom.referrals.events import ReferralDeclined, ReferralExpired
from chomchom.referrals.rules import DeclineCode

LACKING = frozenset({DeclineCode.NO_CAPACITY, DeclineCode.AREA, DeclineCode.INCOME_OVER})
"""The nos that say that a resource is missing, not that somebody does not want it."""

SMALL = 5
"""Below this a figure is masked for those who see no rows (primary suppression)."""

EVERYWHERE = frozenset({Role.COUNCIL_OFFICE, Role.AGENCY_LEAD, Role.SYSTEM})
OFFICERS = frozenset(
    {Role.DESK, Role.DONG_OFFICER, Role.CASE_MANAGER, Role.TEAM_HEAD, Role.CITY_OFFICER, Role.PROGRAMME_OFFICER}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetRow:
    """How often a need in a dong met no resource, by what was missing. No person is in it."""

    need: str
    need_label: str
    dong: str
    dong_name: str
    over_criteria: bool
    why: str
    why_label: str
    count: int
    shown: str


def unmet(deed: Deed, *, first: date | None = None, last: date | None = None) -> list[UnmetRow]:
    """Needs without a resource between two days (both included), most frequent first.

    Officers see the dongs of their posting; the council office and agency leads the whole city as figures. `why` is a
    decline code, or `time_over` where nobody answered.
    """
    tags = (ReferralDeclined.tag, ReferralExpired.tag)
    found: Counter[tuple[str, str, bool, str]] = Counter()
    for dong, payload in facts(tags=tags, first=first, last=last).values_list("dong", "payload"):
        why = payload.get("code", "time_over")
        if (why in LACKING or why == "time_over") and _may_count(deed, dong):
            found[(payload["need"], dong, bool(payload.get("over_criteria")), why)] += 1
    labels = network.need_labels()
    return [
        UnmetRow(
            need=need,
            need_label=labels.get(need, need),
            dong=dong,
            dong_name=network.dong_name(dong),
            over_criteria=over,
            why=why,
            why_label=str(sentences.UNMET[why]),
            count=count,
            shown=_shown(deed, count),
        )
        for (need, dong, over, why), count in sorted(found.items(), key=lambda item: (-item[1], item[0]))
    ]


def _shown(deed: Deed, count: int) -> str:
    """Whoever sees figures only does not see the smallest ones."""
    if deed.has(*OFFICERS, Role.SYSTEM) or count >= SMALL:
        return str(count)
    return _("%(n)d 미만(가림)") % {"n": SMALL}


def _may_count(deed: Deed, dong: str) -> bool:
    if deed.has(*EVERYWHERE):
        return True
    return deed.has(*OFFICERS) and deed.covers(dong)
