"""The words minutes print for the same thing, as data: labels, marks, headings."""

from __future__ import annotations

from chomchom.council.rules.lines import key

# Korean data: words as minutes print them
PRESENT = (
    "o",
    "0",
    "ㅇ",
    "○",
    "◯",
    "〇",
    "●",
    "✓",
    "✔",
    "v",
    "출석",
    "참석",
    "출",
    "참",
    "대리",
    "대리참석",
    "대리출석",
)
# Korean data: words as minutes print them
ABSENT = ("x", "ⅹ", "×", "✕", "✖", "✗", "-", "–", "불참", "결석", "불", "결")
# Korean data: words as minutes print them
META = {
    "회의일시": "time", "일시": "time", "개최일시": "time", "회의장소": "place", "장소": "place", "개최장소": "place",
    "분과명": "committee", "위원회명": "committee", "회의체": "committee", "회의체명": "committee", "협의체명": "committee",
    "분과": "committee", "작성자": "author", "기록자": "author", "서기": "author", "위원장": "chair", "분과장": "chair",
    "주재": "chair", "주재자": "chair", "진행": "chair", "진행자": "chair", "사회": "chair", "배석자": "observers",
    "배석": "observers", "문서번호": "onnara_no", "온나라문서번호": "onnara_no",
}  # fmt: skip
NOT_RECORDED = "기록되지 않음"  # Korean data: what a form says of a field nobody filled
VOTE = "의결 방법"  # Korean data: how the conclusions were agreed on
ARITHMETIC = "참석률 셈"  # Korean data: the line that says how a rate was counted
# Korean data: words as minutes print them
MINUTES = ("회의록", "회의결과")
# Korean data: marks of lists; those of one family stand for each other, and only the family a list began with divides it.
MARKS = ("·•∙ㆍ‧・", "▪■", "◦∘○", "●", "-–−", "*", "▸▶►‣▷", "◎")
ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
LEADING = "".join(MARKS) + "❍◆◇□▣"
# Korean data: marks of projects, and a letter typed for one
SQUARES = "□■▢◇❏◆▣◈☐❑ㅁ"
# Korean data: words as minutes print them
ATTENDANCE = ("참석자", "참석현황", "참석위원", "출석위원", "참석인원", "참석자명단", "참석")
# Korean data: heads of the columns of the attendance table
PERSON_COLUMNS = {
    "성명": "name", "이름": "name", "위원명": "name", "소속": "organisation", "기관": "organisation",
    "참석자": "name", "참석자명": "name", "소속기관": "organisation", "소속및직위": "organisation", "o,×": "mark", "o×": "mark",
    "서명": "mark", "기관명": "organisation", "참석": "mark", "참석여부": "mark", "출석": "mark",
    "출석여부": "mark", "비고": "note", "사유": "note", "불참사유": "note", "직위": "", "직책": "", "연번": "", "번호": "", "순번": "", "구분": "",
}  # fmt: skip
# Korean data: words as minutes print them, slips of scanners among them
AGENDA = ("안건", "산건", "회의안건", "상정안건", "회의안건목록", "논의안건")
# Korean data: words as minutes print them
NEXT, PHOTOS = ("차기회의", "다음회의", "차기회의일정"), ("진행사진", "회의사진", "사진", "현장사진")
# Korean data: words as minutes print them
FRAME, ABSENCES = ("회의내용",), ("불참사유", "불참자", "결석사유", "불참현황", "불참위원")
# Korean data: heads of two-column tables under a project
ROW_HEADS, CONTENT_HEADS = ("구분", "항목"), ("주요내용", "내용", "논의내용", "세부내용", "검토내용")
# Korean data: heads of the table of conclusions
NAME_HEADS, KIND_HEADS = (
    ("사업명", "세부사업명", "과제명", "세부사업", "후보명", "사업"),
    ("구분", "분류", "영역", "유형"),
)
# Korean data: columns of the conclusions that belong to no field
NOTE_HEADS = ("연번", "번호", "순번", "비고")
# Korean data: parts of the announcement of the next meeting
COMING = {
    "일시": "time", "개최일시": "time", "회의일시": "time", "장소": "place", "회의장소": "place", "안건": "agenda",
    "주요안건": "agenda",
}  # fmt: skip


def is_one_of(cell: str, words: tuple[str, ...]) -> bool:
    """Whether a cell holds nothing but one of these words, whatever its spaces."""
    return key(cell) in words


def part_of(name: str) -> str:
    """What a numbered heading begins: the next plan's direction, candidates, what follows, or any other part."""
    plain = key(name)
    # Korean data: what a part is about
    follow_up, direction, candidates = ("향후", "후속계획", "추진계획"), ("방향",), ("신규", "후보")
    if any(word in plain for word in follow_up):
        return "follow_up"
    if any(word in plain for word in candidates):
        return "candidates"
    return "direction" if any(word in plain for word in direction) else "part"


def column_of(head: str) -> str:
    """Which field a column of the conclusions fills: name, kind, direction or summary."""
    plain = key(head)
    # Korean data: heads of the table of conclusions
    deciding = "방향" in plain or "결정" in plain or ("반영" in plain and "결과" in plain)
    if plain in NAME_HEADS:
        return "name"
    if plain in KIND_HEADS:
        return "kind"
    if plain in NOTE_HEADS:
        return "note"
    return "direction" if deciding else "summary"
