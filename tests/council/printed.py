"""Minutes made up at random, and printed the way offices' papers come out of HWP: the truth beside the text.

`invent` makes the records, `rows_of` prints them as rows of cells with the traps of real papers: pages that break
anywhere, header rows and running titles that come again, page numbers, other labels, other marks, other widths.
Nobody and nothing in it exists.
"""

from __future__ import annotations

import textwrap
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

WEEKDAYS = "월화수목금토일"
FAMILY, GIVEN = (
    "가나다라마바사아자차카타파하",
    ("도담", "루솔", "온", "랑비", "람결", "운영", "오름", "늬새", "가람", "누리"),
)
AGENCIES = (
    "달빛종합사회복지관", "별빛노인복지관", "햇살지역자활센터", "구름정신건강복지센터", "나루장애인복지관", "새봄가족센터",
    "달맞이시 돌봄과 이웃살핌팀", "들꽃재가노인지원센터", "시냇물청소년센터", "주택관리공단 솔바람3관리소", "언덕교육지원청",
)  # fmt: skip
COMMITTEES = ("이웃돌봄분과", "아동·청소년분과", "주거·일자리분과", "건강 의료분과", "노인분과")
REASONS = {
    "병가": ("sick_leave", True), "업무중복(워크숍)": ("work_conflict", False), "업무 중복(내부 일정)": ("work_conflict", False),
    "자녀 돌봄": ("family_care", True), "연가": ("leave", False), "타 회의 참석": ("work_conflict", False),
    "출장": ("work_conflict", False), "코로나19 확진": ("sick_leave", True), "부친상": ("family_care", True),
    "개인 사정": ("leave", False), "배우자 출산": ("family_care", True), "병원 진료": ("sick_leave", True),
}  # fmt: skip
NAMES = (
    "이웃 살핌 안부전화", "동네 부엌", "마을 책방 운영", "찾아가는 집수리", "청년 첫집 이자 지원 (첫집이자지원)", "AI·통신 안부 확인",
    "1인 가구 나들이", "병원 길 동무", "어르신 케어홈 및 온골 돌봄", "일자리·자립 이음", "2030 청년 마음상담", "느린 학습자 배움터",
)  # fmt: skip
LABELS = (
    "TF 검토 결과", "분과 보완 의견", "현장 쟁점", "담당부서 보고", "사업 취지", "논의 내용", "다른 시 사례", "위원 의견", "예산", "논의 배경",
)  # fmt: skip
OPENERS = ("본 사업은", "분과에서는", "또한", "다만", "이에 따라", "회의에서는", "2027년에는", "담당부서는", "이용자의")
MIDDLES = (
    "통장·이웃살핌이와의 역할을", "민·관이 함께 쓰는 기준을", "“첫집 이자 지원”이라는 이름을", "안내·홍보 절차를", "1인가구와 고립가구의 사정을",
    "3개 동에서 먼저 하는 방안을", "‘모두의 집’ 운영 방식을", "연계율 산정 방법을", "제2차 TF 회의 자료를", "시·도 지침(2026. 3. 2. 개정)을",
)  # fmt: skip
ENDINGS = (
    "검토함.",
    "공유함.",
    "다시 나누기로 함.",
    "정리할 필요가 있음.",
    "함께 살피자는 의견이 제시됨.",
    "보완함. 다음에 다시 살핌.",
)
DECIDED = {
    "종결/전환": ("종결/전환", "close_and_convert"), "지속 검토": ("지속 검토", "continue"),
    "지속 검토/지표 보완": ("지속 검토/지표 보완", "continue_with_better_indicators"),
    "보류·지속 검토": ("보류·지속 검토", "hold"), "후속 검토": ("후속 검토", "further_review"),
    "추가 검토": ("추가 검토", "further_review"), "보류": ("보류", "hold"), "폐지": ("폐지", "close_and_convert"),
}  # fmt: skip
ISSUES = (
    "혼자 사는 이웃",
    "주거복지 전달체계의 전환",
    "민·관이 함께하는 발굴",
    "청년 주거의 정체성",
    "맞춤형 돌봄",
    "일과 자립",
)
MODIFIERS = {
    "사업명을 변경하고 알림.": ["명칭 변경"], "방식을 재설계함.": ["재설계"], "성과지표를 보완함.": ["지표 보완"],
    "비슷한 사업과의 중복을 확인함.": ["중복 확인"], "배치 가능성을 살핌.": ["배치 확인"], "그대로 둠.": [],
}  # fmt: skip


