"""The row of tabs every page of one plan begins with."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chomchom.kernel.deeds import Deed
from chomchom.planning.access.reviews import FILLERS
from chomchom.planning.access.reviews import READERS as REVIEWERS
from chomchom.ui.components.tables import Tab

TABS: tuple[tuple[str, Promise], ...] = (
    ("planning:plan", _("사업")),
    ("planning:board", _("판")),
    ("planning:budget", _("예산")),
    ("planning:steps", _("법정 절차")),
    ("planning:versions", _("변경 기록")),
    ("planning:papers", _("문서")),
)
"""Address and word of each page of a plan; every address takes the plan's number."""


def tabs_of(number: int, *, here: str, deed: Deed) -> list[Tab]:
    """The tabs of one plan, the open one marked; the last leads whoever may see them to reviews and candidates."""
    tabs = [Tab(_("지금 할 일"), href=reverse("planning:index"))] if deed.has(*FILLERS) else []
    tabs += [Tab(label, href=reverse(name, args=[number]), current=name == here) for name, label in TABS]
    if deed.has(*REVIEWERS):
        tabs.append(Tab(_("검토와 후보"), href=reverse("planning:reviews")))
    return tabs
