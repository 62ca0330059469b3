"""The commands print what they promise and need no database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.council import twin

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def paper(tmp_path) -> Path:
    path = tmp_path / "minutes.txt"
    path.write_bytes(twin.FULL.encode("cp949"))
    return path


def chomchom(tmp_path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command with an empty data folder and a database that is not there."""
    environment = {
        **os.environ,
        "CHOMCHOM_DATA": str(tmp_path / "data"),
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
        "PYTHONIOENCODING": "utf-8",
    }
    environment.pop("CHOMCHOM_DB_ROLE", None)
    return subprocess.run(
        [sys.executable, "-m", "chomchom", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_read_prints_json_and_nothing_else(tmp_path, paper):
    ran = chomchom(tmp_path, "minutes", "read", str(paper))
    assert (ran.returncode, ran.stderr) == (0, "")
    found = json.loads(ran.stdout)
    assert found["document"]["committee"] == "이웃돌봄분과"
    assert found["findings"][0]["text"].startswith("결재란")


def test_check_names_lines_and_what_to_do(tmp_path, paper):
    ran = chomchom(tmp_path, "minutes", "check", str(paper))
    assert ran.returncode == 0
    assert (
        "57행: 2027. 4. 1.(금): 이날은 목요일입니다. 날짜와 요일 가운데 무엇이 맞는지 확인해 주세요. [weekday-wrong]"
        in ran.stdout
    )
    assert "10행: ‘산건’는 ‘안건’의 잘못 같습니다." in ran.stdout


def test_a_refusal_is_one_sentence_and_no_trace(tmp_path):
    path = tmp_path / "old.hwp"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    ran = chomchom(tmp_path, "minutes", "read", str(path))
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr.strip().splitlines() == ["한글 파일(hwp)은 읽을 수 없습니다. 한글에서 HWPX로 저장해 올려 주세요."]


@pytest.mark.parametrize("form", ["hwpx", "html", "pdf"])
def test_write_leaves_one_whole_file(tmp_path, paper, form):
    target = tmp_path / f"out.{form}"
    ran = chomchom(tmp_path, "minutes", "write", str(paper), "--to", form, "-o", str(target))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert target.stat().st_size > 1_000
    assert not list(tmp_path.glob("*.part"))


def test_write_into_a_folder_that_is_not_there_is_refused(tmp_path, paper):
    ran = chomchom(tmp_path, "minutes", "write", str(paper), "--to", "html", "-o", str(tmp_path / "none" / "out.html"))
    assert ran.returncode == 1
    assert "쓸 수 없습니다" in ran.stderr
