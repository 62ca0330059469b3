"""How the house says no.

A check either returns None or raises `Refused`. Everything that wants a yes/no answer with its reason (a disabled
button, an API field) asks `verdict(check, ...)`, so no check is ever written twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ParamSpec

P = ParamSpec("P")


class Refused(Exception):
    """The request was understood and is not possible or not allowed.

    `code` is a kebab-case sentence without subject (`no-basis-to-share`); `facts` fill the placeholders of its Korean
    sentence, which stands in the room's `sentences.py`.
    """

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes, or no with the code and facts of the refusal."""

    ok: bool
    code: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.ok


def verdict(check: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> Verdict:
    """Ask a check without being stopped by it."""
    try:
        check(*args, **kwargs)
    except Refused as refusal:
        return Verdict(False, refusal.code, dict(refusal.facts))
    return Verdict(True)