@dataclass
class Style:
    """How one paper is printed."""

    people_a_row: int
    marks: tuple[str, str]
    person_heads: bool
    bullet: str
    square: str
    dash: str
    circle: str
    coming: str
    agenda_in_one_cell: bool
    reasons_in_one_cell: bool
    leading_tab: bool
    list_tags: bool
    running_title: bool
    page_number: str
    breaks: float
    kinds_merged: bool
    issue_head: tuple[str, str]
    conclusion_heads: tuple[str, str, str, str]
    code_in_table: str
    time: str
    blank_lines: bool
    headline: str
    next_in_cells: bool
    numbered_people: bool
    wrapped: int
    agenda_first: bool
    spaces: str


def style(random: Random, **given: Any) -> Style:
    """Some way of printing."""
    pick = random.choice
    chosen: dict[str, Any] = {
        "people_a_row": pick((1, 2, 2, 3, 4)),
        "marks": pick((("O", "X"), ("○", "×"), ("O", "×"), ("참석", "불참"), ("◯", "✕"), ("o", "x"), ("0", "X"), ("●", "-"))),
        "person_heads": pick((True, False)),
        "bullet": pick("··•∙ㆍ‧▪∘◦-*"),
        "square": pick("□■▢◆▣ㅁ❏"),
        "dash": pick("-–·○•"),
        "circle": pick("○◦●❍-·"),
        "coming": pick(("◎", "○", "-", "·", "")),
        "agenda_in_one_cell": pick((True, False)),
        "reasons_in_one_cell": pick((True, False)),
        "leading_tab": pick((True, False)),
        "list_tags": pick((True, False)),
        "running_title": pick((True, False, False)),
        "page_number": pick(("- {} -", "{}", "{}/9", "- {} / 9 -", "")),
        "breaks": pick((0.0, 0.1, 0.3)),
        "kinds_merged": pick((True, False)),
        "issue_head": pick((("핵심 이슈", "주요 내용"), ("핵심 쟁점", "내용"), ("주요 이슈", "논의 내용"))),
        "conclusion_heads": pick((
            ("구분", "사업명", "분과회의 정리", "제6기 반영 방향"), ("구분", "세부사업명", "논의 결과", "반영 방향"),
            ("분류", "과제명", "분과 의견", "결정 사항"),
        )),
        "code_in_table": pick(("I", "1", "Ⅰ")),
        "time": pick(("dots", "words", "iso", "short", "slashes", "hours")),
        "blank_lines": pick((True, False)),
        "headline": pick(("총 분과원 {}명 중 {}명 참석 ({}%)", "재적위원 {}명 중 {}명 출석({}%)", "위원 {}명 중 {}명 참석(참석률 {}%)")),
        "next_in_cells": pick((True, False)),
        "numbered_people": pick((True, False, False)),
        "wrapped": pick((0, 0, 0, 40)),
        "agenda_first": pick((True, False, False)),
        "spaces": pick(("plain", "plain", "nbsp", "nfd", "crlf", "zero")),
    }  # fmt: skip
    return Style(**(chosen | given))


@dataclass
class Invented:
    """The truth of one paper, in the published shape."""

    found: dict[str, Any]
    moments: dict[str, tuple[datetime, datetime | None]] = field(default_factory=dict)


def sentence(random: Random) -> str:
    return f"{random.choice(OPENERS)} {random.choice(MIDDLES)} {random.choice(ENDINGS)}"


def bullets(random: Random, most: int = 4) -> list[str]:
    return [sentence(random) for _ in range(random.randint(1, most))]


def person(random: Random, taken: set[str]) -> str:
    while (name := random.choice(FAMILY) + random.choice(GIVEN)) in taken:
        continue
    taken.add(name)
    return name


def sections(random: Random, label: str) -> tuple[list[dict[str, Any]], str]:
    """Rows of one thing, the last of which decides; and what it decides."""
    kept = random.sample(LABELS, random.randint(1, 4))
    rows = [{"label": one, "bullets": bullets(random)} for one in kept]
    said = f"본 사업은 {label}하는 방향으로 정리함."
    rows.append(
        {"label": random.choice(("제6기 반영 방향", "반영 방향", "검토 방향")), "bullets": [said, *bullets(random, 2)]}
    )
    return rows, label


