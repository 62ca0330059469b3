"""Which action a move's name stands for, and what of the form it takes; the same for both doors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.referrals import actions
from chomchom.referrals.web.forms import MoveForm

ACTIONS: dict[str, tuple[Callable[..., None], frozenset[str]]] = {
    "send": (lambda deed, referral_id: actions.send_draft(deed, referral_id=referral_id), frozenset()),
    "accept": (actions.accept, frozenset({"note"})),
    "waitlist": (actions.waitlist, frozenset({"note", "review_on"})),
    "propose_decline": (actions.propose_decline, frozenset({"note", "code"})),
    "confirm_decline": (actions.confirm_decline, frozenset({"note", "code", "declined_by"})),
    "ask_again": (actions.ask_again, frozenset({"note"})),
    "start": (actions.start, frozenset({"note"})),
    "hold": (actions.hold, frozenset({"note", "code", "review_on"})),
    "resume": (actions.resume, frozenset({"note"})),
    "complete": (actions.complete, frozenset({"note"})),
    "fail": (actions.fail, frozenset({"note", "code"})),
    "withdraw": (actions.withdraw, frozenset({"note", "code"})),
    "void": (actions.void, frozenset({"note", "code"})),
}
"""`expire` is missing on purpose: only a clock expires a referral."""


def make_move(request: HttpRequest, deed: Deed, *, referral_id: UUID, name: str) -> None:
    """Make the move a form asks for. Raises `referral-not-found` for a name that no page offers."""
    if name not in ACTIONS:
        raise Refused("referral-not-found")
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise Refused("referral-reason-unknown", reason="")
    said: dict[str, Any] = {
        "note": form.cleaned_data["note"],
        "code": form.cleaned_data["reason"],
        "review_on": form.cleaned_data["review_on"],
        "declined_by": form.cleaned_data["declined_by"],
    }
    action, takes = ACTIONS[name]
    action(deed, referral_id=referral_id, **{key: value for key, value in said.items() if key in takes})


def what_next(name: str) -> tuple[str, str]:
    """What happened, and what comes next, for the page after a move."""
    said = {
        "send": (_("의뢰를 보냈습니다."), _("기한까지 답이 없으면 다시 알려 드립니다.")),
        "accept": (
            _("맡아 주셔서 고맙습니다."),
            _("시작하면 '시작했습니다'를 눌러 주세요. 한 달 뒤에 결과를 여쭙니다."),
        ),
        "waitlist": (
            _("대기로 받았습니다."),
            _("자리가 나면 '맡겠습니다'를 눌러 주세요. 그때까지 담당은 보낸 곳입니다."),
        ),
        "propose_decline": (_("어렵다는 답을 보냈습니다."), _("보낸 곳에서 검토한 뒤 끝내거나 다시 부탁드립니다.")),
        "confirm_decline": (_("거절로 끝냈습니다."), _("다른 곳을 아래에서 골라 다시 의뢰할 수 있습니다.")),
        "ask_again": (_("다시 부탁했습니다."), _("답할 기한을 새로 셉니다.")),
        "start": (_("시작한 것으로 적었습니다."), ""),
        "hold": (_("잠시 멈춘 것으로 적었습니다."), _("다시 볼 날에 알려 드립니다.")),
        "resume": (_("다시 시작한 것으로 적었습니다."), ""),
        "complete": (_("마친 것으로 적었습니다."), _("도움이 되었는지 결과를 적어 주세요.")),
        "fail": (_("끝난 것으로 적었습니다."), _("보낸 곳에서 다른 길을 찾습니다.")),
        "withdraw": (_("의뢰를 거두었습니다."), _("기관은 이제 이 분의 정보를 볼 수 없습니다.")),
        "void": (_("잘못 넣은 의뢰로 표시했습니다."), _("기관은 이제 이 분의 정보를 볼 수 없습니다.")),
    }
    return said.get(name, (_("적었습니다."), ""))
