"""The words of discovery rounds: states, groups, faults and fields."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chomchom.outreach.rules.words import RoundState, RowGroup

ROUND_STATES: dict[RoundState, str | Promise] = {
    RoundState.CHECKED: _("미리보기"),
    RoundState.CONFIRMED: _("들어감"),
    RoundState.DISCARDED: _("버림"),
    RoundState.DESTROYED: _("파기함"),
}

GROUPS: dict[RowGroup, str | Promise] = {
    RowGroup.NEW: _("새로 들어감"),
    RowGroup.KNOWN: _("이미 아는 가구"),
    RowGroup.FAULTY: _("고쳐야 함"),
}

ROW_FAULTS: dict[str, str | Promise] = {
    "name-missing": _("이름이 없습니다."),
    "address-missing": _("주소가 없습니다."),
    "dong-missing": _("동이 없습니다."),
    "dong-unknown": _("우리 시에 없는 동입니다."),
    "dong-elsewhere": _("맡으신 동이 아닙니다. 시 담당에게 보내 주세요."),
    "dong-unclear": _("옛 이름이라 어느 동인지 정할 수 없습니다."),
    "birth-invalid": _("생년월일을 읽을 수 없습니다."),
    "phone-impossible": _("전화번호를 다시 확인해 주세요."),
    "cell-unreadable": _("칸을 읽을 수 없습니다."),
    "row-twice": _("같은 사람이 위에 이미 있습니다."),
}

FIELDS: dict[str, str | Promise] = {
    "key": _("관리번호"),
    "name": _("이름"),
    "birth": _("생년월일"),
    "phone": _("전화번호"),
    "dong": _("동"),
    "address": _("주소"),
    "household": _("가구 유형"),
    "items": _("위기정보"),
    "skip": _("쓰지 않음"),
}
