"""The ledger of special cases names rules that exist, and each of them can be switched off."""

from __future__ import annotations

import pytest

from benchmarks.special_cases import CASES, SpecialCase, holders, replaced


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
def test_a_rule_is_there_and_can_be_switched_off(case: SpecialCase) -> None:
    rule = next(holders(case))[2]
    with replaced(case, case.off):
        assert next(holders(case))[2] is not rule
    assert next(holders(case))[2] is rule
