"""Korean is the source language, English is complete, and nobody writes a sentence past the translators."""

from __future__ import annotations

from pathlib import Path

import pytest

from chomchom.site import messages

ROOMS = messages.rooms()

# Folders whose Korean is data, not interface: invented people and places, documents in Korean by law.
DATA = ("chomchom/site/demo", "chomchom/formats", "chomchom/rulebook")


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_sentence_has_its_english(room: Path) -> None:
    lacking = [f"{found.where}: {found.msgid}" for found in messages.missing(room)]
    assert not lacking, f"run: python -m chomchom messages update {room.name}\n" + "\n".join(lacking)


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_no_english_outlives_its_sentence(room: Path) -> None:
    assert messages.leftover(room) == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_english_has_no_hangul_left(room: Path) -> None:
    path = messages.catalogue_path(room)
    if not path.exists():
        return
    kept = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("msgstr") and messages.HANGUL.search(line)
    ]
    # Place names and titles may be given in both scripts, in brackets after the English.
    assert not [line for line in kept if not line.split('"', 1)[1][:1].isascii()]


def test_templates_say_nothing_past_the_translators() -> None:
    strays = []
    for path in sorted(messages.PACKAGE.rglob("templates/**/*.html")):
        for line, text in messages.stray_in_template(path.read_text(encoding="utf-8")):
            strays.append(f"{path.relative_to(messages.PACKAGE)}:{line}: {text[:60]}")
    assert not strays, "\n".join(strays)


def test_python_says_nothing_past_the_translators() -> None:
    strays = []
    root = messages.PACKAGE.parent
    for path in sorted(messages.PACKAGE.rglob("*.py")):
        name = path.relative_to(root).as_posix()
        if "migrations" in path.parts or name.startswith(DATA):
            continue
        for line, text in messages.stray_in_python(path.read_text(encoding="utf-8")):
            strays.append(f"{name}:{line}: {text[:60]!r}")
    assert not strays, "wrap it in gettext, or say why it is data with `# Korean data: …`\n" + "\n".join(strays)
