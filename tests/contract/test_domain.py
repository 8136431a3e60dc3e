"""domain.yml, the data and bot/actions must name the same things; Rasa itself does not check."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk.executor import ActionExecutor

from careers.library import load_library

ROOT = Path(__file__).resolve().parents[2]
ACTIONS = ROOT / "bot" / "actions"
INTENTS = frozenset(
    {
        "greet", "goodbye", "thank", "affirm", "deny", "help", "start_over", "cancel", "repeat",
        "bot_challenge", "feedback_negative", "feedback_positive", "change_language",
        "out_of_scope", "set_profile", "start_quiz", "ask_privacy", "export_data", "delete_data",
        "talk_to_adviser", "disclose_concern", "suggest_careers", "explore_by_subject",
        "explore_by_interest", "ask_occupation", "ask_pay", "ask_entry_route", "ask_requirements",
        "ask_skills", "ask_hours", "ask_outlook", "ask_similar", "compare_occupations",
        "ask_options_post16", "ask_gcse_options", "ask_a_levels", "ask_apprenticeship",
        "ask_t_levels", "ask_university", "ask_student_finance", "ask_failed_exams",
        "ask_self_employment", "ask_cv", "ask_application", "ask_interview", "ask_part_time_job",
        "ask_minimum_wage", "ask_insecure_work", "ask_young_worker_rules", "ask_rights",
        "ask_learning", "ask_badges", "log_learning", "search_placements", "placement_details",
        "apply_placement", "application_status", "accept_offer", "decline_offer",
        "withdraw_application", "report_absence", "ask_placement_prep", "ask_placement_travel",
        "ask_placement_rules", "log_encounter", "ask_progress", "employer_enquiry",
        "parent_enquiry", "teacher_enquiry",
    }
)  # fmt: skip
LONGEST_REPLY = 300  # characters; content through {text} and {list} is not counted here
MAY_BE_LONGER = {"utter_ask_delete", "utter_ask_privacy"}  # what somebody agrees to


def load(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


DOMAIN = load("domain.yml")
RESPONSES: dict[str, list[dict[str, Any]]] = DOMAIN["responses"]
SOURCES = sorted(ACTIONS.glob("*.py"))


def names(entries: list[Any]) -> set[str]:
    return {entry if isinstance(entry, str) else next(iter(entry)) for entry in entries}


def constants(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def said_in_python() -> set[str]:
    every = {text for path in SOURCES for text in constants(path)}
    return {text for text in every if text.startswith("utter_")} - {"utter_action"}


def slots_set_in_python() -> set[str]:
    """Return the keywords of every call of `remember` and `in_form`."""
    found: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _called(node) in {"remember", "in_form"}:
                found |= {word.arg for word in node.keywords if word.arg is not None}
    return found


def slots_read_in_python() -> set[str]:
    found: set[str] = set()
    for path in SOURCES:
        found |= set(re.findall(r'\.slot\("(\w+)"\)', path.read_text(encoding="utf-8")))
    return found - {"requested_slot"}  # Rasa's own


def entities_read_in_python() -> set[str]:
    found: set[str] = set()
    for path in SOURCES:
        source = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'\.entit(?:y|ies)\("(\w+)"\)', source))
    return found


def buttons() -> Iterator[tuple[str, str]]:
    for response, variants in RESPONSES.items():
        for variant in variants:
            for button in variant.get("buttons", []):
                yield response, button["payload"]


def steps_of(name: str, kind: str) -> Iterator[Any]:
    for entry in load(name)[kind]:
        yield from entry["steps"]


def intents_in(steps: Iterator[Any]) -> set[str]:
    found: set[str] = set()
    for step in steps:
        for choice in step.get("or", [step]):
            if "intent" in choice:
                found.add(choice["intent"])
    return found


def actions_in(steps: Iterator[Any]) -> set[str]:
    return {step["action"] for step in steps if "action" in step}


def test_the_intents_are_those_agreed_on_and_rasas_fallback() -> None:
    assert names(DOMAIN["intents"]) == INTENTS | {"nlu_fallback"}


def test_every_action_of_the_domain_is_implemented_and_the_reverse() -> None:
    executor = ActionExecutor()
    executor.register_package("bot.actions")

    assert set(executor.actions) == names(DOMAIN["actions"])


def test_every_action_has_a_file_and_a_test_of_its_name() -> None:
    for action in names(DOMAIN["actions"]):
        assert (ACTIONS / f"{action}.py").is_file(), action
        assert (ROOT / "tests" / "actions" / f"test_{action}.py").is_file(), action


def test_every_response_named_in_python_is_in_the_domain() -> None:
    assert said_in_python() <= set(RESPONSES)


def test_every_response_of_the_domain_is_said_somewhere() -> None:
    in_rules = actions_in(steps_of("data/rules.yml", "rules"))

    assert set(RESPONSES) == said_in_python() | {a for a in in_rules if a.startswith("utter_")}


def test_no_action_is_sent_the_domain() -> None:
    assert all(isinstance(entry, str) for entry in DOMAIN["actions"])


def test_slots_named_in_python_are_in_the_domain_and_the_reverse() -> None:
    used = slots_set_in_python() | slots_read_in_python()

    assert used == set(DOMAIN["slots"])


def test_entities_named_in_python_are_in_the_domain() -> None:
    assert entities_read_in_python() <= set(DOMAIN["entities"])


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_python_says_nothing_in_its_own_words(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert "utter_message(text=" not in source
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _called(node) in {"say", "words", "Choice"}:
            assert not _is_prose(node.args[0]), ast.unparse(node)


def _called(node: ast.Call) -> str:
    """Return the last name of what is called."""
    return ast.unparse(node.func).rpartition(".")[2]


def _is_prose(node: ast.expr) -> bool:
    """Return whether an expression is a literal text that is no name of a response."""
    return isinstance(node, ast.Constant) and not str(node.value).startswith("utter_")


@pytest.mark.parametrize(("response", "payload"), sorted(set(buttons())))
def test_every_button_says_a_known_intent_with_known_entities(response: str, payload: str) -> None:
    match = re.fullmatch(r"/(\w+)(\{\{.*\}\})?", payload)

    assert match is not None
    assert match[1] in INTENTS
    values = json.loads(match[2][1:-1]) if match[2] else {}
    assert set(values) <= set(DOMAIN["entities"])
    if "interest" in values:
        assert values["interest"] in load_library().interests


def test_titles_of_buttons_fit_on_a_phone() -> None:
    for variants in RESPONSES.values():
        for variant in variants:
            titles = [button["title"] for button in variant.get("buttons", [])]
            assert len(titles) <= 5
            assert all(len(title) <= 24 for title in titles)


@pytest.mark.parametrize("response", sorted(set(RESPONSES) - MAY_BE_LONGER))
def test_replies_are_short(response: str) -> None:
    for variant in RESPONSES[response]:
        assert len(variant["text"]) <= LONGEST_REPLY


def test_the_two_long_ones_are_not_walls_either() -> None:
    for response in MAY_BE_LONGER:
        assert all(len(variant["text"]) <= 400 for variant in RESPONSES[response])


def test_variants_differ() -> None:
    for response, variants in RESPONSES.items():
        texts = [variant["text"] for variant in variants]
        assert len(set(texts)) == len(texts), response


def test_every_intent_has_a_rule() -> None:
    assert intents_in(steps_of("data/rules.yml", "rules")) == names(DOMAIN["intents"])


@pytest.mark.parametrize("response", sorted(RESPONSES))
def test_text_that_is_passed_in_is_the_whole_text(response: str) -> None:
    """Rasa puts an argument called `text` in place of the response's own text."""
    texts = [str(variant.get("text", "")) for variant in RESPONSES[response]]

    assert [text for text in texts if "{text}" in text and text != "{text}"] == []


