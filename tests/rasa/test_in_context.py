"""Short messages weighed by the answers before: follow-ups, roles, and what stays as it is."""

import pytest

from bot.rasa.in_context import ANSWERED, weighed

TOPIC = "ask_young_worker_rules"


def best(probabilities, before, text, *, in_view=False):
    after = weighed(probabilities, before, text, is_placement_in_view=in_view)
    assert sum(after.values()) == pytest.approx(sum(probabilities.values()))
    return max(after, key=after.__getitem__)


def test_a_fragment_goes_on_with_the_topic():
    guess = {"set_profile": 0.96, "search_placements": 0.03, TOPIC: 0.01}

    assert best(guess, [TOPIC], "and in the holidays") == TOPIC
    assert best(guess, [], "and in the holidays") == "set_profile"


def test_what_says_itself_what_it_is_about_stays():
    guess = {"ask_cv": 0.97, TOPIC: 0.03}

    assert best(guess, [TOPIC], "can somebody please help me to write my cv today") == "ask_cv"
    assert best(guess, [TOPIC], "how to write a cv") == "ask_cv"


def test_an_adult_stays_that_adult_for_a_few_answers():
    guess = {"ask_minimum_wage": 0.7, "employer_enquiry": 0.3}

    before = ["ask_placement_rules", "employer_enquiry"]
    assert best(guess, before, "do i have to pay them anything at all for their work") == (
        "employer_enquiry"
    )


def test_what_needs_a_placement_is_not_meant_where_none_is_in_view():
    guess = {"placement_details": 0.6, "ask_university": 0.4}

    assert best(guess, ["ask_student_finance"], "how long is it") == "ask_university"
    assert best(guess, ["search_placements"], "how long is it", in_view=True) == (
        "placement_details"
    )


def test_hello_and_thanks_are_nothing_to_go_on_from():
    guess = {"set_profile": 0.9, "greet": 0.1}

    assert weighed(guess, ["greet", "thank"], "and 18", is_placement_in_view=False) == guess
    assert not {"greet", "thank", "affirm", "deny", "disclose_concern"} & ANSWERED
