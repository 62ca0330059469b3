"""What people choose when records are put together, taken apart or kept from somebody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.people import sentences


class IdsForm(forms.Form):
    """Ids of records that were ticked in a list."""

    ids = forms.CharField(max_length=1000)

    def clean_ids(self) -> list[UUID]:
        """The ids without repeats, in order."""
        try:
            return list(dict.fromkeys(UUID(one) for one in self.cleaned_data["ids"].split(",")))
        except ValueError:
            raise forms.ValidationError(_("서로 다른 두 기록을 골라 주세요.")) from None


class UndoForm(forms.Form):
    """Why a merge is taken back."""

    because = forms.ChoiceField(label=_("되돌리는 이유"), choices=[*sentences.UNDO_REASON.items()])


class LockForm(forms.Form):
    """Who may not meet a person's record, and why."""

    account_id = forms.TypedChoiceField(label=_("접촉을 막을 담당자"), coerce=UUID)
    because = forms.ChoiceField(label=_("막는 이유"), choices=[*sentences.LOCK_REASON.items()])

    def __init__(self, deed: Deed, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found: dict[str, str] = {}
        for role in (Role.CASE_MANAGER, Role.DONG_OFFICER, Role.DESK, Role.PROGRAMME_OFFICER, Role.AGENCY_WORKER):
            for holder in accounts.who_holds(role, None, deed.day):
                found.setdefault(str(holder.account_id), f"{holder.name} · {accounts.role_label(role)}")
        self.fields["account_id"].choices = [("", _("고르세요")), *found.items()]  # type: ignore[attr-defined]