def invent(random: Random) -> Invented:
    """Records of one meeting; any part but the people may be missing."""
    taken: set[str] = set()
    start = datetime(2027, 1, 1, 9) + timedelta(days=random.randint(0, 700), minutes=30 * random.randint(0, 16))
    end = random.choice((None, start + timedelta(minutes=30 * random.randint(1, 5))))
    people, (reviews, candidates) = attendees(random, taken), subjects(random)
    parts = {
        "reviews": reviews, "candidates": candidates,
        "decisions": decided(random, [*reviews, *candidates]) if random.random() < 0.8 else [],
        "direction": direction_of(random), "follow_up": bullets(random, 3) if random.random() < 0.8 else [],
    }  # fmt: skip
    coming = start + timedelta(days=random.randint(7, 60))
    found = {
        "document": document(random, start, taken), "meeting": sitting(random, start, end, people),
        "attendance": attendance(random, people), "agenda": agenda(parts), **parts,
        "next_meeting": random.choice((
            {"start": None, "place": "", "agenda": ""},
            {"start": coming.isoformat()[:16], "place": "달맞이시청 소회의실", "agenda": "후보군 정리, 지표안 논의 등"},
        )),
    }  # fmt: skip
    return Invented(found, {"meeting": (start, end), "next": (coming, None)})


def attendees(random: Random, taken: set[str]) -> list[dict[str, Any]]:
    """Who came and who did not, with the reason."""
    people = [
        {"name": person(random, taken), "organisation": random.choice(AGENCIES), "present": True, "absence": None}
        for _ in range(random.randint(1, 26))
    ]  # fmt: skip
    for one in people:
        if random.random() < 0.3:
            reason = random.choice(list(REASONS))
            category, sensitive = REASONS[reason]
            one["present"] = False
            one["absence"] = {"reason": reason, "category": category, "sensitive": sensitive}
    return people


def subjects(random: Random) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Projects that are reviewed, and candidates."""
    names = random.sample(NAMES, len(NAMES))
    reviews, candidates = [], []
    for _ in range(random.choice((0, 1, 2, 3, 6))):
        rows, said = sections(random, random.choice(list(DECIDED)))
        roman, middle = random.choice(("I", "II", "III", "IV")), random.randint(1, 5)
        code = f"{roman}-{middle}-{len(reviews) + random.choice((1, 9))}"
        reviews.append({"code": code, "name": names.pop(), "sections": rows, "disposition": said})
    for _ in range(random.choice((0, 1, 2, 4))):
        rows, said = sections(random, random.choice(("후속 검토", "추가 검토")))
        candidates.append({"name": names.pop(), "sections": rows, "disposition": said})
    return reviews, candidates


def decided(random: Random, things: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row of the decision table a thing."""
    rows = []
    for one in things:
        label, coarse = DECIDED[one["disposition"]]
        direction, asked = random.choice(list(MODIFIERS.items()))
        asked = {*asked, *(["지표 보완"] if "지표 보완" in label else [])}
        rows.append({
            "kind": "제5기 사업" if "code" in one else "신규 후보", "code": one.get("code"), "name": one["name"],
            "summary": sentence(random), "direction": direction, "label": label,
            "modifiers": [name for name in ("명칭 변경", "재설계", "지표 보완", "중복 확인", "배치 확인") if name in asked],
            "class": coarse,
        })  # fmt: skip
    return rows


def direction_of(random: Random) -> dict[str, Any]:
    """The part about the next plan."""
    said = bullets(random) if random.random() < 0.7 else []
    titles = random.sample(ISSUES, random.randint(0, 5))
    return {"bullets": said, "issues": [{"title": title, "bullets": bullets(random, 3)} for title in titles]}


