"""What people type about accounts; forms parse and nothing else."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.mfa.base.forms import AuthenticateForm as AllauthCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from chomchom.accounts.doors.login import account_is_locked, address_is_locked, note_wrong_code
from chomchom.accounts.reads import agency_choices
from chomchom.accounts.rules import POSTED, AgencyKind, GlassFinding, GlassReason
from chomchom.accounts.sentences import AGENCY_KINDS, FINDINGS, GLASS_REASONS, ROLES, WEEKDAYS
from chomchom.kernel.deeds import Sector
from chomchom.kernel.roles import Role
from chomchom.rulebook.dongs import dongs


class LoginForm(AllauthLoginForm):
    """Login name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("아이디")
        self.fields["password"].label = _("비밀번호")
        self.fields["password"].help_text = ""
        for name, purpose in (("login", "username"), ("password", "current-password")):
            self.fields[name].widget.attrs = {"autocomplete": purpose}

    def clean(self) -> Any:
        """Refuse before any password is looked at when this address failed too often."""
        if address_is_locked(self.request):
            self.locked = True
            raise forms.ValidationError(_("이곳에서 로그인에 여러 번 실패해 한동안 잠겼습니다."), code="locked")
        return super().clean()


class CodeForm(AllauthCodeForm):
    """The six digits of the authenticator app, or one recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("인증 코드")
        self.fields["code"].help_text = _("인증 앱에 보이는 여섯 자리, 또는 복구 코드 하나")
        self.fields["code"].widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}

    def clean_code(self) -> str:
        """Count wrong codes in the database, so that a restart forgives nothing."""
        if account_is_locked(self.user):
            raise forms.ValidationError(_("코드를 여러 번 틀려 한동안 잠겼습니다."), code="locked")
        try:
            return str(super().clean_code())
        except forms.ValidationError:
            note_wrong_code(self.user)
            raise


class FirstCodeForm(ActivateTOTPForm):
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("앱에 보이는 여섯 자리")
        self.fields["code"].widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class PasswordForm(forms.Form):
    """An own new password."""

    old = forms.CharField(
        label=_("지금 쓰는 비밀번호"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    new = forms.CharField(
        label=_("새 비밀번호"),
        help_text=_("12자 이상, 15자 이상을 권합니다. 낱말 여럿을 이은 한글 문장도 좋습니다."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        max_length=256,
    )
    again = forms.CharField(
        label=_("새 비밀번호 한 번 더"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_old(self) -> str:
        """The old password has to be right."""
        if not self.user.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError(_("지금 쓰는 비밀번호가 맞지 않습니다."))
        return str(self.cleaned_data["old"])

    def clean_new(self) -> str:
        """The new one has to be strong enough."""
        validate_password(self.cleaned_data["new"], self.user)
        return str(self.cleaned_data["new"])

    def clean(self) -> dict[str, Any]:
        """Twice the same."""
        found = super().clean() or self.cleaned_data
        if found.get("new") and found.get("new") != found.get("again"):
            self.add_error("again", _("두 번 적은 새 비밀번호가 서로 다릅니다."))
        return found


class AccountForm(forms.Form):
    """A new account."""

    login = forms.CharField(
        label=_("아이디"), max_length=40, help_text=_("영문 소문자와 숫자로 3자 이상. 한 사람에 하나만 만듭니다.")
    )
    display_name = forms.CharField(label=_("이름"), max_length=40)
    email = forms.EmailField(label=_("전자우편"), required=False)


def _days(text: Any, required: bool) -> forms.DateField:
    return forms.DateField(label=text, required=required, widget=forms.DateInput(attrs={"type": "date"}))


class PostingForm(forms.Form):
    """A posting: role, body, dongs, days."""

    role = forms.ChoiceField(label=_("역할"))
    agency_id = forms.TypedChoiceField(label=_("소속 기관"), required=False, empty_value=None)
    areas = forms.MultipleChoiceField(
        label=_("맡는 동"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("동을 고르지 않으면 역할에 따라 시 전체이거나 기관에 온 것만 봅니다."),
    )  # fmt: skip
    from_on = _days(_("시작하는 날"), False)
    until_on = _days(_("끝나는 날"), False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["role"].choices = [(role.value, ROLES[role]) for role in Role if role in POSTED]
        fields["agency_id"].choices = [
            ("", _("없음")),
            *((str(row.agency_id), row.name) for row in agency_choices()),
        ]
        fields["areas"].choices = [(one.code, one.name) for one in dongs()]

    def clean_role(self) -> Role:
        """The role as the code knows it."""
        return Role(self.cleaned_data["role"])


class EndForm(forms.Form):
    """The last day of a posting; empty ends it at once."""

    ends_on = _days(_("마지막 날"), False)


class AgencyForm(forms.Form):
    """A new body."""

    name = forms.CharField(label=_("기관 이름"), max_length=80)
    kind = forms.ChoiceField(label=_("종류"), choices=[(kind.value, AGENCY_KINDS[kind]) for kind in AgencyKind])
    sector = forms.ChoiceField(
        label=_("공공·민간"),
        choices=[(Sector.PUBLIC.value, _("공공")), (Sector.PRIVATE.value, _("민간"))],
        widget=forms.RadioSelect,
    )
    open_days = forms.TypedMultipleChoiceField(
        label=_("여는 요일"),
        choices=list(enumerate(WEEKDAYS)),
        coerce=int,
        required=False,
        initial=[0, 1, 2, 3, 4],
        widget=forms.CheckboxSelectMultiple,
    )
    opens_at = forms.TimeField(
        label=_("여는 시각"), required=False, initial="09:00", widget=forms.TimeInput(attrs={"type": "time"})
    )
    closes_at = forms.TimeField(
        label=_("닫는 시각"), required=False, initial="18:00", widget=forms.TimeInput(attrs={"type": "time"})
    )

    def clean_kind(self) -> AgencyKind:
        """The kind as the code knows it."""
        return AgencyKind(self.cleaned_data["kind"])

    def clean_sector(self) -> Sector:
        """The sector as the code knows it."""
        return Sector(self.cleaned_data["sector"])


class MonthForm(forms.Form):
    """Which month of the log, and whose lines."""

    month = forms.DateField(input_formats=["%Y-%m"], required=False)
    account = forms.UUIDField(required=False)
    after = forms.CharField(required=False, max_length=400)


class QuestionForm(forms.Form):
    """A question about somebody's access."""

    account_id = forms.UUIDField(widget=forms.HiddenInput)
    about_kind = forms.ChoiceField(choices=[("access", ""), ("export", "")], widget=forms.HiddenInput)
    about_on = forms.DateField(widget=forms.HiddenInput)
    question = forms.CharField(label=_("무엇을 물을까요?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class AnswerForm(forms.Form):
    """The answer to such a question."""

    answer = forms.CharField(label=_("답"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class GlassForm(forms.Form):
    """Why a closed file is opened in an emergency."""

    because = forms.ChoiceField(
        label=_("왜 여나요?"),
        choices=[(reason.value, GLASS_REASONS[reason]) for reason in GlassReason],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("무슨 일인가요?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("한 문장이면 됩니다. 개인정보 보호책임자가 읽고 판단합니다."),
    )

    def clean_because(self) -> GlassReason:
        """The reason as the code knows it."""
        return GlassReason(self.cleaned_data["because"])


class FindingForm(forms.Form):
    """The judgement on an emergency opening."""

    finding = forms.ChoiceField(choices=[(one.value, FINDINGS[one]) for one in GlassFinding])

    def clean_finding(self) -> GlassFinding:
        """The finding as the code knows it."""
        return GlassFinding(self.cleaned_data["finding"])


class KeyForm(forms.Form):
    """A new key for a machine."""

    posting_id = forms.UUIDField(widget=forms.HiddenInput)
    label = forms.CharField(label=_("어디에 쓰나요?"), max_length=60)
    until_on = _days(_("마지막 날"), False)
