"""A class of ours that a template or a component names has a style somewhere; a misspelt one is found here."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "chomchom"
NAMED = re.compile(r"\bcc-[a-z0-9]+(?:-[a-z0-9]+)*\b(?!-?\{|-?%)")
# Hooks for scripts and for tests, or states that need no look of their own.
WITHOUT_LOOK = {
    "cc-story-what",
    "cc-ico",
    "cc-desk",
    "cc-dot-note",
    "cc-dot-notice",
    "cc-mark-call",
    "cc-grade-mark",
    "cc-header-phone",
}


def test_every_class_has_a_style() -> None:
    styles = "".join(
        path.read_text(encoding="utf-8") for path in ROOT.rglob("static/**/*.css") if "vendor" not in path.parts
    )
    known = set(NAMED.findall(styles)) | WITHOUT_LOOK
    unknown: dict[str, str] = {}
    for path in ROOT.rglob("templates/**/*.html"):
        for attribute in re.findall(r'class="([^"]*)"', path.read_text(encoding="utf-8")):
            plain = re.sub(r"\{[{%].*?[%}]\}", "{", attribute)
            for name in re.findall(r"(?<![\w-])cc-[a-z0-9-]*[a-z0-9](?![\w{-])", plain):
                if name not in known:
                    unknown[name] = path.relative_to(ROOT).as_posix()
    assert not unknown, unknown
