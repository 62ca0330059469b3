"""All indicators of a plan over the whole ledger: from nothing, once counted, and after an event; DuckDB as the peer.

The peer scans the same facts from Parquet with the same statements; both have to give the same numbers, or the run fails. `python -m benchmarks.plan` runs this stage alone.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
import psycopg

from benchmarks.ground import open_city, settle
from benchmarks.processor import Spent, spending
from benchmarks.report import Report
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role

PROJECTS = 60
NOTHING, AFTER, KEPT = 5.0, 2.0, 0.1
ROUNDS = 5
DOORS = ("안부확인 위험신호", "경기도 결과", "주민 신고", "전화", "내방", "복지위기 알림 앱")
GRADES = ("관심", "주의", "미확인", "심각")
ENDS = ("안전 확인", "그 자리에서 도움", "의뢰", "사례 접수", "입원")


def formulas() -> list[tuple[str, str]]:
    """Three pairs of numerator and denominator a project, of the shapes an office asks for; all different."""
    found: list[tuple[str, str]] = []
    for door, grade in product(DOORS, GRADES):
        where = f'통로 = "{door}" and 등급 = "{grade}"'
        found += [
            (f"count(확인건 where {where} and 현장확인.문앞 = true)", f"count(확인건 where {where})"),
            (f"count(distinct 위기신호.사람 where {where})", ""),
            (
                f'count(확인건 where {where} and 마침.결과 = "사례 접수")',
                f"count(확인건 where {where} and 마침 is not null)",
            ),
        ]
    for door, end in product(DOORS, ENDS):
        found.append(
            (f'count(확인마침 where 통로 = "{door}" and 결과 = "{end}")', f'count(확인마침 where 통로 = "{door}")')
        )
    for payer, over in product(("푸드뱅크", "공동모금회", "후원금"), ("true", "false")):
        where = f'결과 = "전달" and 낸곳 = "{payer}" and 기준초과 = {over}'
        found += [(f"count(일회성연계 where {where})", ""), (f"sum(일회성연계.금액 where {where})", "")]
    for hours in (2, 6, 12, 24, 48, 72):
        where = f"첫문앞 = true and 신호후분 <= {hours * 60}"
        found += [
            (f"count(현장확인 where {where})", "count(현장확인 where 첫문앞 = true)"),
            (f"sum(현장확인.신호후분 where {where})", f"count(현장확인.신호후분 where {where})"),
            (
                f'count(소득판정 where 넘은금액 > {hours * 1000} and 연계.결과 = "전달")',
                f"count(소득판정 where 넘은금액 > {hours * 1000})",
            ),
            (f"count(사례이동 where 늦은날수 <= {hours})", "count(사례이동)"),
        ]
    for need, over in product(("meals", "care", "money", "housing", "mental_health"), ("true", "false")):
        where = f'욕구 = "{need}" and 기준초과 = {over}'
        found += [
            (f"count(의뢰 where {where} and 수락 is not null)", f"count(의뢰 where {where})"),
            (f'count(의뢰수락 where {where} and 부문 = "민간")', ""),
            (f"count(의뢰완료 where {where})", ""),
        ]
    for dong in ("일동", "이동", "와동", "고잔동"):
        found += [(f'count(연락시도 where 동 = "{dong}" and 결과 != "무응답")', f'count(연락시도 where 동 = "{dong}")')]
    return (found * 2)[: 3 * PROJECTS]


class Plan:
    """A plan of sixty projects with three indicators each, written and approved as offices do."""

    def __init__(self, deed: Deed) -> None:
        self.writer = replace(deed, actor_id=UUID(int=11), roles=frozenset({Role.COUNCIL_OFFICE}), whole_city=True)
        self.city = replace(deed, actor_id=UUID(int=12), roles=frozenset({Role.CITY_OFFICER}), whole_city=True)
        self.year = deed.day.year - 1

    def make(self) -> None:
        """Enter everything."""
        from chomchom.planning.actions import tree
        from chomchom.planning.actions.tree import ProjectIn
        from chomchom.store.acting import acting

        with acting(self.writer) as deed:
            term = tree.enter_term(deed, number=9, name="측정", first_year=self.year - 2)
            strategy = tree.enter_strategy(deed, term_id=term, number=1, name="측정")
            projects = [
                tree.enter_project(
                    deed, term_id=term, project=ProjectIn(name=f"사업 {n}", code=f"1-1-{n}", strategy_id=strategy)
                )
                for n in range(1, PROJECTS + 1)
            ]
        for number, (top, bottom) in enumerate(formulas()):
            self._indicator(projects[number // 3], number, top, bottom)

    def _indicator(self, project_id: UUID, number: int, top: str, bottom: str) -> None:
        from chomchom.planning.actions import indicators
        from chomchom.planning.rules.definitions import DataSource, DefinitionIn, Direction, FigureKind, IndicatorType
        from chomchom.store.acting import acting

        said = DefinitionIn(
            name=f"지표 {number}", purpose="", type=IndicatorType.OUTPUT, unit="건", direction=Direction.UP,
            kind=FigureKind.RATIO if bottom else FigureKind.COUNT, numerator=top, denominator=bottom, population="측정",
            source=DataSource.PLATFORM, department="측정", collector="측정", can_collect=True, collect_evidence="측정",
            valid_from=self.year - 2,
        )  # fmt: skip
        with acting(self.writer) as deed:
            made = indicators.draft_indicator(deed, project_id=project_id, name=said.name, code=f"i{number}")
            indicators.write_definition(deed, indicator_id=made, said=said)
        with acting(self.city) as deed:
            indicators.approve_definition(deed, indicator_id=made)

    def figures(self, year: int) -> tuple[Spent, dict[str, Any]]:
        """What it took, and the figures of all indicators for a year, as a page asks for them."""
        from chomchom.planning.calculator import figures
        from chomchom.planning.models import Indicator
        from chomchom.planning.rules.spans import Period
        from chomchom.store.acting import acting

        with acting(self.city) as deed:
            with spending() as took:
                rows = list(Indicator.objects.filter(project__term__number=9).select_related("project__term"))
                found = figures.figures(deed, rows, [Period(year)])
        names = {row.pk: row.code for row in rows}
        return took, {names[key[0]]: figure.parts for key, figure in found.items()}


def forget() -> None:
    """Throw all kept figures away."""
    from chomchom.planning.models import Reckoned

    Reckoned.objects.all().delete()


class Peer:
    """DuckDB over a Parquet file of the same facts, laid out as its owner would: a kind of entry after the other."""

    def __init__(self, owner: str, folder: Path) -> None:
        self.path = folder / "facts.parquet"
        self._export(owner, folder / "facts.csv")
        self.engine = duckdb.connect()
        self.engine.execute(f"CREATE VIEW planning_fact AS SELECT * FROM read_parquet('{self.path}')")
        self.engine.execute("CREATE VIEW planning_entry AS SELECT * FROM planning_fact WHERE false")
        self.engine.execute("CREATE TABLE ledger_entry (seq BIGINT, voids BIGINT)")
        with psycopg.connect(owner) as connection:
            voided = connection.execute("SELECT seq, voids FROM ledger_entry WHERE voids IS NOT NULL").fetchall()
        if voided:
            self.engine.executemany("INSERT INTO ledger_entry VALUES (?, ?)", voided)
        self.engine.execute("CREATE MACRO to_char(d, f) AS strftime(d, '%Y-%m')")

    def _export(self, owner: str, csv: Path) -> None:
        with psycopg.connect(owner) as connection:
            columns = connection.execute(
                "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'planning_entry'"
                " ORDER BY ordinal_position"
            ).fetchall()
            query = "COPY (SELECT * FROM planning_entry ORDER BY tag, seq) TO STDOUT (FORMAT csv, HEADER)"
            with csv.open("wb") as out, connection.cursor().copy(query) as rows:
                for block in rows:
                    out.write(block)
        types = ", ".join(f"'{name}': '{kind}'" for name, kind in columns)
        duckdb.sql(
            f"COPY (SELECT * FROM read_csv('{csv}', header=true, columns={{{types}}}))"
            f" TO '{self.path}' (FORMAT parquet, COMPRESSION zstd)"
        )
        csv.unlink()

    def count(self, wanted: list[tuple[str, Any, Any]]) -> tuple[Spent, dict[tuple[str, Any], Any]]:
        """What it took, and (indicator, aggregate) → number; one statement an entity, as the product does."""
        groups: dict[str, list[tuple[str, Any, Any, Any]]] = {}
        for name, formula, span in wanted:
            for aggregate, counted in formula.counted.items():
                groups.setdefault(counted.entity.name, []).append((name, aggregate, counted, span))
        found: dict[tuple[str, Any], Any] = {}
        with spending() as took:
            for group in groups.values():
                found |= self._of_one_entity(group)
        return took, found

    def _of_one_entity(self, group: list[tuple[str, Any, Any, Any]]) -> dict[tuple[str, Any], Any]:
        from chomchom.planning.calculator.compiling import Compiler

        unique = {aggregate: counted for _name, aggregate, counted, _span in group}
        _name, _aggregate, first, span = group[0]
        statement = Compiler(first.entity, span, mark=span.head).numbers(list(unique.values()))
        sql = re.sub(r"%\((\w+)\)s", r"$\1", statement.sql)
        used = set(re.findall(r"\$(\w+)", sql))
        row = self.engine.execute(sql, {k: _plain(v) for k, v in statement.params.items() if k in used}).fetchone()
        numbers = dict(zip(unique, row[4::2], strict=True))
        return {(name, aggregate): numbers[aggregate] for name, aggregate, _counted, _span in group}


def _plain(value: Any) -> Any:
    return float(value) if type(value).__name__ == "Decimal" else value


def measure(report: Report, deed: Deed, *, owner: str, size: int, follow: Callable[[], None]) -> None:
    """Count the plan from the ledger alone, from nothing, kept, and after an event; then let the peer count the same."""
    plan = Plan(deed)
    plan.make()
    label = f"{3 * PROJECTS} indicators of {PROJECTS} projects, {size / 1e6:.1f} M entries"
    _take_all_the_time()
    alone, plainly = plan.figures(plan.year)
    report.add(f"{label}, from the ledger alone", alone.said())
    _copy(report, owner)
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        _against(report, plan, Peer(owner, Path(folder)), plainly, label)
    plan.figures(deed.day.year)
    kept = sorted((plan.figures(plan.year)[0] for _round in range(9)), key=lambda one: one.wall)[4]
    report.add(
        "The same once counted", f"{kept.wall * 1000:.0f} ms (processor {kept.processor * 1000:.0f} ms)",
        aim=f"< {KEPT * 1000:.0f} ms", met=kept.wall < KEPT,
    )  # fmt: skip
    _after(report, plan, deed, follow)


def _take_all_the_time() -> None:
    """The ledger alone takes longer than a page may."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")