def test_every_intent_has_a_test_story_or_answers_alone() -> None:
    found = {
        step["intent"]
        for path in (ROOT / "tests" / "stories").glob("test_*.yml")
        for story in yaml.safe_load(path.read_text(encoding="utf-8"))["stories"]
        for step in story["steps"]
        if "intent" in step
    }

    assert found == names(DOMAIN["intents"])


def test_rules_and_stories_name_only_what_exists() -> None:
    known = names(DOMAIN["actions"]) | set(RESPONSES) | set(DOMAIN["forms"])
    known |= {"action_deactivate_loop", "action_listen"}
    named = actions_in(steps_of("data/rules.yml", "rules"))
    named |= actions_in(steps_of("data/stories.yml", "stories"))

    assert named <= known


def test_a_form_can_be_left_by_every_intent_that_is_about_something_else() -> None:
    left = {
        step["intent"]
        for rule in load("data/rules.yml")["rules"]
        if {"active_loop": "profile_form"} in rule.get("condition", [])
        for step in rule["steps"]
        if "intent" in step
    }

    assert left == {
        "cancel", "start_over", "goodbye", "disclose_concern", "delete_data", "talk_to_adviser",
        "apply_placement", "withdraw_application", "start_quiz",
    }  # fmt: skip


def test_every_yes_button_says_what_it_is_a_yes_to() -> None:
    yes = {payload for _, payload in buttons() if payload.startswith("/affirm")}

    assert yes == {
        '/affirm{{"to": "apply", "slot": "{slot}"}}',
        '/affirm{{"to": "withdraw", "application": "{application}"}}',
        '/affirm{{"to": "delete"}}',
    }


def test_what_may_be_asked_again_after_a_late_yes_has_a_second_wording() -> None:
    asked = "utter_confirm_apply", "utter_confirm_withdraw", "utter_ask_delete"

    assert all(len(RESPONSES[name]) > 1 for name in (*asked, "utter_ask_delete_guest"))
