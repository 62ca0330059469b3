"""The demo's reviews: a round half filled, four candidates, a list of programmes with real overlaps, evidence, requests.

Everything is invented; dates follow the day the demo is loaded.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from chomchom.kernel.deeds import Deed, Sector
from chomchom.kernel.roles import Role
from chomchom.planning import public as planning
from chomchom.site.demo.bodies import id_of
from chomchom.store.acting import acting

LIST = Path(__file__).with_name("existing.csv")
RUNNING, NEXT = 5, 6
ROWS = ("tf_finding", "subcommittee_opinion", "field_issue", "next_plan_direction")

# Korean data: what is written on the first cards; an empty text is a row nobody has filled yet
WORDS: tuple[tuple[str, str, str, str], ...] = (
    (
        "신청은 늘었으나 공사까지 걸린 날이 길다. 석 달을 넘긴 집이 열 곳 가운데 네 곳이다.",
        "집주인이 동의하지 않아 멈춘 집을 따로 세어야 한다.",
        "고친 뒤에도 곰팡이가 다시 생긴 집이 있다.",
        "고친 집을 한 해 뒤에 다시 보는 지표를 둔다.",
    ),
    ("무더위쉼터 이용은 목표를 넘었다.", "밤에 여는 쉼터가 모자란다.", "", ""),
    (
        "상담소를 세우는 일은 마쳤다.",
        "세운 뒤에는 상담에서 이어진 일을 세어야 한다.",
        "",
        "종결하고 연계와 내실화로 바꾼다.",
    ),
    ("지원 대상이 해마다 다르다.", "", "혼인 신고를 늦추는 부부가 빠진다.", ""),
)

# Korean data: themes and issues of the next plan
THEMES = (
    ("theme", "housing", "주거"),
    ("theme", "discovery", "위기가구 발굴"),
    ("theme", "partnership", "민관협력 사례관리"),
    ("theme", "lonely", "1인가구·고립가구"),
    ("theme", "young", "신혼부부·청년"),
    ("theme", "care", "맞춤형 돌봄"),
    ("issue", "aftercare", "발굴 뒤 사후관리"),
    ("issue", "measure", "실적을 셀 수 있는 지표"),
)

# Korean data: four candidates; the last words of each are its answers by criterion (judgement, words, open question)
CANDIDATES: tuple[tuple[planning.CandidateIn, dict[str, tuple[str, str, str]]], ...] = (
    (
        planning.CandidateIn(
            name="혼자 사는 이웃 사랑방",
            purpose="고립된 1인가구가 동네에서 만나 서로 안부를 묻게 한다.",
            target_group="고립 위험이 있는 중장년 1인가구",
            problem="외로움과 고독사, 이웃과 단절",
            means="마을 거점의 모임과 말벗, 밥 모임",
            department="마을공동체과",
            proposer=planning.Proposer.MEMBER,
        ),
        {
            "need": ("met", "1인가구가 해마다 늘고 고립을 묻는 상담이 는다.", ""),
            "four_years": ("partly", "거점은 있으나 모임지기 인건비가 두 해 뒤에 끝난다.", ""),
            "measurable": ("open", "", "모임에 온 횟수 말고 무엇을 셀지"),
            "partnership": ("met", "복지관이 거점을, 시가 발굴을 맡는다.", ""),
        },
    ),
    (
        planning.CandidateIn(
            name="1인 가구 병원 안심 길동무",
            purpose="보호자 없이 병원에 가는 주민과 함께 간다.",
            target_group="혼자 사는 주민",
            problem="진료와 검사를 혼자 받기 어려움",
            means="병원동행 매니저가 집에서 집까지 동행",
            department="노인복지과",
            proposer=planning.Proposer.TASK_FORCE,
        ),
        {
            "need": ("met", "혼자 검사를 받지 못해 미룬 사례가 상담에 나온다.", ""),
            "collectable": ("open", "", "어느 부서가 이용 실적을 모으는지"),
        },
    ),
    (
        planning.CandidateIn(
            name="어르신 돌봄 안심집",
            purpose="퇴원한 어르신이 집으로 돌아가기 전까지 지낼 곳을 둔다.",
            target_group="퇴원한 어르신",
            problem="돌봄이 없는 집으로 돌아감",
            means="임대주택과 방문 간병",
            department="노인복지과",
        ),
        {"need": ("met", "퇴원 뒤 한 달 안에 다시 입원하는 어르신이 있다.", "")},
    ),
    (
        planning.CandidateIn(
            name="첫걸음 일터 잇기",
            purpose="일하기 어려운 주민이 짧은 일경험부터 시작하게 한다.",
            target_group="취업취약계층",
            problem="일자리를 구하지 못함",
            means="일경험과 자활 일자리 연결, 상담",
            department="일자리정책과",
            proposer=planning.Proposer.AGENCY,
        ),
        {},
    ),
)


def deed_of(name: str, role: Role, *, like: Deed, days_ago: int = 0) -> Deed:
    """The deed of one of the demo's people, some days before the demo was loaded."""
    return replace(
        like, actor_id=id_of(name), roles=frozenset({role}), at=like.at - timedelta(days=days_ago),
        sector=Sector.PUBLIC, whole_city=True,
    )  # fmt: skip


