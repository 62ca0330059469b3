"""What happened and what comes next, and the boxes things stand in."""

from __future__ import annotations

from typing import Literal

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from chomchom.ui.components.markup import Text, classes, element, icon, join, unique

AlertTone = Literal["info", "success", "warning", "danger"]

ICONS = {
    "info": "information-fill",
    "success": "success-fill",
    "warning": "warning-fill",
    "danger": "error-fill",
}
WORDS = {
    "info": _("안내"),
    "success": _("됐습니다"),
    "warning": _("주의"),
    "danger": _("확인 필요"),
}


def alert(content: Text, *, tone: AlertTone = "info", title: Text = "", live: bool = False) -> SafeString:
    """A message in a box. `live` reads it out as soon as it appears."""
    if tone not in ICONS:
        raise ValueError(f"no alert of tone {tone!r}")
    role = ("alert" if tone == "danger" else "status") if live else None
    return element(
        "div",
        element("span", WORDS[tone], class_="sr-only"),
        element("i", class_=f"cc-alert-icon cc-ico-{ICONS[tone]}", aria_hidden="true"),
        element(
            "div",
            element("p", title, class_="cc-alert-title") if title else None,
            element("div", content, class_="cc-alert-text"),
            class_="cc-alert-body",
        ),
        class_=f"cc-alert cc-alert-{tone}",
        role=role,
    )


def card(
    content: Text, *, title: Text = "", level: int = 2, href: str = "", more: Text = "", tone: str = "", id: str = ""
) -> SafeString:
    """A box with a heading; `href` and `more` lead to the whole of what it shows."""
    heading = unique("card")
    head = None
    if title:
        way = element("a", more or _("전체"), icon("angle right"), href=href, class_="cc-more") if href else None
        head = element("div", element(f"h{level}", title, id=heading), way, class_="cc-card-head")
    return element(
        "section",
        head,
        element("div", content, class_="cc-card-body"),
        id=id,
        class_=classes("cc-card", tone and f"cc-card-{tone}"),
        aria_labelledby=heading if title else None,
    )


def empty(content: Text, *, title: Text) -> SafeString:
    """Nothing to show is an answer: a sentence, and when it was last true."""
    text = str(content).strip()
    return element(
        "div",
        element("p", title, class_="cc-empty-title"),
        element("div", content, class_="cc-empty-text") if text else None,
        class_="cc-empty",
    )


FEW = 4
"""More steps than this stand below each other on a phone."""


def steps(labels: list[Text] | tuple[Text, ...] | str | Promise, *, current: int, note: Text = "") -> SafeString:
    """Where a process stands: steps before `current` (from 1) are done. `note` stands under the current one."""
    names = str(labels).split(",") if isinstance(labels, (str, Promise)) else list(labels)
    items = []
    for number, name in enumerate(names, start=1):
        state = "done" if number < current else "active" if number == current else ""
        words = {"done": _("끝남"), "active": _("지금 단계")}.get(state)
        items.append(
            element(
                "li",
                element("span", number if state != "done" else "✓", class_="cc-step-number", aria_hidden="true"),
                element("span", name, class_="cc-step-name"),
                element("span", note, class_="cc-step-note") if state == "active" and note else None,
                element("span", words, class_="sr-only") if words else None,
                class_=classes("cc-step", state),
                aria_current="step" if state == "active" else None,
            )
        )
    return element("ol", join(*items), class_=classes("cc-steps", len(items) > FEW and "cc-steps-many"))
