"""Logging in: password, second step, recovery codes, the demo's role picker, logging out.

These pages stand before any deed, so they are allauth's views in our words; they touch accounts and second factors
only.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.views import LoginView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from chomchom.accounts.doors import login as door
from chomchom.accounts.doors.sessions import leave
from chomchom.accounts.reads import picker, standing_of
from chomchom.accounts.web.forms import CodeForm, FirstCodeForm, LoginForm
from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.verdicts import Refused
from chomchom.store.city import city
from chomchom.ui.refusals import refusal_response


@method_decorator(never_cache, name="dispatch")
class Login(LoginView):
    """The first page anybody sees; in a demo city with one button a role."""

    template_name = "accounts/login.html"
    form_class = LoginForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        here = city()
        day = standing_of(None).now.astimezone(SEOUL).date()
        return found | {"demo": here.demo, "city_called": here.name, "people": picker(day) if here.demo else ()}

    def form_invalid(self, form: Any) -> HttpResponse:
        if getattr(form, "locked", False):
            return door.locked(self.request)
        answer: HttpResponse = super().form_invalid(form)
        answer.status_code = 422
        return answer


@method_decorator(never_cache, name="dispatch")
class SecondStep(AuthenticateView):
    """The code after the password."""

    template_name = "accounts/code.html"
    form_class = CodeForm


@method_decorator(never_cache, name="dispatch")
class Again(ReauthenticateView):
    """The password once more before something that matters."""

    template_name = "accounts/again.html"


@method_decorator(never_cache, name="dispatch")
class AgainByCode(CodeAgainView):
    """The code once more before something that matters."""

    template_name = "accounts/again.html"


@method_decorator([login_required, never_cache], name="dispatch")
class SetUp(ActivateTOTPView):
    """Tying an authenticator app to the account."""

    template_name = "accounts/second_factor.html"
    form_class = FirstCodeForm
    success_url = reverse_lazy("mfa_view_recovery_codes")

    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes")


@method_decorator([login_required, never_cache], name="dispatch")
class Remove(DeactivateTOTPView):
    """Taking the authenticator app off the account, to set up another."""

    template_name = "accounts/second_factor_remove.html"
    success_url = reverse_lazy("accounts:me")


@method_decorator([login_required, never_cache], name="dispatch")
class RecoveryCodes(ViewRecoveryCodesView):
    """The codes for the day the phone is lost."""

    template_name = "accounts/recovery_codes.html"


@method_decorator([login_required, never_cache], name="dispatch")
class NewRecoveryCodes(GenerateRecoveryCodesView):
    """New recovery codes; the old ones open nothing any more."""

    template_name = "accounts/recovery_codes_new.html"


@require_POST
@never_cache
def pick_role(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Come in as one of the demo's people."""
    try:
        door.pick(request, account_id)
    except Refused as refusal:
        return refusal_response(request, refusal)
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(back if safe else "/")


@require_POST
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """Log out."""
    leave(request)
    return HttpResponseRedirect(reverse("account_login"))