def agenda(parts: dict[str, Any]) -> list[dict[str, Any]]:
    """The agenda items of the parts that are there."""
    direction = parts["direction"]
    titles = (
        ("제5기 사업 평가 결과에 대한 분과 검토", parts["reviews"]),
        ("제6기 계획 수립 방향에 대한 논의", direction["bullets"] or direction["issues"]),
        ("제6기 신규 사업 후보 검토", parts["candidates"]),
        ("종합 합의 사항", parts["decisions"]),
        ("향후 계획", parts["follow_up"]),
    )
    there = [title for title, part in titles if part]
    return [{"no": number, "title": title} for number, title in enumerate(there, 1)]


def document(random: Random, start: datetime, taken: set[str]) -> dict[str, Any]:
    """The head of the paper."""
    body, session = "달맞이시 지역사회보장협의체 실무분과", random.randint(1, 12)
    lines = (["담당", "사무국장", "실무위원장", "대표위원장"], ["담당", "분과장"], [])
    return {
        "title": f"{body} 회의록({start.year}년 {session}차)", "year": start.year, "session_no": session, "body": body,
        "committee": random.choice(COMMITTEES), "author": person(random, taken), "approval_line": random.choice(lines),
    }  # fmt: skip


def sitting(random: Random, start: datetime, end: datetime | None, people: list[dict[str, Any]]) -> dict[str, Any]:
    """When, where and under whom."""
    return {
        "start": start.isoformat()[:16], "end": end.isoformat()[:16] if end else None,
        "place": random.choice(("달맞이시청 제3별관 대회의실", "달빛종합사회복지관 2층", "영상회의")),
        "chair": random.choice((None, people[0]["name"])),
    }  # fmt: skip


def attendance(random: Random, people: list[dict[str, Any]]) -> dict[str, Any]:
    """What the paper states, and its table."""
    present = sum(one["present"] for one in people)
    stated = {
        "members": len(people), "present": present, "rate_percent": round(present * 100 / len(people), 1),
        "rule": random.choice(("", "전체분과원 참석여부 O,× / 협의체 사무국 참석률 제외")),
    }  # fmt: skip
    return {"stated": stated, "rows": people}


# --- printing -------------------------------------------------------------------------------------------