def _copy(report: Report, owner: str) -> None:
    """Bring the copy that formulas count up to the head, as the job does every minute."""
    from chomchom.planning.calculator.facts import mark_now
    from chomchom.planning.jobs import copy_facts

    began = time.perf_counter()
    copy_facts(0)
    took, mark = time.perf_counter() - began, mark_now()
    report.add("Copying the ledger for formulas", f"{mark / took / 1000:.0f} k entries/s ({mark:,})")
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE planning_fact")


def _after(report: Report, plan: Plan, deed: Deed, follow: Callable[[], None]) -> None:
    _took, before = plan.figures(deed.day.year)
    follow()
    took, after = plan.figures(deed.day.year)
    if before == after:
        raise RuntimeError("no figure followed its event")
    report.add(
        "All figures of this year after an event", took.said(), aim=f"< {AFTER:.0f} s", met=took.wall < AFTER
    )  # fmt: skip


def _against(report: Report, plan: Plan, peer: Peer, plainly: dict[str, Any], label: str) -> None:
    """Ours and the peer in turn, each from nothing; both must find what the ledger alone gave."""
    from chomchom.ledger.public import head
    from chomchom.planning.calculator.compiling import Span
    from chomchom.planning.calculator.countable import read_formula
    from chomchom.planning.rules.spans import Period

    span = Span(first=Period(plan.year).first, last=Period(plan.year).last, head=head()[0])
    wanted = [
        (f"i{number}", read_formula(text), span)
        for number, pair in enumerate(formulas()) for text in pair if text
    ]  # fmt: skip
    pairs: list[tuple[Spent, Spent]] = []
    for _round in range(ROUNDS):
        forget()
        mine, ours = plan.figures(plan.year)
        other, theirs = peer.count(wanted)
        pairs.append((mine, other))
        _compare(ours, plainly, theirs)
    mine, other = (sorted(side, key=lambda one: one.wall)[ROUNDS // 2] for side in zip(*pairs, strict=True))
    report.add(f"{label}, from nothing", mine.said(), aim=f"< {NOTHING:.0f} s", met=mine.wall < NOTHING)
    walls = sorted(mine.wall / other.wall for mine, other in pairs)
    processor = sorted(mine.processor / other.processor for mine, other in pairs)
    size = peer.path.stat().st_size / 1e6
    report.add(
        f"DuckDB over Parquet of the same facts ({size:.0f} MB), in turn with it, {ROUNDS} times",
        f"{other.said()}; ours is {walls[ROUNDS // 2]:.1f}× its wall ({walls[0]:.1f} to {walls[-1]:.1f}),"
        f" {processor[ROUNDS // 2]:.1f}× its processor time",
    )


def _compare(ours: dict[str, Any], plainly: dict[str, Any], theirs: dict[tuple[str, Any], Any]) -> None:
    """Raises RuntimeError where two ways of counting do not agree."""
    from chomchom.planning.calculator.countable import read_formula

    if ours != plainly:
        raise RuntimeError("the copy gives other figures than the ledger")
    wrong = 0
    for number, pair in enumerate(formulas()):
        for side, text in zip(("numerator", "denominator"), pair, strict=True):
            if text:
                aggregate = next(iter(read_formula(text).counted))
                mine, other = getattr(ours[f"i{number}"], side), theirs[f"i{number}", aggregate] or 0
                wrong += float(mine) != float(other)
    if wrong:
        raise RuntimeError(f"the peer counts {wrong} numbers differently")


def main() -> int:
    """Run this stage alone; prints its lines."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plan", description=__doc__)
    parser.add_argument("--entries", type=int, default=5_000_000)
    parser.add_argument("--households", type=int, default=300)
    options = parser.parse_args()
    with open_city() as addresses:
        from benchmarks import entries
        from benchmarks.run import BUSY, _signal, load_city
        from chomchom.outreach import public as outreach
        from chomchom.store.acting import acting, city_now

        report = Report()
        city = load_city(report, options.households)
        people = list(zip(city.person_ids, (one.dong for one in city.residents), strict=True))
        began = time.perf_counter()
        wrote = entries.fill(city.deed, people, upto=options.entries, say=lambda line: print(f"   {line}", flush=True))
        print(f"   {wrote:,} entries in {time.perf_counter() - began:.0f} s", flush=True)
        settle(addresses)
        now = city_now()
        deed = city.at(now)

        def follow() -> None:
            with acting(city.at(now + timedelta(seconds=1))) as later:
                outreach.receive_signal(later, _signal("plan", city.of_dong(BUSY)[10], BUSY, now))

        measure(report, deed, owner=addresses["owner"], size=options.entries, follow=follow)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
