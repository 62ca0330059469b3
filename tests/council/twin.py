"""An invented twin of real minutes: another city, other labels, three people a row, pages broken elsewhere.

Nobody and nothing in it exists. The variants leave out what other committees leave out.
"""

from __future__ import annotations

HEAD = """
달맞이시 지역사회보장협의체 실무분과 회의록(2027년 제2차)\t\t담당\t국장\t분과장\t위원장\t
회의일시\t2027. 3. 4.(목) 14:00~15:30\t회의장소\t달맞이시청 소회의실\t\t
분과명\t이웃돌봄분과\t작성자\t한가람\t\t
참석자\t총 분과원 8명 중 6명 참석 (75%) ※ 참석여부 O,× / 협의체 사무국 참석률 제외
\t성명\t소속\t참석여부\t성명\t소속\t참석여부\t성명\t소속\t참석여부
"""
PEOPLE = """\t나도담\t달빛종합사회복지관\tO\t마루솔\t별빛노인복지관\t×\t바다온\t달맞이시 돌봄과\t○
\t사랑비\t햇살자활센터\tO\t아람결\t구름정신건강센터\tX\t자운영\t들꽃연구소\tO
\t차오름\t나루장애인복지관\tO\t하늬새\t새봄가족센터\tO\t한가람\t달맞이시지역사회보장협의체\tO
"""
AGENDA = """산건\t1. 제4기 사업 평가 결과 검토 2. 제57기 계획의 방향 3. 신규 사업 후보 4. 합의 사항 5. 향후 계획
회의내용\t※ 분과원 불참사유 - 별빛노인복지관 마루솔 : 병가 - 구름정신건강센터 아람결 : 업무 중복(외부 교육)
"""
REVIEWS = """\t1. 제4기 사업 평가 결과 검토 □ II-3-2 이웃 살핌 안부전화
\t구분\t주요 내용
\t담당부서 보고\t· 안부전화 응답률이 2025년 71%, 2026년 64%로 낮아졌고, 2027년 목표는 하향 조정됨. · 홍보물 배포율은 110%임.
\t분과원 의견\t· 대상자가 크게 늘어 인력이 부족함. · 이 사업은 달맞이도 디지털복지과가 주관하여 시의 의견을

구분\t주요 내용
\t반영하기 어려움.
반영 방향\t<ul style="x"> · 본 사업은 보류함. · 살핌이웃·통장과의 역할을 다시 나눔.

□ II-3-10 동네 부엌

구분\t주요 내용
담당부서 보고\t· 2024년 착공, 2026년 개소하였고, 2025년 달성률 80%, 2026년 달성률 90%임.
분과원 의견\t· 안부 전화와 함께 운영하자는 의견이 있었음.
다른 시 사례\t· 두 곳의 사례를 들음.
반영 방향\t· 본 사업은 제5기 지속사업 후보로 반영함. · 지표는 다음 회의에서 정함.

"""
DIRECTION = """2. 제5기 계획의 방향

- 제5기 계획은 살핌과 돌봄을 함께 봄.
- 동네마다 다른 사정을 담음.

핵심 쟁점\t주요 내용
사업을 고르는 기준\t· 제5기 사업은 필요성뿐 아니라 지속가능성, 지표 설정 가능성을 함께 갖추어야 함.
혼자 사는 이웃\t· 안부전화만으로는 모자람. · 사람이
\t찾아가야 함.

"""
CANDIDATES = """3. 신규 사업 후보

□ 병원 길 동무

구분\t주요 내용
제안 까닭\t· 혼자 병원에 가기 어려운 이웃이 많은 편임.
살펴볼 것\t· 후속 검토 후보 로 정리함.

"""
DECISIONS = """4. 합의 사항

구분\t사업명\t분과 정리\t제5기 반영 방향
제4기 사업\t2-3-2 이웃 살핌 안부전화\t응답률이 낮아짐.\t지속 검토. 안부 전화 방식을 재설계.
\t2-3-10 동네 부엌\t개소를

구분\t사업명\t분과 정리\t제5기 반영 방향
\t\t마침.\t지속 검토/지표 보완. 제3차 TF 회의에서 지표를 보완.
신규 후보\t병원길 동무\t필요함.\t후속 검토. 돌봄과는 4월 30일까지 비슷한 사업과의 중복을 확인.
"""
ENDING = """<p>5. 향후 계획</p> ○ 분과원은 3월 31일까지 의견을 협의체에 제출하기로 함. ○ 의견을 모아 정리함.
차기회의\t◎ 일시 : 2027. 4. 1.(금) 10:00 ◎ 장소 : 달맞이시청 소회의실 ◎ 안건 : 후보 정리 등

진행사진
"""

FULL = HEAD + PEOPLE + AGENDA + REVIEWS + DIRECTION + CANDIDATES + DECISIONS + ENDING
WITHOUT_TABLE = HEAD + PEOPLE + AGENDA + REVIEWS + DIRECTION + CANDIDATES + ENDING
WITHOUT_REVIEWS = HEAD + PEOPLE + AGENDA + DIRECTION + DECISIONS + ENDING
WITHOUT_AGENDA = HEAD + PEOPLE + REVIEWS + ENDING
