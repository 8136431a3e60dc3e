"""Signs of harm seen by rules and trained model together: floors under docs/safety.md's figures.

The project's goals are 99 % of what is said outright, 90 % of what is hinted at, and false alarms
on 1 % of all other messages; docs/safety.md says what was measured.
"""

import asyncio

import pytest

from safeguarding.domain.alerts import RUNNER_UP_VOTE
from tests.safety.measure_vote import held_out_concerns, held_out_others, see_all
from tests.safety.sets import FIFTH, joined, of_kind


def share_raised(trained, texts):
    """Return the share of the texts for which rules or vote raise an alert."""
    seen = asyncio.run(see_all(trained, texts))
    return sum(one.is_raised(RUNNER_UP_VOTE) for one in seen) / len(seen)


@pytest.mark.parametrize(("kind", "floor"), [("explicit", 0.985), ("veiled", 0.95)])
def test_recall_over_all_sets(trained, kind, floor):
    assert share_raised(trained, [one.text for one in joined(kind)]) >= floor


@pytest.mark.parametrize(("kind", "floor"), [("explicit", 0.98), ("veiled", 0.92)])
def test_recall_on_the_set_that_nobody_read(trained, kind, floor):
    unread = of_kind(FIFTH, kind)

    assert share_raised(trained, [one.text for one in unread]) >= floor


def test_the_held_out_concerns(trained):
    assert share_raised(trained, held_out_concerns()) >= 0.97


def test_false_alarms_over_all_other_intents(trained):
    assert share_raised(trained, held_out_others()) <= 0.01


def test_false_alarms_on_texts_that_are_hard_on_purpose(trained):
    assert share_raised(trained, [one.text for one in joined("harmless")]) <= 0.15
