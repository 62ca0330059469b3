"""The row of tabs over the pages of reviews, candidates, overlaps, evidence and requests."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chomchom.planning.access.reviews import FILLERS
from chomchom.ui.components.tables import Tab

# address, label, and the other addresses that belong to it
TABS = (
    ("index", _("지금 할 일"), ()),
    ("reviews", _("검토 카드"), ("review_",)),
    ("candidates", _("사업 후보"), ("candidate",)),
    ("matrix", _("주제 표"), ("project_themes",)),
    ("overlaps", _("겹침"), ("overlap", "words")),
    ("existing", _("기존 사업"), ("existing",)),
    ("evidence", _("근거"), ("evidence",)),
    ("claims", _("근거 없는 주장"), ("claim",)),
    ("data_requests", _("자료 요청"), ("data_",)),
    ("province", _("경기도 건의"), ("province",)),
)

PLAN = _("계획")
"""What the first tab leads to for who only reads."""


def drawn(request: HttpRequest, template: str, facts: dict[str, Any], *, status: int = 200) -> TemplateResponse:
    """A page under the tabs; the tab of the address is the current one."""
    match = request.resolver_match
    here = match.url_name or "" if match else ""
    works = request.deed.has(*FILLERS)  # type: ignore[attr-defined]
    tabs = [
        Tab(
            label if works or name != "index" else PLAN,
            reverse(f"planning:{name}"),
            current=here == name or here.startswith(also),
        )
        for name, label, also in TABS
    ]
    return TemplateResponse(request, template, {**facts, "review_tabs": tabs}, status=status)
