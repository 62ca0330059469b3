"""What may not stand in free text: resident registration numbers (개인정보 보호법 제24조의2)."""

from __future__ import annotations

from chomchom.formats import residents
from chomchom.kernel.verdicts import Refused

TEXT_AT_MOST = 500


def check_text(*texts: str) -> None:
    """Raises `rrn-not-kept` where a text holds a 주민등록번호, `text-too-long` beyond 500 letters."""
    for text in texts:
        if len(text) > TEXT_AT_MOST:
            raise Refused("text-too-long", most=TEXT_AT_MOST)
        if residents.find_rrn(text):
            raise Refused("rrn-not-kept")
