"""Every way a file can be wrong has its sentence."""

from __future__ import annotations

from chomchom.formats.faults import FILE_REFUSALS, FaultCode, fault
from chomchom.ui.sentences import FAULTS, REFUSALS, fault_sentence


def test_every_fault_and_every_refusal_of_a_file_has_a_sentence() -> None:
    assert set(FAULTS) == set(FaultCode)
    assert set(REFUSALS) >= FILE_REFUSALS


def test_a_sentence_says_row_column_and_value() -> None:
    for code in FaultCode:
        assert fault_sentence(fault(code, row=7, column="동", value="값")).startswith("7행")
    assert (
        fault_sentence(fault(FaultCode.NOT_A_NUMBER, row=7, column="나이", value="스물"))
        == "7행 나이: 숫자가 아닙니다(스물)."
    )