def tell(deed: Deed) -> None:
    """All of it, in the order in which an office would do it; the plans must be there."""
    office, city = ("최지우", Role.COUNCIL_OFFICE), ("배로운", Role.CITY_OFFICER)
    with acting(deed_of(*office, like=deed, days_ago=30)) as then:
        import_id = planning.upload_existing(then, filename="기존 사업 목록.csv", content=LIST.read_bytes())
        planning.confirm_existing(then, import_id=import_id)
        for kind, code, label in THEMES:
            planning.add_theme(then, term=NEXT, kind=planning.ThemeKind(kind), code=code, label=label, from_on=then.day)
    with acting(deed_of(*office, like=deed, days_ago=20)) as then:
        round_id = _open(then)
    with acting(deed_of(*office, like=deed, days_ago=12)) as then:
        sources = _evidence(then)
    with acting(deed_of(*city, like=deed, days_ago=9)) as then:
        made = _candidates(then, sources)
        _overlaps(then, made)
    with acting(deed_of(*office, like=deed, days_ago=16)) as then:
        _asks(then, made)
    _fill(deed, round_id)


def _open(deed: Deed) -> UUID:
    soon = deed.day + timedelta(days=27)
    due = {"tf_finding": deed.day + timedelta(days=14), "subcommittee_opinion": deed.day + timedelta(days=18)}
    given = planning.RoundIn(
        term=RUNNING, year=deed.day.year, name="상반기 검토", due_on=soon, rows=ROWS, row_due=due
    )  # fmt: skip
    round_id = planning.open_round(deed, given)
    fillers = {"tf_finding": "배로운", "subcommittee_opinion": "최지우", "field_issue": "남가온"}
    for card in planning.round_page(deed, round_id).cards[:12]:
        planning.assign_rows(deed, card_id=card.card_id, assignees={row: id_of(who) for row, who in fillers.items()})
    return round_id


def _fill(deed: Deed, round_id: UUID) -> None:
    """Four cards with words; the first goes all the way, the third waits for a review, the second was sent back."""
    writer = ("남가온", Role.PROGRAMME_OFFICER)
    with acting(deed_of(*writer, like=deed, days_ago=8)) as then:
        cards = [card.card_id for card in planning.round_page(then, round_id).cards[: len(WORDS)]]
        for card_id, words in zip(cards, WORDS, strict=False):
            for row, text in zip(ROWS, words, strict=True):
                if text:
                    planning.write_row(then, card_id=card_id, row=row, text=text, excuse="", seen_version=0)
        if len(cards) < len(WORDS):
            return
        excuse = "상담소를 닫은 뒤라 들을 곳이 없음"
        planning.write_row(then, card_id=cards[2], row="field_issue", text="", excuse=excuse, seen_version=0)
        planning.move_card(then, card_id=cards[0], move="submit", seen_version=1)
        planning.move_card(then, card_id=cards[2], move="submit", seen_version=1)
    with acting(deed_of("배로운", Role.CITY_OFFICER, like=deed, days_ago=5)) as then:
        planning.move_card(then, card_id=cards[0], move="review", seen_version=2)
        planning.move_card(then, card_id=cards[0], move="finish", seen_version=3)


