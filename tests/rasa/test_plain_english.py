"""Simpler English: short messages of one idea, and hard words explained."""

import pytest

from bot.rasa.plain_english import MOST_EXPLAINED, Glossary, bubbles
from bot.rasa.spoken import Spoken, as_replies

GLOSSARY = Glossary.read()
BUTTONS = [{"title": "Yes", "payload": "/affirm"}]


def said(text, explains=(), buttons=()):
    return Spoken(text, list(buttons), None, explains)


@pytest.mark.parametrize(
    ("text", "ideas"),
    [
        ("Got it: Leeds.", ["Got it: Leeds."]),
        ("One is here. Two is there! Three?", ["One is here.", "Two is there!", "Three?"]),
        (
            "You need a degree in medicine, and you must join a list before you start.",
            ["You need a degree in medicine.", "You must join a list before you start."],
        ),
        (
            "It pays well for most people here; some of them get a lot less.",
            ["It pays well for most people here.", "Some of them get a lot less."],
        ),
        ("It pays £12.50 an hour, e.g. in shops.", ["It pays £12.50 an hour, e.g. in shops."]),
        ("Pick one.\n\n1. Vet. A job.\n2. Chef", ["Pick one.", "1. Vet. A job.\n2. Chef"]),
        (
            "Apply for “X”?\nMonday 4 May\nThey decide.",
            ["Apply for “X”?\nMonday 4 May", "They decide."],
        ),
        (
            "Nurse\nYou help people. You are kind.\nA real day: You start early. You talk.",
            [
                "Nurse\nYou help people.",
                "You are kind.",
                "A real day: You start early.",
                "You talk.",
            ],
        ),
        (
            "Ways in:\n• a course\n• a degree\nHelp out first. Ask them.",
            ["Ways in:\n• a course\n• a degree", "Help out first.", "Ask them."],
        ),
        ("What: a talk\nWhen: Monday\nWhere: Leeds", ["What: a talk\nWhen: Monday\nWhere: Leeds"]),
    ],
)
def test_one_idea_a_message(text, ideas):
    assert bubbles(text, most=4) == ideas


def test_no_more_messages_than_wanted_and_no_word_lost():
    text = " ".join(f"Sentence {number} is here." for number in range(7))

    found = bubbles(text, most=3)

    assert [part.count("Sentence") for part in found] == [3, 2, 2]
    assert " ".join(found).replace("\n", " ") == text


def test_the_glossary_is_plain():
    assert len(GLOSSARY.words) >= 60
    assert all(len(one.meaning.split()) <= 12 for one in GLOSSARY.words)
    forms = [form for one in GLOSSARY.words for form in one.forms]
    assert len(forms) == len(set(forms))


def test_hard_words_come_once_in_order_and_the_longest_name_counts():
    text = "A degree apprenticeship needs an employer. An employer signs a contract. Apply."

    words = [one.word for one in GLOSSARY.hard_words(text, known=["contract"])]

    assert words == ["degree apprenticeship", "employer"]
    assert len(words) <= MOST_EXPLAINED


def test_an_explanation_is_said_in_the_files_words():
    (word,) = GLOSSARY.hard_words("Mind the deadline!", known=[])

    assert GLOSSARY.explained([word]) == (
        "“deadline” means: the last day when you can do something."
    )


def test_a_message_in_normal_english_stays_as_it_is():
    text = "One. Two. Three."

    assert as_replies([said(text, None, BUTTONS)]) == [
        {"text": text, "buttons": BUTTONS, "custom": None}
    ]


def test_the_last_message_has_the_buttons_and_the_explanation_stands_before_it():
    replies = as_replies([said("Send the application. Shall I?", ["application"], BUTTONS)])

    assert [reply["text"] for reply in replies] == [
        "Send the application.",
        "“application” means: asking for a job or a place, often with a form.",
        "Shall I?",
    ]
    assert [reply["buttons"] for reply in replies] == [[], [], BUTTONS]


def test_without_buttons_the_explanation_comes_last():
    replies = as_replies([said("Mind the deadline.", ["deadline"])])

    assert replies[0]["text"] == "Mind the deadline."
    assert replies[1]["text"].startswith("“deadline”")


def test_a_word_is_explained_once_in_an_answer_of_several_messages():
    replies = as_replies([said("A deadline.", ["deadline"]), said("A deadline!", ["deadline"])])

    assert len(replies) == 3


def test_an_answer_of_many_messages_has_shorter_ones():
    text = "One is here. Two is here. Three is here. Four is here."

    assert len(as_replies([said(text)] * 3)) == 6
