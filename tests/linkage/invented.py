"""An invented test set for overlaps: thirty programmes and the pairs a person would look at together.

The programmes, the pairs and the city's lexicon were all written by us, so that only the order of methods says
something, not the height of a figure.
"""

from __future__ import annotations

import json
from pathlib import Path

from chomchom.linkage.programmes import Concept, Facet, Programme

LISTS = Path(__file__).resolve().parents[2] / "chomchom" / "planning" / "migrations" / "first_lists.json"

# key, name, text
PROGRAMMES = (
    ("c1", "혼자 사는 이웃 마을 사랑방", "고립된 중장년 1인가구가 마을 거점에서 만나 관계를 만든다"),
    ("c2", "1인 가구 병원 함께 가기", "보호자 없이 진료를 받으러 가는 주민과 동행한다"),
    ("c3", "어르신 안심 보금자리", "퇴원한 노인이 돌봄을 받으며 머무는 임대주택"),
    ("c4", "첫걸음 일터 잇기", "취업취약계층에게 일경험과 자활 일자리를 잇는다"),
    ("c5", "신혼부부 전월세 이자 덜기", "무주택 신혼부부의 전세자금 대출이자를 지원한다"),
    ("p1", "촘촘이웃", "통장과 명예사회복지공무원이 위기가구를 찾아내 신고한다"),
    ("p2", "목소리 안부 서비스", "인공지능 전화로 중장년 1인가구의 안부를 확인한다"),
    ("p3", "주거 상담 창구", "주거비와 임대료로 어려운 가구를 상담한다"),
    ("e1", "고독사 예방 모임", "사회적 고립 위험이 있는 1인가구의 공동체 모임과 말벗"),
    ("e2", "중장년 식탁 동아리", "혼자 사는 50대가 함께 요리하고 밥을 먹는 커뮤니티"),
    ("e3", "AI 돌봄 인형", "독거 노인에게 말벗 로봇을 보급해 안부를 살핀다"),
    ("e4", "스마트 플러그 살핌", "전력 센서로 혼자 사는 어르신의 이상을 알아낸다"),
    ("e5", "병원동행 매니저", "외래 진료를 받는 가구에 동행 매니저를 보낸다"),
    ("e6", "교통약자 이동 차량", "장애인과 고령자의 병원 이동을 차량으로 지원한다"),
    ("e7", "통합돌봄 케어주택", "돌봄이 필요한 고령자에게 안심주택을 제공한다"),
    ("e8", "노후주택 손보기", "저소득 가구의 도배와 장판, 단열을 고친다"),
    ("e9", "청년 월세 지원", "청년의 임대료 부담을 지원금으로 덜어 준다"),
    ("e10", "신혼 전세자금 이자지원", "신혼부부가 낸 대출이자를 돌려준다"),
    ("e11", "자활근로 사업단", "수급자에게 자활 일자리와 직업훈련을 제공한다"),
    ("e12", "청년 인턴 지원금", "미취업 청년의 일경험을 지원한다"),
    ("e13", "명예사회복지공무원 운영", "주민이 이웃의 사각지대를 발굴해 알린다"),
    ("e14", "긴급복지", "위기가구에 생계비를 긴급히 지원한다"),
    ("e15", "반찬 나눔", "저소득 어르신에게 반찬을 배달하며 안부를 묻는다"),
    ("e16", "희망 도시락", "결식 우려 아동에게 도시락을 배달한다"),
    ("e17", "마음건강 상담", "우울과 자살 위험이 있는 주민을 상담한다"),
    ("e18", "다문화 가족 배움터", "이주민의 문해와 진로 학습을 돕는다"),
    ("e19", "산모 꾸러미", "출산 가정에 영유아 용품 꾸러미를 보낸다"),
    ("e20", "여름 쉼터", "폭염 때 동네 쉼터를 열어 냉방을 제공한다"),
    ("e21", "한부모 자녀 학습", "한부모 가정 아동의 학습을 돕는다"),
    ("e22", "연탄 나눔", "난방이 어려운 가구에 연탄을 나눈다"),
)

RELATED = {
    frozenset(pair)
    for pair in (
        ("c1", "e1"), ("c1", "e2"), ("e1", "e2"), ("c2", "e5"), ("c2", "e6"), ("e5", "e6"), ("c3", "e7"), ("c4", "e11"),
        ("c4", "e12"), ("c5", "e10"), ("c5", "e9"), ("e9", "e10"), ("p1", "e13"), ("p1", "e14"), ("p2", "e3"), ("p2", "e4"),
        ("e3", "e4"), ("p3", "e9"), ("p2", "e15"), ("e15", "e16"), ("e11", "e12"), ("p2", "e1"),
    )
}  # fmt: skip


def lexicon() -> list[Concept]:
    """The lexicon a new installation begins with."""
    rows = json.loads(LISTS.read_text(encoding="utf-8"))["lexicon"]
    return [
        Concept(code=f"w{n}", facet=Facet(row["facet"]), label=row["label"], words=tuple(row["words"]))
        for n, row in enumerate(rows)
    ]


def programmes() -> list[Programme]:
    """The programmes of the set."""
    return [Programme(key=key, name=name, text=text) for key, name, text in PROGRAMMES]
