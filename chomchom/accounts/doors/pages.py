"""The door of every page: who is it, may this role come in, then one transaction around view and template.

    @page(roles={Role.DONG_OFFICER})
    def board(request, deed): ...

A right is read anew at every request, so a moved officer or a disabled account is out with the next press.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from chomchom.accounts.doors.addresses import address_of
from chomchom.accounts.reads import PostingRow, Standing, standing_of
from chomchom.accounts.rules import SECOND_FACTOR_ROLES, choose_posting
from chomchom.kernel.deeds import Deed, Sector, machine_id
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.store.acting import acting
from chomchom.ui.refusals import refusal_response

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Deed, P], HttpResponseBase]
LinkDeed = Callable[..., Deed]
VISITOR = machine_id("visitor")
POSTING_KEY = "posting"


@dataclass(frozen=True, slots=True)
class Door:
    """What a page asks of who comes in; the table of addresses reads it."""

    roles: frozenset[str]
    public: bool
    link: bool


def page(
    *, roles: Iterable[str] = (), public: bool = False, link: bool | LinkDeed = False
) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """Make a view `(request, deed, …)` a page inside `acting(deed)`.

    `roles`: only who is posted in one of them; without roles everybody with a posting. `public`: everybody, a visitor
    with an empty deed. `link`: the holder of a signed link, with no login; True gives the view an empty deed, a
    function `(request, **kwargs) -> Deed` makes the link's own deed inside a short transaction of its own.
    """
    door = Door(frozenset(str(role) for role in roles), public, bool(link))

    def opened(view: View[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def through(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                deed = _deed_for(request, door, link, kwargs)
                if isinstance(deed, HttpResponseBase):
                    return deed
                answer = _inside(request, deed, view, args, kwargs)
            except Refused as refusal:
                answer = _refusing(request, refusal)
            return _guarded(request, answer, door)

        through.chomchom_door = door  # type: ignore[attr-defined]
        return through

    return opened


def _inside(request: HttpRequest, deed: Deed, view: Callable[..., Any], args: Any, kwargs: Any) -> HttpResponseBase:
    """Run the view and draw its template in the deed's transaction; a refusal rolls everything back."""
    request.deed = deed  # type: ignore[attr-defined]
    with acting(deed):
        answer = view(request, deed, *args, **kwargs)
        render = getattr(answer, "render", None)
        return render() if callable(render) else answer


def _refusing(request: HttpRequest, refusal: Refused) -> HttpResponseBase:
    """The refusal's page. Its frame asks the database again, so it stands in a transaction of its own."""
    deed: Deed | None = getattr(request, "deed", None)
    if deed is None:
        return refusal_response(request, refusal)
    with acting(deed):
        return refusal_response(request, refusal)


def _deed_for(
    request: HttpRequest, door: Door, link: bool | LinkDeed, kwargs: dict[str, Any]
) -> Deed | HttpResponseBase:
    if door.link:
        visitor = visitor_deed(standing_of(None), request, sector=Sector.NEIGHBOUR, roles=frozenset({Role.LINK}))
        if not callable(link):
            return visitor
        with acting(visitor):
            return link(request, **kwargs)
    if not request.user.is_authenticated:
        if door.public:
            return visitor_deed(standing_of(None), request)
        return _to_login(request)
    deed = deed_from(request)
    if door.public:
        return deed
    if not deed.roles:
        raise Refused("no-posting-today")
    if turned := _unfinished(request, deed):
        return turned
    if door.roles and not deed.has(*door.roles):
        raise Refused("not-your-page")
    return deed


def deed_from(request: HttpRequest) -> Deed:
    """The deed of a logged-in request: the posting acted under, fresh from the database, and the city's time."""
    found = standing_of(request.user.pk)
    request.postings = found.postings  # type: ignore[attr-defined]
    wanted = str(request.session.get(POSTING_KEY, ""))
    chosen = choose_posting(tuple(row.posting_id for row in found.postings), wanted)
    posting = next((row for row in found.postings if row.posting_id == chosen), None)
    if posting is None:
        return visitor_deed(found, request, actor=request.user.pk)
    return deed_of_posting(posting, found, address=address_of(request))


def deed_of_posting(posting: PostingRow, found: Standing, *, address: str) -> Deed:
    """The deed of somebody acting under a posting."""
    return Deed(
        actor_id=posting.account_id,
        at=found.now,
        agency_id=posting.agency_id,
        roles=frozenset({posting.role}),
        areas=posting.areas,
        whole_city=posting.whole_city,
        sector=posting.sector,
        address=address,
    )


def visitor_deed(
    found: Standing,
    request: HttpRequest,
    *,
    actor: Any = VISITOR,
    sector: Sector = Sector.CITIZEN,
    roles: frozenset[str] = frozenset(),
) -> Deed:
    """What somebody without a login does: a deed without any role but the one that is given."""
    return Deed(actor_id=actor, at=found.now, sector=sector, roles=roles, address=address_of(request))


def _unfinished(request: HttpRequest, deed: Deed) -> HttpResponseBase | None:
    """Somebody who has to set up a second factor or change a first password does that before anything else."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name in ("accounts:password", "accounts:me"):
        return None
    account: Any = request.user
    if account.password_is_first and account.has_usable_password():
        return HttpResponseRedirect(reverse("accounts:password"))
    if settings.SECOND_FACTOR and deed.has(*SECOND_FACTOR_ROLES) and not has_second_factor(request):
        return HttpResponseRedirect(reverse("mfa_activate_totp"))
    return None


def has_second_factor(request: HttpRequest) -> bool:
    """Whether the account has one; asked once a session, because it can only be added while logged in."""
    if request.session.get("second_factor") is True:
        return True
    from allauth.mfa.utils import is_mfa_enabled

    found = bool(is_mfa_enabled(request.user))
    if found:
        request.session["second_factor"] = True
    return found


def _to_login(request: HttpRequest) -> HttpResponseBase:
    """To the login page, or to the second step of a login that has begun."""
    if request.session.get("account_login"):
        target = HttpResponseRedirect(reverse("mfa_authenticate"))
    else:
        back = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
        target = redirect_to_login(back, settings.LOGIN_URL)
    if request.headers.get("HX-Request") == "true":
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = target.url
        return answer
    return target


def _guarded(request: HttpRequest, answer: HttpResponseBase, door: Door) -> HttpResponseBase:
    """Pages with people on them are kept nowhere; a link's address is told to nobody."""
    if door.public and not request.user.is_authenticated:
        answer.headers.setdefault("Cache-Control", "no-cache")
    else:
        answer.headers["Cache-Control"] = "no-store, private"
    if door.link:
        # Not "no-referrer": browsers then send their forms with the origin null, which the csrf check refuses.
        answer.headers["Referrer-Policy"] = "same-origin"
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    patch_vary_headers(answer, ("Cookie", "HX-Request"))
    return answer
