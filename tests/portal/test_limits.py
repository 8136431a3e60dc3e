"""Allowances, counted on a clock that the tests hold."""

import pytest

from portal.limits import MOST_KEYS, Allowance, TooOftenError


def test_a_burst_is_allowed_and_then_one_at_a_time():
    allowance = Allowance(burst=2, per_second=0.5)

    allowance.take("a", at_s=0)
    allowance.take("a", at_s=0)
    with pytest.raises(TooOftenError) as refused:
        allowance.take("a", at_s=0)
    allowance.take("a", at_s=2)

    assert refused.value.wait_s == 3


def test_keys_do_not_share_and_looking_uses_nothing_up():
    allowance = Allowance(burst=1, per_second=1)

    allowance.check("a", at_s=0)
    allowance.take("a", at_s=0)
    allowance.take("b", at_s=0)

    with pytest.raises(TooOftenError):
        allowance.check("a", at_s=0)


def test_old_keys_are_forgotten():
    allowance = Allowance(burst=1, per_second=1)

    for number in range(MOST_KEYS):
        allowance.take(str(number), at_s=0)
    allowance.take("new", at_s=10)

    assert len(allowance._left) == 1
