"""The login door: what allauth and axes ask of this house, and the demo's role picker."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.contrib.auth import authenticate
from django.contrib.auth import login as django_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chomchom.accounts.actions import note_login
from chomchom.accounts.doors.addresses import address_of, agent_of
from chomchom.accounts.doors.sessions import begin, leave
from chomchom.accounts.models import Account
from chomchom.accounts.reads import lost_addresses, lost_tries, standing_of
from chomchom.accounts.rules import LoginKind, easy_password
from chomchom.kernel.verdicts import Refused
from chomchom.rulebook.public import value
from chomchom.store import sealing
from chomchom.store.city import city
from chomchom.ui.refusals import refusal_response

WRONG = _("아이디나 비밀번호가 맞지 않습니다. 여러 번 틀리면 한동안 잠깁니다.")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def login_named(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """The login name somebody tries, in the one form in which tries are counted."""
    typed = (credentials or {}).get("username") or (request.POST.get("login", "") if request else "")
    return unicodedata.normalize("NFC", str(typed)).strip().casefold()[:80]


def locked(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """What somebody sees whose account or address is locked; the same words for both."""
    return refusal_response(request, _too_many())


def _too_many() -> Refused:
    return Refused("login-locked", minutes=value("accounts.lockout_minutes", on=timezone.localdate()))


def address_is_locked(request: HttpRequest) -> bool:
    """Whether too many logins failed from this network address, whichever accounts they tried."""
    now, day = timezone.now(), timezone.localdate()
    since = now - timedelta(minutes=value("accounts.lockout_minutes", on=day))
    tries = lost_addresses(since=since, address=address_of(request))
    return bool(tries >= value("accounts.failed_logins_an_address", on=day))


def account_is_locked(account: Account) -> bool:
    """Whether too many codes or passwords of one account failed of late."""
    now, day = timezone.now(), timezone.localdate()
    since = now - timedelta(minutes=value("accounts.lockout_minutes", on=day))
    return bool(lost_tries(since=since, account_id=account.pk) >= value("accounts.failed_codes", on=day))


def note_wrong_code(account: Account) -> None:
    """Count a wrong second factor."""
    request = context.request
    note_login(
        kind=LoginKind.FAILED,
        at=timezone.now(),
        account_id=account.pk,
        address=address_of(request),
        agent=agent_of(request),
    )


class AccountAdapter(DefaultAccountAdapter):
    """allauth in this house: no sign-up, one answer for every wrong login, our own session clocks."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG,
        "incorrect_password": _("지금 쓰는 비밀번호가 맞지 않습니다."),
        "enter_current_password": _("지금 쓰는 비밀번호를 적어 주세요."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are given, never taken."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address our own proxy rule finds."""
        return address_of(request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """Check a login; a shut account reads like a wrong password."""
        user = authenticate(request, **credentials)
        AuthenticationBackend.unstash_authenticated_user()
        if user is None:
            self.authentication_failed(request, **credentials)
        return user if isinstance(user, Account) else None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count it, for the address and for the account if there is one; what was typed is not kept."""
        known = Account.objects.filter(login=login_named(request, credentials)).only("pk").first()
        note_login(
            kind=LoginKind.FAILED,
            at=timezone.now(),
            account_id=known.pk if known else None,
            address=address_of(request),
            agent=agent_of(request),
        )

    def login(self, request: HttpRequest, user: Any) -> None:
        """Log in and start the session's clocks."""
        super().login(request, user)
        if begin(request, user, kind=LoginKind.SIGNED_IN):
            say_elsewhere(request)

    def logout(self, request: HttpRequest) -> None:
        """Log out everywhere this session lives."""
        leave(request)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """allauth's own messages are not shown; our pages say what happened."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Accounts are told inside the house, never by allauth's mail."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors in this house: their secrets are sealed in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("코드가 맞지 않습니다. 앱에 지금 보이는 여섯 자리를 적어 주세요."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored."""
        return sealing.seal(text, place="mfa:secret").hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a stored secret."""
        return sealing.unseal(bytes.fromhex(encrypted_text), place="mfa:secret")

    def build_totp_svg(self, url: str) -> str:
        """No picture is drawn when none can be; the key can be typed instead."""
        try:
            return super().build_totp_svg(url)
        except ImportError:
            return ""

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.login)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing leaves the house by mail."""


def say_elsewhere(request: HttpRequest) -> None:
    """Tell somebody that the account is in use from another address too."""
    messages.warning(
        request, _("이 계정이 다른 곳에서도 접속 중입니다. 본인이 아니면 ‘내 계정’에서 그 접속을 끝내 주세요.")
    )


def check_is_demo() -> None:
    """Only a database marked as a demo lets anybody in without a password. Raises `not-a-demo`."""
    if not city().demo:
        raise Refused("not-a-demo")


def pick(request: HttpRequest, account_id: UUID) -> None:
    """Come in as one of the demo's people. Raises `not-a-demo`, `account-not-there`."""
    check_is_demo()
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None or not standing_of(account_id).postings:
        raise Refused("account-not-there")
    if request.user.is_authenticated:
        leave(request)
    django_login(request, account, backend=BACKEND)
    begin(request, account, kind=LoginKind.PICKED)


class NotEasy:
    """Password check: nothing made of one word everybody tries, the login, or a few signs."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError for a password that is guessed first."""
        if easy_password(password, login=getattr(user, "login", "") or ""):
            raise ValidationError(
                _("너무 쉽게 짐작할 수 있는 비밀번호입니다. 서로 다른 낱말을 여럿 이어 보세요."), code="easy"
            )

    def get_help_text(self) -> str:
        """What helps."""
        return str(_("열다섯 자 이상을 권합니다. 낱말 여럿을 이은 한글 문장도 좋습니다."))


class LongEnough:
    """Password check: at least `min_length` signs of composed Korean (NFC), no more than 128."""

    def __init__(self, min_length: int = 12) -> None:
        self.min_length = min_length

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError for one that is too short or too long."""
        length = len(unicodedata.normalize("NFC", password))
        if length < self.min_length:
            raise ValidationError(
                _("비밀번호는 %(n)d자 이상이어야 합니다. 지금은 %(now)d자입니다.")
                % {"n": self.min_length, "now": length},
                code="short",
            )
        if length > 128:
            raise ValidationError(_("비밀번호는 128자까지 쓸 수 있습니다."), code="long")

    def get_help_text(self) -> str:
        """The rule in a sentence."""
        return str(_("%(n)d자 이상") % {"n": self.min_length})
