"""Reading single facts out of printed words: codes, labels, reasons, and what a row decides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from chomchom.council.rules.counting import count_attendance
from chomchom.council.rules.figures import milestones_in, observations_in
from chomchom.council.rules.lines import key
from chomchom.council.rules.shape import Issue, Section
from chomchom.kernel.codes import printed_code, split_code

__all__ = [
    "absence_category", "class_of", "count_attendance", "criteria_in", "disposition_of", "milestones_in",
    "modifiers_of", "observations_in", "printed_code", "split_code", "split_label",
]  # fmt: skip

# Korean data: the words decisions are labelled with
LABEL_WORD = (
    r"(?:종결|전환|보류|지속|계속|후속|추가|재검토|검토|지표|성과지표|보완|신규|채택|통합|추진|반영|폐지|유지|확대|축소|변경|"
    r"명칭|사업명|재설계|중단|이관|조건부|미반영|불채택|사업|후보|수정|완료|연계)"
)
LABEL = re.compile(
    rf"^\s*({LABEL_WORD}(?:\s*[/·∙,]\s*|\s*){LABEL_WORD}*(?:(?:\s*[/·∙,]\s*|\s+){LABEL_WORD}+)*)\s*(?:[.:：]\s*|$)"
)
# Korean data: what the row about the direction of a project says
DISPOSITION = re.compile(
    r"종결\s*/\s*전환|보류\s*·\s*지속\s*검토|지속\s*검토\s*/\s*지표\s*보완|지속\s*사업\s*후보|후속\s*검토|추가\s*검토|전환\s*검토|"
    r"지속\s*검토|지속\s*추진|신규\s*채택|신규\s*반영|통합\s*추진|보류|종결|폐지"
)
# Korean data: what a decision may ask for besides its main kind
MODIFIERS: tuple[tuple[str, str], ...] = (
    ("명칭 변경", r"(?:사업명|명칭)[^.]*변경|변경[^.]*(?:사업명|명칭)"),
    ("재설계", r"재설계"),
    ("지표 보완", r"지표[^.]{0,12}보완|보완[^.]{0,6}지표"),
    ("중복 확인", r"중복"),
    ("배치 확인", r"배치"),
)
# Korean data: reasons for absence, by category; the second word is whether it tells of health or family
ABSENCES: tuple[tuple[str, bool, str], ...] = (
    ("sick_leave", True, r"병가|질병|입원|수술|치료|건강|진료|통원|코로나|감염|요양"),
    (
        "family_care",
        True,
        r"출산|육아|임신|가족\s*돌봄|간병|장례|상중|조사|경조|결혼|자녀|(?:[부모]친|조[부모]|장[인모]|시[부모]|배우자|형제|가족)\s*상|부고",
    ),
    ("work_conflict", False, r"업무\s*중복|출장|워크숍|행사|교육|회의|일정|근무|연수|업무"),
    ("leave", False, r"연가|휴가|휴직|개인\s*사정|개인\s*사유"),
    ("vacant", False, r"공석|퇴사|퇴직|사임|인사이동|전보"),
)
# Korean data: how selection criteria are introduced
CRITERIA = re.compile(r"(?:사업은|과제는|후보는)\s+(.+?)[을를]\s+(?:함께|모두|고루)?\s*갖추")
# Korean data: how they are strung together
CRITERIA_APART = re.compile(r"\s*뿐\s*(?:만\s*)?아니라\s*|\s*,\s*|\s+및\s+")


def split_label(text: str) -> tuple[str, str]:
    """`지속 검토. 나머지` → label as printed and the rest; no label where the text does not begin with one."""
    found = LABEL.match(text)
    if not found:
        return "", text.strip()
    return found[1].strip(), text[found.end() :].strip()


def class_of(label: str) -> str:
    """The coarse kind of a label; empty for a label we do not know."""
    plain = key(label)
    # Korean data: words of labels, the strongest first
    kinds = (
        ("close_and_convert", r"종결|전환|폐지|중단"),
        ("hold", r"보류"),
        ("further_review", r"후속검토|추가검토|재검토"),
        ("continue_with_better_indicators", r"지표.*보완|보완.*지표"),
        ("continue", r"지속|유지|계속"),
    )
    return next((kind for kind, pattern in kinds if re.search(pattern, plain)), "")


def modifiers_of(text: str) -> list[str]:
    """What a decision asks for besides its main kind."""
    return [name for name, pattern in MODIFIERS if re.search(pattern, text)]


def deciding_section(sections: Sequence[Section]) -> int | None:
    """The place of the row that says the direction, the last one where there are several."""
    # Korean data: a word of its label
    found = [place for place, section in enumerate(sections) if "방향" in key(section.label)]
    return found[-1] if found else None


def disposition_of(sections: Sequence[Section]) -> str:
    """What the row about the direction says, in its own words; the last row where none is called so."""
    place = deciding_section(sections)
    found = DISPOSITION.search(" ".join(sections[-1 if place is None else place].bullets)) if sections else None
    return re.sub(r"\s*([/·])\s*", r"\1", found[0]) if found else ""


def absence_category(reason: str) -> tuple[str, bool]:
    """Category of a reason for absence, and whether it says something about health or family."""
    for category, sensitive, pattern in ABSENCES:
        if re.search(pattern, reason):
            return category, sensitive
    return "other", False


def criteria_in(issues: Iterable[Issue]) -> list[str]:
    """The criteria a project has to meet, from the issue that speaks of them."""
    for issue in issues:
        for bullet in issue.bullets:
            # Korean data: a word of the issue's title
            found = CRITERIA.search(bullet) if "기준" in issue.title else None
            if found:
                return [part.strip() for part in CRITERIA_APART.split(found[1]) if part.strip()]
    return []
