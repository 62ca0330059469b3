"""Sentences about papers: minutes that come in, versions that go out, forms that are filled."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chomchom.council.rules.readings import ReadingState
from chomchom.council.rules.records import RecordKind
from chomchom.council.rules.versions import VersionKind

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "reading-not-found": (404, _("올린 회의록을 찾을 수 없습니다.")),
    "reading-already-recorded": (409, _("이 회의록은 이미 기록이 되었습니다. 만들어진 회의를 열어 보세요.")),
    "reading-discarded": (409, _("버린 회의록입니다. 파일을 다시 올려 주세요.")),
    "reading-needs-body": (422, _("어느 협의체의 회의인지 먼저 골라 주세요.")),
    "reading-needs-day": (422, _("회의 날짜를 읽지 못했습니다. 회의일시가 적힌 줄을 고쳐 주세요.")),
    "reading-is-second-version": (
        409,
        _("이 회의는 이미 기록이 있습니다. 아래의 차이를 보고, 바꿀 것을 골라 주세요."),
    ),
    "no-record-chosen": (422, _("고른 것이 없습니다. 바꿀 기록을 하나 이상 골라 주세요.")),
    "record-in-use": (409, _("‘{what}’에는 이미 이어진 일이 있어 지울 수 없습니다. 그 일을 먼저 정리해 주세요.")),
    "correction-needs-a-hand": (
        422,
        _("‘{raw}’는 무엇의 잘못인지 알 수 없습니다. 줄을 직접 고쳐 주세요."),
    ),
    "correction-not-found": (404, _("그 줄에는 고칠 말이 없습니다. 쪽을 다시 열어 주세요.")),
    "line-too-long": (422, _("한 줄이 너무 깁니다. {most}자까지 적을 수 있습니다.")),
    "version-not-found": (404, _("찾으시는 회의록이 없습니다.")),
    "minutes-not-yet": (409, _("회의를 열기 전에는 회의록을 만들 수 없습니다.")),
    "minutes-already-circulated": (
        409,
        _("회람했거나 결재한 회의록은 바꿀 수 없습니다. 회람을 거두거나, 결재 뒤에는 정정으로 적어 주세요."),
    ),
    "field-too-long": (422, _("{most}자까지 적을 수 있습니다.")),
    "form-has-no-label": (
        422,
        _(
            "서식에서 아는 이름(회의일시, 장소, 참석자 따위)의 칸을 하나도 찾지 못했습니다. 회의록 서식인지 확인해 주세요."
        ),
    ),
}

READING_STATES: dict[str, str | Promise] = {
    ReadingState.READ: _("읽음, 기록 전"),
    ReadingState.RECORDED: _("기록함"),
    ReadingState.DISCARDED: _("버림"),
}

VERSION_KINDS: dict[str, str | Promise] = {
    VersionKind.DRAFT: _("초안"),
    VersionKind.CIRCULATED: _("회람본"),
    VersionKind.APPROVED: _("결재본"),
    VersionKind.PUBLIC: _("공개본"),
}

RECORD_KINDS: dict[str, str | Promise] = {
    RecordKind.MEETING: _("회의"),
    RecordKind.PERSON: _("참석"),
    RecordKind.AGENDA: _("안건"),
    RecordKind.OPINION: _("의견"),
    RecordKind.DECISION: _("결정"),
    RecordKind.ACTION: _("할 일"),
    RecordKind.NEXT: _("차기회의"),
}

FIELD_NAMES: dict[str, str | Promise] = {
    "title": _("제목"),
    "year": _("연도"),
    "session_no": _("차수"),
    "body": _("협의체"),
    "committee": _("분과"),
    "author": _("작성자"),
    "approval_line": _("결재란"),
    "start": _("시작"),
    "end": _("끝"),
    "place": _("장소"),
    "chair": _("진행"),
    "members": _("적힌 위원 수"),
    "present": _("참석"),
    "rate_percent": _("적힌 참석률"),
    "rule": _("적힌 규칙"),
    "unread": _("읽지 못한 줄"),
    "photos": _("사진"),
    "onnara_no": _("문서번호"),
    "observers": _("배석자"),
    "vote": _("의결 방법"),
    "name": _("이름"),
    "organisation": _("소속"),
    "reason": _("불참 사유"),
    "no": _("번호"),
    "subject": _("무엇에 대한"),
    "code": _("사업 번호"),
    "source": _("출처"),
    "text": _("내용"),
    "kind": _("구분"),
    "summary": _("정리"),
    "direction": _("반영 방향"),
    "label": _("결정"),
    "label_in_body": _("본문의 결정"),
    "agenda": _("안건"),
}