def _evidence(deed: Deed) -> dict[str, UUID]:
    last = deed.day.year - 1
    kinds = planning.EvidenceKind
    # Korean data: invented sources
    rows = (
        ("single", kinds.STATISTIC, "1인가구 수", "시 통계연보 (시연)", "98,240", "가구", "시에 사는 1인가구", "single_households"),
        ("couples", kinds.STATISTIC, "혼인 5년 안의 부부", "시 통계연보 (시연)", "8,412", "쌍", "시에 사는 혼인 5년 안의 부부", "newlywed_couples"),
        ("survey", kinds.SURVEY, "지역사회보장조사 (시연)", "물길연구소", "31.4", "%", "혼자 산다고 답한 중장년 가운데 도움을 청할 사람이 없는 비율", ""),
        ("study", kinds.STUDY, "퇴원 뒤 한 달의 돌봄", "물길연구소", "", "", "", ""),
    )  # fmt: skip
    return {
        key: planning.enter_evidence(
            deed,
            given=planning.EvidenceIn(
                kind=kind, title=title, source=source, year=last, value=value, unit=unit, population=population, code=code
            ),
        )
        for key, kind, title, source, value, unit, population, code in rows
    }  # fmt: skip


def _candidates(deed: Deed, sources: dict[str, UUID]) -> list[UUID]:
    """Four candidates: one judged but for two criteria, one for further review, one for later review, one new."""
    made = []
    for given, answers in CANDIDATES:
        candidate_id = planning.propose(deed, term=NEXT, given=given)
        made.append(candidate_id)
        for code, (judgement, text, question) in answers.items():
            planning.judge(
                deed, candidate_id=candidate_id,
                given=planning.AnswerIn(
                    criterion=code, judgement=planning.Judgement(judgement), text=text, open_question=question,
                    evidence_id=sources["survey"] if (code, judgement) == ("need", "met") and len(made) == 1 else None,
                ),
            )  # fmt: skip
    for candidate_id in made[:3]:
        planning.move_candidate(deed, candidate_id=candidate_id, move="take_up", seen_version=1)
    # Korean data: reasons
    for candidate_id, move, reason in (
        (made[1], "ask_more", "실적을 모을 부서를 먼저 정한다."),
        (made[2], "look_later", "노인복지과 사업과 겹치는지 다음 회의에서 본다."),
    ):
        planning.move_candidate(
            deed, candidate_id=candidate_id, move=move, seen_version=2, decided=planning.Decided(reason=reason)
        )
    for candidate_id, codes in zip(made, (("lonely", "partnership"), ("care",), ("care", "housing"), ()), strict=True):
        planning.mark_themes(deed, themes=codes, candidate_id=candidate_id)
    return made


def _overlaps(deed: Deed, made: list[UUID]) -> None:
    """Two overlaps somebody spoke of, one of them of something without a record; one pair judged."""
    rows = {row.name: row.programme_id for row in planning.all_programmes(deed)}
    lonely = planning.Thing(planning.ThingKind.CANDIDATE, made[0])
    other = planning.Thing(planning.ThingKind.EXISTING, rows["외로운 이웃 말벗단"])
    # Korean data: what was said
    said = (
        planning.StatedIn(
            other_name="외로운 이웃 말벗단", words="고독사를 막는 말벗 사업과 겹치는지 먼저 보아야 한다", other=other,
            said_in="통합사례관리분과", said_on=deed.day,
        ),
        planning.StatedIn(other_name="관계망 만들기 사업", words="예전에 하던 관계망 사업과도 견주어야 한다", said_in="통합사례관리분과", said_on=deed.day),
    )  # fmt: skip
    for one in said:
        planning.state_overlap(deed, subject=lonely, given=one)
    planning.judge_pair(
        deed, one=lonely, other=other, verdict=planning.PairVerdict.JOINED,
        reason="말벗은 집으로 찾아가고 사랑방은 밖으로 나오게 하므로 이어서 한다",
    )  # fmt: skip


