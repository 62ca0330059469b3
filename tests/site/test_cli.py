"""The command line: its language, its folders, its rooms."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from chomchom.site import cli
from chomchom.site.terminal import language_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("environment", "arguments", "language"),
    [
        ({}, [], "ko"),
        ({"LANG": "C.UTF-8"}, [], "ko"),
        ({"LANG": "ko_KR.UTF-8"}, [], "ko"),
        ({"LANG": "en_GB.UTF-8"}, [], "en"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "en_US.UTF-8"}, [], "en"),
        ({"LANG": "en_US.UTF-8"}, ["--lang", "ko"], "ko"),
        ({"LANG": "ko_KR.UTF-8"}, ["serve", "--lang=en"], "en"),
    ],
)
def test_the_terminals_language_is_spoken(environment, arguments, language):
    assert language_of(environment, arguments) == language


def test_global_options_stand_anywhere_and_relative_folders_mean_where_one_typed(monkeypatch, tmp_path):
    monkeypatch.setenv("CHOMCHOM_STARTED_IN", str(tmp_path))
    for words in (["--data", "here", "serve", "--port", "9"], ["serve", "--port", "9", "--data=here"]):
        monkeypatch.delenv("CHOMCHOM_DATA", raising=False)
        cli._take_global_options(words)
        assert words == ["serve", "--port", "9"]
        assert os.environ["CHOMCHOM_DATA"] == str(tmp_path / "here")
    monkeypatch.delenv("CHOMCHOM_DATA")


def test_every_room_with_commands_hangs_them_on_the_line():
    parser = cli._parser(rooms=True)
    said = parser.format_help()
    for command in ("serve", "backup", "restore", "drill", "prove", "keys", "users", "messages", "manage"):
        assert command in said
    assert "chomchom.accounts.cli" in cli.rooms_with_commands()


@pytest.mark.parametrize(("language", "words"), [("ko", "백업을 만듭니다"), ("en", "make a backup")])
def test_help_speaks_korean_and_english(language, words, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "chomchom", "--lang", language, "--data", str(tmp_path / "d"), "--help"],
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert words in done.stdout
    assert not (tmp_path / "d" / "postgres").exists()
