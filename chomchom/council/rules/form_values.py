"""What a city's own form of minutes asks for, by the words forms use, and the values the records give."""

from __future__ import annotations

from chomchom.council.rules.paper import moment_words, time_words
from chomchom.council.rules.shape import Minutes

# Korean data: the labels of forms, the usual one first
LABELS: dict[str, tuple[str, ...]] = {
    "title": ("회의명", "회의록명", "회의 제목"),
    "time": ("회의일시", "일시", "개최일시"),
    "place": ("회의장소", "장소", "개최장소"),
    "committee": ("분과명", "회의체", "개최부서", "협의체명"),
    "author": ("작성자", "기록자", "서기"),
    "chair": ("진행자", "진행", "위원장", "주재"),
    "onnara_no": ("문서번호", "온나라 문서번호"),
    "present": ("참석자", "참석위원", "참석자 명단"),
    "absent": ("불참자", "불참위원"),
    "observers": ("배석자", "배석"),
    "agenda": ("안건", "상정안건", "회의안건"),
    "decisions": ("결정사항", "합의사항", "의결사항", "회의결과"),
    "vote": ("의결방법", "표결내용"),
    "follow_up": ("향후계획", "후속조치"),
    "next": ("차기회의", "다음회의"),
}


def form_values(minutes: Minutes) -> dict[str, str]:
    """Field → value of everything the records know; reasons of absence never go into a form."""
    document, rows = minutes.document, minutes.attendance.rows
    return {
        "title": document.title, "time": time_words(minutes.meeting), "place": minutes.meeting.place,
        "committee": document.committee, "author": document.author, "chair": minutes.meeting.chair or "",
        "onnara_no": minutes.form.onnara_no, "observers": minutes.form.observers, "vote": minutes.form.vote,
        "present": ", ".join(f"{row.name}({row.organisation})" for row in rows if row.present),
        "absent": ", ".join(row.name for row in rows if not row.present),
        "agenda": "\n".join(f"{item.no}. {item.title}" for item in minutes.agenda),
        "decisions": "\n".join(f"{one.name}: {one.label}. {one.direction}".strip() for one in minutes.decisions),
        "follow_up": "\n".join(minutes.follow_up),
        "next": " ".join(filter(None, (moment_words(minutes.next_meeting.start), minutes.next_meeting.place))),
    }  # fmt: skip
