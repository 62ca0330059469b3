"""The door of the API: a bearer key stands for a posting, and the posting is read anew at every request.

@api.post("/readings", auth=api_key_auth(Role.DESK))
@api_door
def load(request, deed, payload: ...): ...
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, JsonResponse
from ninja.security import HttpBearer

from chomchom.accounts.actions.keys import PREFIX, digest_of
from chomchom.accounts.doors.addresses import address_of
from chomchom.accounts.doors.pages import deed_of_posting, visitor_deed
from chomchom.accounts.reads import standing_of, standing_of_key
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.store.acting import acting
from chomchom.ui.refusals import sentence, status_of


class KeyAuth(HttpBearer):
    """Accepts a valid key whose posting holds one of the roles; `request.auth` becomes the deed."""

    def __init__(self, *roles: Role) -> None:
        super().__init__()
        self.roles = frozenset(str(role) for role in roles)

    def authenticate(self, request: HttpRequest, token: str) -> Deed | None:
        """The deed of the key's posting, or None for anything that is not a key that opens this door today."""
        if not token.startswith(PREFIX) or len(token) > 100:
            return None
        found = standing_of_key(digest_of(token))
        if not found.postings or found.postings[0].role not in self.roles:
            return None
        return deed_of_posting(found.postings[0], found, address=address_of(request))


def api_key_auth(*roles: Role) -> KeyAuth:
    """The `auth=` of an API operation that machines in these roles may call."""
    return KeyAuth(*roles)


def visitor_auth(request: HttpRequest) -> Deed:
    """The `auth=` of an operation that is open to everybody: a visitor's deed, which sees what anybody may see."""
    return visitor_deed(standing_of(None), request)


def api_door(view: Callable[..., Any]) -> Callable[..., Any]:
    """Make an operation `(request, deed, …)` run inside `acting(deed)`; a refusal becomes its status with code and sentence."""

    @wraps(view)
    def through(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        deed: Deed = request.auth  # type: ignore[attr-defined]
        try:
            with acting(deed):
                return view(request, deed, *args, **kwargs)
        except Refused as refusal:
            said = {"code": refusal.code, "sentence": sentence(refusal.code, refusal.facts)}
            return JsonResponse(said, status=status_of(refusal.code), json_dumps_params={"ensure_ascii": False})

    # ninja reads the signature to know what to parse; it must not see the deed.
    whole = inspect.signature(view, eval_str=True)
    through.__signature__ = whole.replace(  # type: ignore[attr-defined]
        parameters=[one for one in whole.parameters.values() if one.name != "deed"]
    )
    return through