def _asks(deed: Deed, made: list[UUID]) -> None:
    """Three data requests (one overdue, one answered), three claims, three requests to the province."""
    owner, past, ahead = id_of("최지우"), deed.day + timedelta(days=9), deed.day + timedelta(days=24)
    # Korean data: invented requests
    late = planning.DataRequestIn(
        what="노인복지과 돌봄집 이용 현황", asked_of="노인복지과", due_on=past, owner_id=owner, candidate_id=made[2]
    )
    planning.ask_data(deed, given=late)
    open_one = planning.DataRequestIn(
        what="병원동행 이용 신청 목록의 항목",
        asked_of="상록수보건소",
        due_on=ahead,
        owner_id=id_of("남가온"),
        candidate_id=made[1],
    )
    planning.ask_data(deed, given=open_one)
    done = planning.DataRequestIn(what="일자리정책과 사업 목록", asked_of="일자리정책과", due_on=ahead, owner_id=owner)
    planning.answer_data(
        deed, request_id=planning.ask_data(deed, given=done), text="열두 개 사업의 이름과 대상, 예산을 받음",
        file=planning.FileIn(name="일자리 사업.csv", content="사업명,대상\n면접 옷장,구직자\n".encode()), seen_version=1,
    )  # fmt: skip
    for words in ("쉼터를 찾는 분이 크게 늘었다", "신청이 많은 편이다", "상담을 받은 분의 만족도가 높은 것으로 보인다"):
        planning.enter_claim(deed, given=planning.ClaimIn(text=words, said_in="통합사례관리분과 회의"))
    _province(deed, sent=deed.day - timedelta(days=40), due=deed.day - timedelta(days=2))


def _province(deed: Deed, *, sent: date, due: date) -> None:
    # Korean data: invented requests
    daily = planning.enter_province_request(
        deed,
        given=planning.ProvinceRequestIn(
            title="안부확인 결과를 날마다 시에 보내기", asked_of="경기도 복지정책과 (시연)",
            text="누가 들어오고 나갔는지, 왜 그만두었는지를 날마다 파일로 받게 해 주십시오.",
        ),
    )  # fmt: skip
    planning.send_province_request(
        deed, request_id=daily, sent_on=sent, due_on=due, document_no="복지정책과-1204", seen_version=1
    )
    planning.answer_province_request(
        deed, request_id=daily, answered_on=deed.day - timedelta(days=5), kind=planning.Answer.PARTLY,
        text="날마다는 어렵고 주마다 보내겠음", effect="그만둔 분의 다음 조치를 주마다 확인할 수 있음", seen_version=2,
    )  # fmt: skip
    late = planning.enter_province_request(
        deed,
        given=planning.ProvinceRequestIn(
            title="도와 시의 안부전화 대상 나누기", asked_of="경기도 복지정책과 (시연)",
            text="같은 분에게 두 번 전화하지 않게 대상을 나누어 주십시오.",
        ),
    )  # fmt: skip
    planning.send_province_request(
        deed, request_id=late, sent_on=sent, due_on=due, document_no="복지정책과-1205", seen_version=1
    )
    planning.enter_province_request(
        deed,
        given=planning.ProvinceRequestIn(
            title="병원동행 이용 기준 넓히기", asked_of="경기도 복지정책과 (시연)",
            text="실제로 혼자 사는 분도 이용할 수 있게 기준을 고쳐 주십시오.",
        ),
    )  # fmt: skip
