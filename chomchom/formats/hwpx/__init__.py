"""HWPX (KS X 6101, OWPML): our own writer, reader and lint over the document tree."""

from __future__ import annotations

from chomchom.formats.hwpx.lint import Flaw, FlawCode, lint
from chomchom.formats.hwpx.reader import read_hwpx
from chomchom.formats.hwpx.writer import write_hwpx

__all__ = ["Flaw", "FlawCode", "lint", "read_hwpx", "write_hwpx"]