class Press:
    """Prints records as rows of cells, page after page."""

    def __init__(self, invented: Invented, random: Random, how: Style) -> None:
        self.found, self.moments, self.random, self.how = invented.found, invented.moments, random, how
        self.rows: list[list[str]] = []
        self.page = 1

    def put(self, *cells: str) -> None:
        self.rows.append(list(cells))

    def blank(self) -> None:
        if self.how.blank_lines:
            self.rows.append([""])

    def turn(self, head: tuple[str, ...] = ()) -> bool:
        """Perhaps a page ends here; the head of a table comes again on the next."""
        if self.random.random() >= self.how.breaks:
            return False
        if self.how.page_number:
            self.put(self.how.page_number.format(self.page))
        self.page += 1
        self.rows.append([""])
        if self.how.running_title:
            self.put(self.found["document"]["title"])
        if head:
            self.put(*head)
        return True

    def moment(self, start: datetime, end: datetime | None) -> str:
        day = WEEKDAYS[start.weekday()]
        half = "오전" if start.hour < 12 else "오후"
        hour = start.hour - 12 * (start.hour > 12)
        minutes = f" {start.minute}분" if start.minute else ""
        match self.how.time:
            case "dots":
                text = f"{start.year}. {start.month}. {start.day}.({day}) {start:%H:%M}"
                return text + (f"~{end:%H:%M}" if end else "")
            case "words":
                text = f"{start.year}년 {start.month}월 {start.day}일({day}요일) {half} {hour}시{minutes}"
                return text + (f" ~ {end.hour}시{f' {end.minute}분' if end.minute else ''}" if end else "")
            case "iso":
                return f"{start:%Y-%m-%d}({day}) {start:%H:%M}" + (f" - {end:%H:%M}" if end else "")
            case "short":
                return f"{start:%y}. {start.month}. {start.day}.({day}), {start:%H:%M}" + (
                    f"∼{end:%H:%M}" if end else ""
                )
            case "slashes":
                return f"’{start:%y}/{start.month}/{start.day} ({day}) {start:%H:%M}" + (
                    f" ～ {end:%H:%M}" if end else ""
                )
        text = f"{start:%Y.%m.%d.} {day}요일 {start.hour}시{minutes}"
        return text + (f"부터 {end.hour}시{f' {end.minute}분' if end.minute else ''}까지" if end else "")

    def code(self, code: str) -> str:
        strategy, rest = code.split("-", 1)
        sign = {"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ"}[strategy]
        number = str({"I": 1, "II": 2, "III": 3, "IV": 4}[strategy])
        return {"I": code, "1": f"{number}-{rest}", "Ⅰ": f"{sign}-{rest}"}[self.how.code_in_table]

    def head(self) -> None:
        document, meeting = self.found["document"], self.found["meeting"]
        if self.random.random() < 0.5:
            self.put(document["title"], "", *document["approval_line"], "")
        else:
            self.put(document["title"])
            if document["approval_line"]:
                self.put(*document["approval_line"])
        self.put("회의일시", self.moment(*self.moments["meeting"]), "회의장소", meeting["place"], "", "")
        pairs = [
            self.random.choice(("분과명", "위원회명", "회의체")),
            document["committee"],
            "작성자",
            document["author"],
        ]
        self.put(*pairs, "", "")
        if meeting["chair"]:
            self.put(self.random.choice(("진행", "분과장", "주재자")), meeting["chair"])

    def people(self) -> None:
        stated, rows = self.found["attendance"]["stated"], self.found["attendance"]["rows"]
        text = self.how.headline.format(stated["members"], stated["present"], f"{stated['rate_percent']:g}")
        rule = f" ※ {stated['rule']}" if stated["rule"] else ""
        self.put(self.random.choice(("참석자", "참석 현황", "출석위원")), text + rule)
        first = [""] if self.how.leading_tab else []
        head: tuple[str, ...] = ()
        numbered = self.how.person_heads and self.how.numbered_people
        if self.how.person_heads:
            heads = ["연번"] * numbered + ["성명", "소속", "참석여부"]
            head = (*first, *heads * self.how.people_a_row)
            self.put(*head)
        width = self.how.people_a_row
        for start in range(0, len(rows), width):
            cells = []
            for number, one in enumerate(rows[start : start + width], start + 1):
                cells += [str(number)] * numbered + [
                    one["name"],
                    one["organisation"],
                    self.how.marks[not one["present"]],
                ]
            self.put(*first, *cells, *["", "", ""] * (width - len(rows[start : start + width])), "")
            self.turn(head)

    def agenda(self) -> None:
        items = [f"{one['no']}. {one['title']}" for one in self.found["agenda"]]
        if items and self.how.agenda_in_one_cell:
            self.put("안건", " ".join(items))
        elif items:
            self.put("안건", items[0])
            for one in items[1:]:
                self.put(*([""] if self.how.leading_tab else []), one)

    def reasons(self) -> None:
        away = [one for one in self.found["attendance"]["rows"] if one["absence"]]
        self.random.shuffle(away)
        told = [f"- {one['organisation']} {one['name']} : {one['absence']['reason']}" for one in away]
        if not told:
            return
        if self.how.reasons_in_one_cell:
            self.put("회의내용", " ".join(("※ 분과원 불참사유", *told)))
        else:
            self.put("회의내용", "※ 분과원 불참사유")
            for one in told:
                self.put(one)
                self.turn()

    def listed(self, texts: list[str]) -> str:
        tag = '<ul style="list-style-type: none;"> ' if self.how.list_tags else ""
        return tag + " ".join(f"{self.how.bullet} {one}" for one in texts)

    def two_columns(self, head: tuple[str, str], rows: list[tuple[str, list[str]]]) -> None:
        first = [""] if self.how.leading_tab and self.random.random() < 0.3 else []
        self.put(*first, *head)
        for label, texts in rows:
            whole = self.listed(texts)
            words = whole.split(" ")
            cut = self.random.randrange(words.index(self.how.bullet) + 2, len(words))
            sound = words[cut - 1] != self.how.bullet
            if sound and self.random.random() < self.how.breaks:
                self.put(*first, label, " ".join(words[:cut]))
                held, self.how.breaks = self.how.breaks, 1.0
                self.turn(head)
                self.how.breaks = held
                self.put(*first, "", " ".join(words[cut:]))
            else:
                self.put(*first, label, whole)
                self.turn(head)

    def item(self, one: dict[str, Any]) -> None:
        code = f"{one['code']} " if one.get("code") else ""
        self.put(f"{self.how.square} {code}{one['name']}")
        self.blank()
        self.two_columns(("구분", "주요 내용"), [(row["label"], row["bullets"]) for row in one["sections"]])
        self.blank()

    def parts(self) -> None:
        for number, title in [(one["no"], one["title"]) for one in self.found["agenda"]]:
            tag = self.random.choice(("{}", "{}", "<p>{}</p>"))
            heading = tag.format(f"{number}. {title}")
            if title.startswith("제5기"):
                self.put(heading)
                for one in self.found["reviews"]:
                    self.item(one)
            elif "방향" in title:
                self.put(heading)
                self.blank()
                for one in self.found["direction"]["bullets"]:
                    self.put(f"{self.how.dash} {one}")
                    self.turn()
                if self.found["direction"]["issues"]:
                    rows = [(one["title"], one["bullets"]) for one in self.found["direction"]["issues"]]
                    self.two_columns(self.how.issue_head, rows)
            elif "후보" in title:
                self.put(heading)
                for one in self.found["candidates"]:
                    self.item(one)
            elif "합의" in title:
                self.put(heading)
                self.conclusions()
            else:
                marked = [f"{self.how.circle} {one}" for one in self.found["follow_up"]]
                if self.random.random() < 0.5 and self.how.circle in "○◦●❍":
                    self.put(f"{heading} {' '.join(marked)}")
                else:
                    self.put(heading)
                    for one in marked:
                        self.put(one)

    def conclusions(self) -> None:
        head = self.how.conclusion_heads
        self.put(*head)
        above = ""
        for one in self.found["decisions"]:
            code = f"{self.code(one['code'])} " if one["code"] else ""
            kind = "" if self.how.kinds_merged and one["kind"] == above else one["kind"]
            above = one["kind"]
            direction = f"{one['label']}. {one['direction']}"
            if self.random.random() < self.how.breaks:
                words = one["summary"].split(" ")
                cut = self.random.randrange(1, len(words))
                self.put(kind, code + one["name"], " ".join(words[:cut]), "")
                held, self.how.breaks = self.how.breaks, 1.0
                self.turn(head)
                self.how.breaks = held
                self.put("", "", " ".join(words[cut:]), direction)
            else:
                self.put(kind, code + one["name"], one["summary"], direction)
                if self.turn(head):
                    above = ""

    def ending(self) -> None:
        coming = self.found["next_meeting"]
        if coming["start"]:
            mark = f"{self.how.coming} " if self.how.coming else ""
            parts = (
                ("일시", self.moment(*self.moments["next"])),
                ("장소", coming["place"]),
                ("안건", coming["agenda"]),
            )
            if self.how.next_in_cells:
                self.put("차기회의", *[cell for name, value in parts for cell in (name, value)])
            else:
                self.put(
                    self.random.choice(("차기회의", "다음 회의")),
                    " ".join(f"{mark}{name} : {value}" for name, value in parts),
                )
        if self.random.random() < 0.5:
            self.blank()
            self.put("진행사진")

    def print(self) -> list[list[str]]:
        self.head()
        for part in (self.agenda, self.people) if self.how.agenda_first else (self.people, self.agenda):
            part()
        self.reasons()
        self.parts()
        self.ending()
        return self.rows


def rows_of(invented: Invented, random: Random, how: Style) -> list[list[str]]:
    """The printed rows of a paper."""
    return Press(invented, random, how).print()


def text_of(rows: list[list[str]], how: Style | None = None) -> str:
    """Rows as extracted from HWP: a tab is a cell border, a line a row; long last cells may go on in lines below."""
    lines: list[str] = []
    for row in rows:
        last = row[-1] if row else ""
        if how and how.wrapped and len(row) == 2 and row[0] and len(last) > how.wrapped:
            first, *rest = textwrap.wrap(last, how.wrapped, break_long_words=False, break_on_hyphens=False)
            lines += ["\t".join([*row[:-1], first]), *rest]
        else:
            lines.append("\t".join(row))
    text = "\n".join(lines) + "\n"
    match how.spaces if how else "plain":
        case "nbsp":
            return text.replace(" ", "\u00a0")
        case "nfd":
            return unicodedata.normalize("NFD", text)
        case "crlf":
            return text.replace("\n", "\r\n")
        case "zero":
            return text.replace(" ", "\u200b ")
    return text
