"""Sentences about bodies, seats and meetings."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "body-not-found": (404, _("이 협의체를 찾을 수 없습니다.")),
    "seat-not-found": (404, _("이 위원 자리를 찾을 수 없습니다.")),
    "meeting-not-found": (404, _("이 회의를 찾을 수 없습니다.")),
    "council-office-only": (403, _("협의체 사무국이나 시 복지 담당이 할 수 있습니다. 사무국에 부탁해 주세요.")),
    "body-name-taken": (409, _("‘{name}’이라는 협의체가 이미 있습니다. 다른 이름을 적거나 있는 것을 열어 주세요.")),
    "body-needs-its-dong": (422, _("동협의체는 동을 고르고, 다른 협의체는 동을 비워 두세요.")),
    "body-has-ended": (409, _("그날에는 이 협의체가 없습니다. 날짜를 확인해 주세요.")),
    "body-has-no-seats": (409, _("그날 이 협의체에 위원이 없습니다. 먼저 위원을 넣어 주세요.")),
    "already-seated": (409, _("{name} 위원은 그날 이미 이 협의체에 있습니다. 임기를 확인해 주세요.")),
    "seat-dates-do-not-add-up": (
        422,
        _("끝나는 날이 시작하는 날보다 앞서거나 임기보다 늦습니다. 날짜를 확인해 주세요."),
    ),
    "seat-needs-a-term": (422, _("위촉직은 임기가 끝나는 날이 있어야 합니다.")),
    "seat-term-too-long": (422, _("위촉직의 임기는 {years}년을 넘을 수 없습니다. 끝나는 날을 앞당겨 주세요.")),
    "seat-is-over": (409, _("이미 끝난 자리입니다.")),
    "seat-has-no-term": (409, _("당연직은 임기가 없어 이어 갈 것이 없습니다.")),
    "seat-already-renewed": (409, _("이 자리는 이미 다음 임기로 이어졌습니다.")),
    "seat-was-given-up": (409, _("임기 전에 그만둔 자리는 이어 갈 수 없습니다. 새로 위촉해 주세요.")),
    "chair-renewed-enough": (409, _("위원장은 {most}번만 연임할 수 있습니다. 다른 분을 위원장으로 정해 주세요.")),
    "rule-counts-nobody": (422, _("참석률에 세는 사람이 하나도 없습니다. 한 가지는 골라 주세요.")),
    "rule-needs-its-source": (422, _("이 규칙이 어디에 적혀 있는지(조례, 운영세칙, 의결) 적어 주세요.")),
    "line-is-empty": (409, _("결재란이 비어 있습니다. 협의체 화면에서 누가 차례로 결재하는지 정해 주세요.")),
    "line-too-long": (422, _("결재란은 {most}칸까지입니다.")),
    "line-names-twice": (422, _("결재란에 같은 이름이 두 번 있습니다. 하나를 지우거나 이름을 달리 적어 주세요.")),
    "meeting-ends-before-it-starts": (422, _("끝나는 때가 시작보다 앞섭니다. 시각을 확인해 주세요.")),
    "meeting-was-called": (409, _("이미 알린 회의입니다. 날을 바꾸려면 ‘회의 미루기’를 눌러 주세요.")),
    "meeting-has-no-agenda": (409, _("안건이 없습니다. 안건을 하나라도 넣은 뒤에 알려 주세요.")),
    "meeting-needs-a-place": (409, _("장소가 없습니다. 어디서 여는지 적은 뒤에 알려 주세요.")),
    "meeting-is-past": (409, _("이미 지난 때입니다. 앞으로 올 날을 골라 주세요.")),
    "meeting-not-yet": (409, _("아직 시작하지 않은 회의입니다. 회의가 시작된 뒤에 적어 주세요.")),
    "agenda-is-closed": (409, _("회의가 열린 뒤에는 안건을 바꿀 수 없습니다.")),
    "agenda-settled-elsewhen": (
        409,
        _("안건이 어떻게 되었는지는 회의를 마친 뒤부터 결재를 돌리기 전까지 적습니다."),
    ),
    "agenda-too-long": (409, _("한 회의에 {most}건까지 올릴 수 있습니다. 다음 회의로 나눠 주세요.")),
    "item-has-no-words": (422, _("안건을 한 줄로 적어 주세요.")),
    "item-not-found": (404, _("이 안건을 찾을 수 없습니다. 그사이 내려졌을 수 있습니다.")),
    "item-stands-on-next-agenda": (
        409,
        _("이미 다음 회의의 안건에 올라 있습니다. 그 회의에서 먼저 내려 주세요."),
    ),
    "already-on-agenda": (409, _("이미 안건에 올라 있습니다.")),
    "change-needs-a-reason": (422, _("까닭을 한 줄로 적어 주세요.")),
    "attendance-is-closed": (409, _("참석은 회의를 알린 뒤부터 회의록을 돌리기 전까지 고칠 수 있습니다.")),
    "attendance-row-unknown": (404, _("이 회의의 명단에 없는 줄입니다. 화면을 새로 고쳐 주세요.")),
    "attendance-has-a-seat": (409, _("이 줄은 이미 위원 자리와 이어져 있습니다.")),
    "attendance-seat-elsewhere": (
        422,
        _("회의한 날 이 협의체의 자리이고 다른 줄에 이어지지 않은 것만 고를 수 있습니다."),
    ),
    "attendance-unmarked": (409, _("아직 {n}명의 참석을 적지 않았습니다. 모두 적은 뒤에 마쳐 주세요.")),
    "attendee-needs-a-name": (422, _("누구인지 이름을 적어 주세요.")),
    "proxy-needs-a-name": (422, _("대리로 온 분의 이름을 적어 주세요.")),
    "absence-but-came": (422, _("참석으로 적은 분에게 불참 사유가 있습니다. 하나를 지워 주세요.")),
    "exclusion-not-offered": (409, _("그렇게 빼도 적힌 참석률이 나오지 않습니다. 보여 드린 것 가운데서 골라 주세요.")),
    "nothing-to-approve": (409, _("남은 결재가 없습니다.")),
    "not-your-step": (403, _("지금은 다른 분이 결재할 차례입니다.")),
    "step-names-nobody": (409, _("결재란에 사람이 정해지지 않은 칸이 있습니다. 누가 결재하는지 먼저 정해 주세요.")),
    "step-not-found": (404, _("이 결재 칸을 찾을 수 없습니다.")),
    "step-is-signed": (409, _("이미 결재한 칸은 사람을 바꿀 수 없습니다.")),
    "calendar-unknown": (404, _("이 달력 주소는 쓸 수 없습니다. 거두었거나 새 주소로 바뀌었습니다.")),
    "calendar-needs-a-seat": (409, _("지금 맡은 위원 자리가 없어 달력에 담을 회의가 없습니다.")),
    "sheet-needs-a-list": (409, _("아직 참석 명단이 없습니다. 회의를 알리면 만들어집니다.")),
    "sheet-needs-the-meeting": (409, _("참석수당은 회의를 마친 뒤에 계산합니다.")),
    "amend-only-after-approval": (409, _("결재가 끝난 뒤에 정정합니다. 지금은 회의록을 바로 고쳐 주세요.")),
    "amendment-changes-nothing": (422, _("무엇을 어떻게 고치는지 적어 주세요. 앞뒤가 같으면 고칠 것이 없습니다.")),
}

BODY_KINDS: dict[str, str | Promise] = {
    "representative": _("대표협의체"),
    "working": _("실무협의체"),
    "subcommittee": _("실무분과"),
    "dong": _("동협의체"),
    "task_force": _("추진단"),
}
SEAT_KINDS: dict[str, str | Promise] = {"ex_officio": _("당연직"), "appointed": _("위촉직")}
SEAT_ROLES: dict[str, str | Promise] = {
    "chair": _("위원장"),
    "vice_chair": _("부위원장"),
    "member": _("위원"),
    "secretariat": _("사무국"),
    "observer": _("배석"),
    "guest": _("초청"),
    "speaker": _("발표"),
}
GENDERS: dict[str, str | Promise] = {"woman": _("여성"), "man": _("남성")}
STATES: dict[str, str | Promise] = {
    "planned": _("계획"),
    "called": _("알림"),
    "held": _("마침"),
    "draft": _("회의록 쓰는 중"),
    "circulated": _("결재 중"),
    "approved": _("결재 끝"),
    "published": _("공개"),
    "cancelled": _("취소"),
}
MODES: dict[str, str | Promise] = {"together": _("모여서"), "written": _("서면심의")}
MARKS: dict[str, str | Promise] = {
    "present": _("참석"),
    "proxy": _("대리"),
    "absent": _("불참"),
    "excused": _("양해"),
    "written": _("서면"),
}
ABSENCES: dict[str, str | Promise] = {
    "duty": _("공무·출장"),
    "other_meeting": _("다른 회의"),
    "work": _("업무"),
    "health": _("건강"),
    "family": _("가족"),
    "other": _("그 밖의 사정"),
    "unsaid": _("말씀 없음"),
}
ORIGINS: dict[str, str | Promise] = {
    "action": _("할 일"),
    "decision": _("지난 결정"),
    "deficit": _("부족 자원"),
    "proposal": _("제안"),
    "new": _("새 안건"),
    "read": _("회의록에서"),
}
ITEM_MOVES: dict[str, str | Promise] = {
    "discuss": _("논의함"),
    "decide": _("결정함"),
    "carry": _("다음으로 넘김"),
    "close": _("닫음"),
    "reopen": _("되돌리기"),
}
ITEM_STATES: dict[str, str | Promise] = {
    "raised": _("올림"),
    "discussed": _("논의함"),
    "decided": _("결정함"),
    "carried": _("다음으로 넘김"),
    "closed": _("닫음"),
}
CHANGES: dict[str, str | Promise] = {
    "postponed": _("미룸"),
    "cancelled": _("취소"),
    "taken_back": _("회의록을 되돌림"),
    "amended": _("정정"),
}
WAYS_TOLD: dict[str, str | Promise] = {"account": _("이 시스템"), "email": _("전자우편"), "hand": _("직접")}
FAULTS: dict[str, str | Promise] = {
    "too-few": _("위원이 {n}명입니다. {least}명은 있어야 합니다."),
    "too-many": _("위원이 {n}명입니다. {most}명을 넘을 수 없습니다."),
    "no-chair": _("위원장 자리가 비어 있습니다."),
    "term-over": _("임기가 끝난 자리가 {n}곳 있습니다. 다음 임기로 잇거나 새로 위촉해 주세요."),
    "term-ends-soon": _("{days}일 안에 임기가 끝나는 자리가 {n}곳 있습니다."),
    "too-many-woman": _("위촉직 {of}명 가운데 여성이 {n}명입니다. 한쪽 성은 10분의 {most}을 넘지 않아야 합니다."),
    "too-many-man": _("위촉직 {of}명 가운데 남성이 {n}명입니다. 한쪽 성은 10분의 {most}을 넘지 않아야 합니다."),
    "gender-unsaid": _("위촉직 {n}명은 성별이 적혀 있지 않아 성비를 다 셀 수 없습니다."),
    "meetings-behind": _("올해 회의를 {held}번 열었습니다. 한 해 {year}번이면 지금까지 {due}번은 열었어야 합니다."),
}


def choices(labels: dict[str, str | Promise]) -> list[tuple[str, str | Promise]]:
    """The words of a closed list as a form offers them."""
    return list(labels.items())
