"""Why somebody is on the board, in whole sentences."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chomchom.outreach.rules.words import Door, Reason
from chomchom.outreach.sentences.words import DOORS

REASONS: dict[str, str | Promise] = {
    "silent-electricity": _("전기 {hours}시간 변화 없음"),
    "silent-electricity-rare": _("전기 {hours}시간 변화 없음 (이 댁에선 {rare} 한 번 있는 일)"),
    "silent-water": _("수도 {hours}시간 사용 없음"),
    "silent-water-rare": _("수도 {hours}시간 사용 없음 (이 댁에선 {rare} 한 번 있는 일)"),
    "silent-telecom": _("휴대전화 {days}일 사용 없음"),
    "silent-app": _("앱 {days}일 사용 없음"),
    "silent-all": _("모든 자료가 {hours}시간 조용함"),
    "meter-steady": _("전기 계량값이 {hours}시간 그대로임 (고장일 수 있어 확인 필요)"),
    "meter-zero": _("전기 사용이 {hours}시간 0임 (단전이나 고장일 수 있음)"),
    "no-data": _("자료가 {hours}시간 오지 않음"),
    "feed-lost": _("자료 전송이 끊김"),
    "supply-cut": _("공급이 끊김"),
    "province-grade": _("경기도 안부확인에서 알려 옴"),
    "call-unanswered": _("AI 전화 {times}회 무응답"),
    "call-needs-help": _("AI 전화에서 도움을 말씀하심"),
    "call-unclear": _("AI 전화의 답이 분명하지 않음"),
    "wants-human": _("사람과 통화하고 싶어 하심"),
    "unconfirmed": _("{hours}시간 안부를 확인하지 못함"),
    "looks-away": _("휴대전화는 쓰고 계심, 집을 비우셨을 수 있음"),
    "trip-return": _("집을 비우신다던 댁에서 사용이 보임 (돌아오실 날 {days}일 전)"),
    "trip-overdue": _("돌아오신다던 날이 지났으나 {hours}시간 동안 집에서 소식이 없음"),
    "contact-unreached": _("비상연락처도 받지 않음"),
    "nobody-reached": _("아무에게도 연락이 닿지 않음"),
    "number-dead": _("전화번호가 맞지 않음"),
    "asked-for-help": _("도움이 필요하다고 말씀하심"),
    "answered-unclear": _("답이 분명하지 않음"),
    "refused-contact": _("연락을 거절하심"),
    "met-ok": _("찾아가서 만남"),
    "met-needs-help": _("찾아가 보니 도움이 필요함"),
    "nobody-home": _("찾아갔으나 안 계심"),
    "found-moved": _("이사하신 것으로 확인"),
    "found-hospital": _("입원하신 것으로 확인"),
    "refused-door": _("찾아갔으나 문을 열지 않으심"),
    "unsafe-for-worker": _("혼자 가기 위험함, 두 사람이 가야 함"),
    "called-119": _("방문자가 119를 부름"),
    "police-112": _("112가 출동함"),
    "opened-by-manager": _("관리사무소가 문을 엶"),
    "handed-to-family": _("가족에게 인계함"),
    "found-deceased": _("돌아가신 것으로 알려 옴"),
    "visit-not-done": _("방문하지 못함"),
    "check-overdue": _("현장 확인 답이 기한까지 오지 않음"),
    "watch-due": _("다시 보기로 한 날이 됨"),
    "crisis-items": _("위기정보 {count}건"),
    "area-incident": _("같은 시각 여러 댁이 함께 조용해짐"),
    "seen-mail": _("우편물이 쌓여 있음"),
    "seen-smell": _("이상한 냄새가 남"),
    "seen-light": _("불이 며칠째 그대로임"),
    "seen-unseen": _("오래 보이지 않음"),
    "seen-quarrel": _("다투는 소리가 남"),
    "seen-other": _("이웃이 걱정함"),
    "over-criteria": _("공적 기준을 {won}원 넘음"),
    "rent-arrears": _("월세가 {months}달 밀림"),
    "said-by-person": _("본인이 도움을 청함"),
}


MONTHS: dict[int, str | Promise] = {
    1: _("한 달에"), 2: _("두 달에"), 3: _("석 달에"), 4: _("넉 달에"), 5: _("다섯 달에"), 6: _("여섯 달에"),
    7: _("일곱 달에"), 8: _("여덟 달에"), 9: _("아홉 달에"), 10: _("열 달에"),
}  # fmt: skip


def reason_sentence(reason: Reason) -> str:
    """The sentence of a reason in the reader's language; an unknown code still says that there is one."""
    params = {
        key: f"{value:,}" if isinstance(value, int) and key == "won" else value for key, value in reason.params.items()
    }
    if isinstance(reason.params.get("days"), int):
        params["rare"] = how_rare(int(reason.params["days"]))
    code = reason.code
    if code.startswith("door-"):
        label = DOORS.get(Door(code[5:].replace("-", "_"))) if code[5:].replace("-", "_") in set(Door) else None
        return gettext("{door}에서 알려 옴").format(door=label) if label else gettext("알려 온 일이 있음")
    if code not in REASONS:
        return gettext("알려 온 일이 있음")
    try:
        return str(REASONS[code]).format(**params)
    except (KeyError, IndexError):
        return gettext("알려 온 일이 있음")


def how_rare(days: int) -> str:
    """How often something happens, as people say it: 2주에, 석 달에, 1년에."""
    if days >= 300:
        return gettext("1년에")
    months = round(days / 30)
    if months >= 1 and days >= 26:
        return str(MONTHS[months])
    weeks = round(days / 7)
    if days >= 6 and weeks:
        return gettext("일주일에") if weeks == 1 else gettext("{weeks}주에").format(weeks=weeks)
    return gettext("{days}일에").format(days=max(days, 1)) if days > 1 else gettext("하루에")


def reason_sentences(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """The sentences of several reasons, none twice."""
    return tuple(dict.fromkeys(reason_sentence(reason) for reason in reasons))
