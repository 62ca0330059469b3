"""The demo's old minutes: an invented paper of last year, uploaded and waiting to become records."""

from __future__ import annotations

from datetime import date, timedelta

from chomchom.council import public as council
from chomchom.kernel.deeds import Deed

WEEKDAYS = "월화수목금토일"

TEXT = """통합사례관리분과 회의록({year}년 1차)\t\t담당\t사무국장\t분과장\t위원장
회의일시\t{year}. {month}. {day}.({weekday}) 15:00~16:30\t회의장소\t시청 별관 회의실 (시연)
분과명\t{body}\t작성자\t최지우
참석자\t총 분과원 5명 중 4명 참석 (80%) ※ 참석여부 O,×
\t성명\t소속\t참석여부\t성명\t소속\t참석여부
\t가람솔\t물빛종합사회복지관 (시연)\tO\t누리별\t새숲노인복지관 (시연)\t×
\t다온길\t한뜰지역자활센터 (시연)\tO\t라온휘\t푸른정신건강센터 (시연)\tO
\t마음찬\t고을장애인복지관 (시연)\tO\t바론해\t이웃돌봄연구소 (시연)\tO
산건\t1. 지난해 사업 돌아보기 2. 다음 계획의 방향 3. 신규 사업 후보 4. 합의 사항 5. 향후 계획
회의내용\t※ 분과원 불참사유 - 새숲노인복지관 (시연) 누리별 : 병가
1. 지난해 사업 돌아보기 □ I-2-4 골목 살핌이
구분\t주요 내용
TF 검토 결과\t· 살핌 방문이 2023년 62%, 2024년 104%로 늘었음. · 만족하는 사람이 많은 편임.
분과 보완 의견\t· 방문 뒤에 무엇을 했는지 적는 칸이 필요함. · 83세 어르신 한 분은 세 번 방문 뒤에야 문을 여심.
제6기 반영 방향\t· 본 사업은 지속사업 후보로 반영함.
2. 다음 계획의 방향
- 혼자 사는 이웃을 동마다 다르게 살핌.
3. 신규 사업 후보
□ 함께 가는 병원길
구분\t주요 내용
사업 취지\t· 혼자 병원에 가기 어려운 이웃과 함께 감. · 지난해 물어본 40명 중 3명은 필요 없다고 함.
검토 방향\t· 후속 검토 후보 로 정리함.
4. 합의 사항
구분\t사업명\t분과회의 정리\t제6기 반영 방향
기존 사업\t1-2-4 골목 살핌이\t방문이 늘었음.\t지속 검토/지표 보완. 다음 회의에서 지표를 정함.
신규 후보\t함께 가는 병원 길\t필요함.\t후속 검토. 비슷한 사업과의 중복을 확인.
5. 향후 계획
○ 분과원은 회의 뒤에도 의견을 사무국에 보내기로 함.
"""


def bring(deed: Deed, *, body: str) -> None:
    """Upload last year's minutes of a body; an officer of the council decides about them on the page."""
    on = date(deed.day.year - 1, 3, 2)
    while on.weekday() > 4:
        on += timedelta(days=1)
    text = TEXT.format(
        year=on.year, month=on.month, day=on.day, weekday=WEEKDAYS[(on.weekday() + 1) % 7], body=body
    )  # the weekday is wrong on purpose: the page asks about it
    council.bring_in(deed, filename=f"분과 회의록 {on.year}년 1차 (시연).txt", content=text.encode())
