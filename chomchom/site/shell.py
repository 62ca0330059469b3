"""What the frame around every page asks the rooms: the city, as whom one acts, waiting notices, and the main menu."""

from __future__ import annotations

import time

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from chomchom.accounts.public import role_label
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.rulebook.dongs import dong
from chomchom.store.city import CityRow
from chomchom.store.city import city as read_city
from chomchom.ui.navigation import Entry

KEPT_SECONDS = 60

_kept: tuple[float, CityRow] | None = None


def city() -> CityRow:
    """The city's row, at most a minute old: it changes once in an installation's life."""
    global _kept
    if _kept is None or time.monotonic() - _kept[0] > KEPT_SECONDS:
        _kept = (time.monotonic(), read_city())
    return _kept[1]


def forget_city() -> None:
    """Read the city's row anew at the next page."""
    global _kept
    _kept = None


def acting_as(request: HttpRequest) -> str:
    """The role and area somebody acts in: 일동 동 복지담당."""
    deed: Deed = request.deed  # type: ignore[attr-defined]
    roles = ", ".join(role_label(role) for role in sorted(deed.roles))
    areas = sorted(deed.areas)
    return f"{dong(areas[0]).name} {roles}" if len(areas) == 1 and not deed.whole_city else roles


def unread(deed: Deed) -> int:
    """How many notices wait for whoever acts."""
    from chomchom.notices import public as notices

    counted = getattr(notices, "unread_count", None)
    return counted(deed) if counted else 0


OFFICERS = frozenset({Role.DESK, Role.DONG_OFFICER, Role.CASE_MANAGER, Role.TEAM_HEAD, Role.CITY_OFFICER})
AGENCIES = frozenset({Role.AGENCY_WORKER, Role.AGENCY_LEAD})

IMPORTERS = frozenset({Role.DONG_OFFICER, Role.TEAM_HEAD, Role.CITY_OFFICER})
ENTERERS = IMPORTERS | {Role.CASE_MANAGER}
SENDERS = OFFICERS | {Role.PROGRAMME_OFFICER}
PRIVACY = frozenset({Role.PRIVACY_OFFICER})
FIGURES = OFFICERS | {
    Role.PROGRAMME_OFFICER,
    Role.AGENCY_LEAD,
    Role.COUNCIL_OFFICE,
    Role.COUNCIL_MEMBER,
    Role.RESEARCHER,
    Role.PRIVACY_OFFICER,
}
MANAGERS = frozenset({Role.OPERATOR, Role.CITY_OFFICER, Role.TEAM_HEAD, Role.AGENCY_LEAD, Role.PRIVACY_OFFICER})
COUNCIL = frozenset(
    {
        Role.COUNCIL_OFFICE,
        Role.COUNCIL_MEMBER,
        Role.CITY_OFFICER,
        Role.TEAM_HEAD,
        Role.PROGRAMME_OFFICER,
        Role.RESEARCHER,
    }
)

NAVIGATION = (
    Entry(
        _("오늘"), "flows:board", OFFICERS, also=("flows:board", "flows:episode", "flows:person", "outreach:episode")
    ),
    Entry(_("사람 찾기"), "people:search", SENDERS | AGENCIES, also=("people:",)),
    Entry(_("안부확인"), "wellbeing:coverage", SENDERS, also=("wellbeing:",)),
    Entry(_("받은 의뢰"), "referrals:inbox", AGENCIES, also=("referrals:",)),
    Entry(_("의뢰"), "referrals:list", SENDERS, also=("referrals:",)),
    Entry(_("사례"), "cases:list", SENDERS, also=("cases:",)),
    Entry(_("우리 기관 자리"), "network:mine", AGENCIES, also=("network:service",)),
    Entry(_("자원 찾기"), "network:find", SENDERS | AGENCIES, also=("network:register",)),
    Entry(_("현장 확인"), "outreach:visits", OFFICERS | AGENCIES, also=("outreach:visit",)),
    Entry(_("위기신호 적기"), "outreach:signal_new", SENDERS | AGENCIES),
    Entry(_("발굴 회차"), "outreach:rounds", IMPORTERS, also=("outreach:round",)),
    Entry(_("활동 기록"), "outreach:activities", ENTERERS | AGENCIES, also=("outreach:goods", "outreach:deficits")),
    Entry(_("부족 자원"), "outreach:deficits", frozenset({Role.COUNCIL_OFFICE})),
    Entry(_("협의체"), "council:home", COUNCIL, also=("council:",)),
    Entry(_("이웃"), "network:neighbours", OFFICERS, also=("network:neighbour",)),
    Entry(_("통계"), "insight:figures", FIGURES, also=("insight:",)),
    Entry(
        _("결정 반영"), "flows:planned", frozenset({Role.COUNCIL_OFFICE, Role.CITY_OFFICER}), also=("flows:planned",)
    ),
    Entry(_("계획"), "planning:index", FIGURES, also=("planning:",)),
    Entry(_("정보 요구"), "people:requests", PRIVACY, also=("people:request", "people:find", "people:answer")),
    Entry(_("파기"), "people:destruction", PRIVACY, also=("people:propose", "people:decide")),
    Entry(_("접속기록"), "accounts:log", PRIVACY | {Role.AGENCY_LEAD}, also=("accounts:log",)),
    Entry(_("긴급 열람"), "accounts:emergencies", PRIVACY, also=("accounts:review",)),
    Entry(_("사용자"), "accounts:users", MANAGERS, also=("accounts:user", "accounts:create", "accounts:agencies")),
    Entry(_("운영"), "site:operator", frozenset({Role.OPERATOR})),
)
