"""Buttons say the deed; a button that cannot be pressed says why, beside it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal

from django.utils.safestring import SafeString

from chomchom.kernel.verdicts import Verdict
from chomchom.ui import refusals
from chomchom.ui.components.markup import Text, classes, element, join, unique
from chomchom.ui.components.signs import sign

Kind = Literal["primary", "secondary", "tertiary", "text", "danger"]
Size = Literal["xsmall", "small", "medium", "large", "xlarge"]

KINDS = ("primary", "secondary", "tertiary", "text", "danger")
SIZES = ("xsmall", "small", "medium", "large", "xlarge")


def button(
    label: Text,
    *,
    kind: Kind = "primary",
    size: Size = "medium",
    href: str = "",
    type: Literal["submit", "button", "reset"] = "submit",
    name: str = "",
    value: str = "",
    form: str = "",
    formaction: str = "",
    icon_name: str = "",
    allowed: Verdict | None = None,
    confirm: Text = "",
    hx_get: str = "",
    hx_post: str = "",
    hx_target: str = "",
    hx_swap: str = "",
    about: Text = "",
    wide: bool = False,
) -> SafeString:
    """A button, or a link that looks like one when `href` is given.

    `allowed` is the verdict of the very check the server will ask; a no is shown as an unpressable button with the
    refusal's sentence. `about` is said to screen readers after the label ("현장 확인 요청 박○순"). `confirm` asks first.
    """
    if kind not in KINDS or size not in SIZES:
        raise ValueError(f"no button of kind {kind!r} and size {size!r}")
    look = _look(kind, size, wide)
    if href and (allowed is None or allowed) and not (hx_get or hx_post or hx_target or hx_swap):
        return _link(look, _worded(str(label), icon_name), href=href, about=about)
    inside = join(_worded(str(label), icon_name), _also(about))
    if allowed is not None and not allowed:
        return _refused(inside, look, allowed)
    htmx = {"hx_get": hx_get, "hx_post": hx_post, "hx_target": hx_target, "hx_swap": hx_swap}
    if href:
        return element("a", inside, class_=look, href=href, **htmx)
    return element(
        "button",
        inside,
        class_=look,
        type=type,
        name=name,
        value=value if name else None,
        form=form,
        formaction=formaction,
        data_confirm=confirm,
        **htmx,
    )


@cache
def _look(kind: Kind, size: Size, wide: bool) -> str:
    return classes("krds-btn", "cc-btn", kind, size, wide and "cc-wide")


@lru_cache(maxsize=512, typed=True)
def _worded(label: str, icon_name: str) -> SafeString:
    """Sign and label: a list shows the same three on each of its rows."""
    return join(sign(icon_name) if icon_name else None, element("span", label))


def _link(look: str, words: SafeString, *, href: str, about: Text) -> SafeString:
    """A plain link: the same as `element` would write, at a third of its cost."""
    also = f'<span class="sr-only"> {join(about)}</span>' if about else ""
    return SafeString(f'<a class="{look}" href="{join(href)}">{words}{also}</a>')


def _also(about: Text) -> SafeString | None:
    return element("span", " ", about, class_="sr-only") if about else None


def _refused(inside: SafeString, look: str, no: Verdict) -> SafeString:
    # aria-disabled instead of disabled: the button can still be reached, and its reason read, with a keyboard.
    reason = unique("why")
    return element(
        "span",
        element(
            "button", inside, type="button", class_=f"{look} disabled", aria_disabled="true", aria_describedby=reason
        ),
        element(
            "span",
            element("i", class_="cc-alert-icon cc-ico-information-fill", aria_hidden="true"),
            refusals.sentence(no.code, no.facts),
            id=reason,
            class_="cc-why-text",
        ),
        class_="cc-why",
    )


def reveal(masked: Text, *, url: str, label: Text, token: str) -> SafeString:
    """A masked name with the one deliberate press that shows it; `url` logs the look and answers with the name.

    It is a small form, because looking is a deed and must also work without scripts; `token` is the csrf token.
    """
    target = unique("name")
    return element(
        "form",
        element("input", type="hidden", name="csrfmiddlewaretoken", value=token),
        element("span", masked, class_="cc-masked-name"),
        element("button", label, type="submit", class_="cc-reveal"),
        method="post",
        action=url,
        hx_post=url,
        hx_target=f"#{target}",
        hx_swap="innerHTML",
        id=target,
        class_="cc-masked",
    )
