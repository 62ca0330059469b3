"""The sentences of pages that join rooms."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chomchom.council import public as council
from chomchom.ui.times import official

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "episode-without-person": (
        422,
        _("아직 누구인지 모르는 확인 건입니다. 먼저 대상자를 찾아 연결해 주세요."),
    ),
    "choose-visitor": (422, _("누구에게 부탁할지 고르지 않았습니다. 목록에서 한 사람을 골라 주세요.")),
    "decision-change-gone": (409, _("그사이 다른 분이 반영했거나 결정이 수정되었습니다. 목록을 다시 보아 주세요.")),
    "said-gone": (409, _("그사이 의견이 고쳐졌습니다. 목록을 다시 보아 주세요.")),
    "change-needs-a-project": (422, _("어느 사업의 일인지 골라 주세요.")),
    "merger-needs-a-project": (422, _("어느 사업으로 합치는지 골라 주세요.")),
    "change-needs-a-plan": (422, _("어느 계획으로 옮기는지 골라 주세요.")),
}

K = council.ChangeKind
CHANGES: dict[council.ChangeKind, str | Promise] = {
    K.RENAME: _("이름을 ‘{to}’(으)로 바꿉니다."),
    K.CONVERT: _("다음 계획에서 ‘{to}’(으)로 전환합니다."),
    K.MERGE: _("‘{to}’에 합칩니다."),
    K.CLOSE: _("사업을 종결합니다."),
    K.ADD_INDICATOR: _("지표 ‘{to}’을(를) 정합니다."),
    K.CHECK_OVERLAP: _("겹치는 사업이 있는지 확인합니다. {to}"),
    K.CHECK_PLACEMENT: _("어느 전략에 놓을지 확인합니다. {to}"),
}


def change_line(kind: council.ChangeKind, *, to: str, owner: str, due: date | str) -> str:
    """What a decision asks for, by whom and until when."""
    when = official(due) if isinstance(due, date) else due
    beside = [
        part
        for part in (
            gettext("담당 {owner}").format(owner=owner) if owner else "",
            gettext("{when}까지").format(when=when) if when else "",
        )
        if part
    ]
    return " · ".join([str(CHANGES[kind]).format(to=to).strip(), *beside])


def project_line(term: int, code: str, name: str) -> str:
    """A project in a list of choices: 5기 Ⅰ-4-1 촘촘복지."""
    return " ".join(part for part in (gettext("{n}기").format(n=term), code, name) if part)


def said_in(body: str, day: date, line: int | None) -> str:
    """Where something was said: the body, the day, and the printed line where minutes were brought in."""
    where = _("{body} {year}. {month}. {day}. 회의")
    if line is not None:
        where = _("{body} {year}. {month}. {day}. 회의록 {line}행")
    return str(where).format(body=body, year=day.year, month=day.month, day=day.day, line=line)
