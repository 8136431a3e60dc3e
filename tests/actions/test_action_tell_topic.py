import pytest

from bot.actions.action_tell_topic import ActionTellTopic
from careers.advice import ADVICE_CHARS, Asker, advice_card, part_of_id
from careers.library import load_library
from tests.actions.stage import Reply, Said, Stage

LIBRARY = load_library()
_CHOICE = ("ask_options_post16", "work-or-class")
TOLD_HERE = sorted(set(LIBRARY.advice) - {"ask_placement_prep", "ask_placement_travel"})


async def ask(stage: Stage, intent: str, text: str, *entities: tuple[str, str]) -> Reply:
    return await stage.turn(ActionTellTopic, text, intent=intent, entities=entities)


def card(stage: Stage, intent: str, part_id: str, asker: Asker | None = None) -> str:
    advice = LIBRARY.advice[intent]
    part = part_of_id(advice, part_id)
    assert part is not None
    today = stage.now.date()
    return advice_card(LIBRARY, advice, part, asker=asker or Asker(), today=today).text


@pytest.mark.parametrize("intent", TOLD_HERE)
async def test_every_topic_answers_a_guest_in_one_short_message(stage: Stage, intent: str) -> None:
    reply = await ask(stage, intent, "hm")

    assert reply.responses == ["utter_card"]
    assert len(str(reply.said[0].values["text"])) < ADVICE_CHARS
    assert reply.slots == {}


async def test_the_other_parts_are_buttons_and_the_next_step_comes_last(stage: Stage) -> None:
    reply = await ask(stage, "ask_t_levels", "what is a t level")

    assert reply.said == [
        Said(
            "utter_card",
            {"text": card(stage, "ask_t_levels", "about")},
            (
                ("Which there are", '/ask_t_levels{"part": "list"}'),
                ("BTECs and others", '/ask_t_levels{"part": "btec"}'),
                ("Getting into uni", '/ask_t_levels{"part": "university"}'),
                ("V Levels", '/ask_t_levels{"part": "v-levels"}'),
                ("Talk to a person", "/talk_to_adviser"),
            ),
        )
    ]


async def test_the_part_that_a_question_names_comes_first(stage: Stage) -> None:
    reply = await ask(stage, "ask_interview", "what should i wear")

    assert reply.said[0].values["text"] == card(stage, "ask_interview", "wear")


async def test_a_button_brings_its_part_whatever_its_intent_is_called(stage: Stage) -> None:
    pressed = '/ask_interview{"part": "nerves"}'

    reply = await ask(stage, "ask_interview", pressed, ("part", "nerves"))

    assert reply.said[0].values["text"] == card(stage, "ask_interview", "nerves")


async def test_an_old_button_to_a_part_that_is_gone_brings_the_first_part(stage: Stage) -> None:
    reply = await ask(stage, "ask_cv", '/ask_cv{"part": "colours"}', ("part", "colours"))

    assert reply.said[0].values["text"] == card(stage, "ask_cv", "inside")


async def test_asked_again_in_general_it_goes_on_with_the_next_part(stage: Stage) -> None:
    first = await ask(stage, "ask_cv", "cv help")
    second = await ask(stage, "ask_cv", "cv help pls")

    assert first.said[0].values["text"] == card(stage, "ask_cv", "inside")
    assert second.said[0].values["text"] == card(stage, "ask_cv", "experience")


async def test_a_while_later_it_begins_with_the_first_part_again(stage: Stage) -> None:
    await ask(stage, "ask_cv", "cv help")
    for _ in range(6):
        await ask(stage, "ask_badges", "badges")

    reply = await ask(stage, "ask_cv", "cv help")

    assert reply.said[0].values["text"] == card(stage, "ask_cv", "inside")


async def test_when_every_part_was_told_it_asks_what_is_missing(stage: Stage) -> None:
    replies = [await ask(stage, "ask_badges", "hm") for _ in range(4)]

    assert [reply.responses[0] for reply in replies[:2]] == ["utter_card", "utter_card"]
    assert replies[2].responses == ["utter_topic_told"]
    assert replies[3].responses == ["utter_topic_told_again"]


async def test_a_named_part_is_not_told_twice_running(stage: Stage) -> None:
    first = await ask(stage, "ask_cv", "what font")
    second = await ask(stage, "ask_cv", "what font")

    assert second.said == [
        Said("utter_topic_told", {"part": "How it looks"}, first.said[0].buttons)
    ]


async def test_a_second_question_that_no_part_answers_is_said_to_be_unknown(stage: Stage) -> None:
    await ask(stage, "ask_apprenticeship", "what is an apprenticeship")

    text = "do u wear a uniform on it"
    reply = await ask(stage, "ask_apprenticeship", text)

    assert reply.responses == ["utter_topic_not_known"]
    assert reply.said[0].values == {"asked": text}
    assert "What it pays" in [title for title, _ in reply.said[0].buttons]
    assert "What it is" not in [title for title, _ in reply.said[0].buttons]


async def test_without_an_answer_before_it_the_topic_is_told(stage: Stage) -> None:
    reply = await ask(stage, "ask_apprenticeship", "do u wear a uniform on it")

    assert reply.said[0].values["text"] == card(stage, "ask_apprenticeship", "about")


async def test_of_two_parts_that_are_named_the_one_not_told_yet_comes(stage: Stage) -> None:
    await ask(stage, "ask_cv", "what font")

    reply = await ask(stage, "ask_cv", "what font and what if i have no experience")

    assert reply.said[0].values["text"] == card(stage, "ask_cv", "experience")


async def test_a_part_that_was_told_names_what_was_asked(stage: Stage) -> None:
    text = "what font should i use"
    await ask(stage, "ask_cv", text)

    reply = await ask(stage, "ask_cv", text)

    assert reply.responses == ["utter_topic_asked"]
    assert reply.said[0].values == {"part": "How it looks", "asked": text}


async def test_a_button_brings_its_part_again(stage: Stage) -> None:
    pressed = '/ask_cv{"part": "looks"}'
    first = await ask(stage, "ask_cv", pressed, ("part", "looks"))

    assert (await ask(stage, "ask_cv", pressed, ("part", "looks"))).said == first.said


@pytest.mark.parametrize(
    ("intent", "first", "then", "part", "age"),
    [
        ("ask_minimum_wage", "whats the minimum wage", "and 18", "rates", 18),
        ("ask_minimum_wage", "minimum wage at 17", "im 15", "school-age", 15),
        ("ask_minimum_wage", "minimum wage", "so im 17 in march what do i get then", "rates", 17),
        ("ask_minimum_wage", "minimum wage", "and apprentice", "apprentice", None),
        ("ask_young_worker_rules", "hours at 15", "and in the holidays", "school-holidays", None),
        ("ask_young_worker_rules", "hours at 16", "and in term time", "school-days", None),
        ("ask_options_post16", "college or what", "is it free", "cost", None),
        ("ask_apprenticeship", "what is an apprenticeship", "and after a year", "pay", None),
    ],
)
async def test_a_fragment_is_answered_by_the_part_that_it_names(
    stage: Stage, intent: str, first: str, then: str, part: str, age: int | None
) -> None:
    await ask(stage, intent, first)

    reply = await ask(stage, intent, then)

    asker = Asker(age, is_school_age=age is not None and age < 16)
    assert reply.said[0].values["text"] == card(stage, intent, part, asker)


@pytest.mark.parametrize("text", ["for 12 hours", "at 16:30", "year 11"])
async def test_a_number_that_is_no_age_is_none(stage: Stage, text: str) -> None:
    reply = await ask(stage, "ask_minimum_wage", text)

    assert reply.said[0].values["text"] == card(stage, "ask_minimum_wage", "rates")


@pytest.mark.parametrize(
    ("intent", "text", "topic", "part"),
    [
        ("ask_rights", "when can i leave", "ask_options_post16", "staying"),
        ("ask_placement_rules", "my uncle has a garage", "ask_placement_rules", "own"),
        ("ask_apprenticeship", "apprenticeship or college what is better", *_CHOICE),
        ("ask_failed_exams", "is 5 good grade or bad", "ask_failed_exams", "good-grade"),
        ("ask_cv", "im scared of ringing them", "ask_application", "phone-nerves"),
        ("ask_rights", "how do i talk to my boss", "ask_rights", "talking"),
        ("ask_placement_rules", "my boss makes me clean the toilets", "ask_rights", "dull-work"),
        ("ask_rights", "can they sack you for looking after your mum", "ask_rights", "sacked"),
        ("ask_failed_exams", "can i resit my mock", "ask_failed_exams", "mocks"),
        ("ask_failed_exams", "can i resit in november", "ask_failed_exams", "resits"),
        ("ask_rights", "do i pay tax if i sell on vinted", "ask_self_employment", "rules"),
    ],
)
async def test_words_that_name_a_part_outright_win_over_the_topic(
    stage: Stage, intent: str, text: str, topic: str, part: str
) -> None:
    reply = await ask(stage, intent, text)

    assert reply.said[0].values["text"] == card(stage, topic, part)


async def test_a_word_is_explained_before_the_topic_is_told(stage: Stage) -> None:
    reply = await ask(stage, "ask_cv", "what does cv mean")

    assert reply.said == [
        Said(
            "utter_card",
            {"text": "“CV” means: a page about your school, skills and work."},
            (("CVs", "/ask_cv"),),
        )
    ]


async def test_an_age_in_the_message_puts_its_rate_first(stage: Stage) -> None:
    reply = await ask(stage, "ask_minimum_wage", "minimum wage at 18", ("age", "18"))

    assert reply.said[0].values["text"] == card(stage, "ask_minimum_wage", "rates", Asker(18))


async def test_the_roster_knows_the_age_of_a_student(stage: Stage) -> None:
    stage.join(12)

    reply = await ask(stage, "ask_minimum_wage", "minimum wage?")

    assert reply.said[0].values["text"] == card(stage, "ask_minimum_wage", "rates", Asker(17))


async def test_a_student_of_school_age_hears_that_there_is_no_minimum_yet(stage: Stage) -> None:
    stage.join(10)

    reply = await ask(stage, "ask_minimum_wage", "minimum wage?")

    assert reply.said[0].values["text"] == card(stage, "ask_minimum_wage", "school-age")


async def test_another_age_than_ones_own_is_answered_for_that_age(stage: Stage) -> None:
    stage.join(10)

    reply = await ask(stage, "ask_minimum_wage", "what will i get when im 17", ("age", "17"))

    assert reply.said[0].values["text"] == card(stage, "ask_minimum_wage", "rates", Asker(17))


async def test_ones_own_age_in_words_keeps_what_the_roster_knows(stage: Stage) -> None:
    stage.join(10)

    reply = await ask(stage, "ask_young_worker_rules", "im 15, how late", ("age", "15"))

    assert reply.said[0].values["text"] == card(stage, "ask_young_worker_rules", "school-days")


@pytest.mark.parametrize(
    ("text", "age", "part"),
    [
        ("what time can under 16s start", "16", "school-days"),
        ("how late if im 16", "16", "from-16"),
        ("hours at 15", "15", "school-days"),
        ("hours", "a few", "school-days"),
    ],
)
async def test_rules_go_by_the_age_in_the_message(
    stage: Stage, text: str, age: str, part: str
) -> None:
    reply = await ask(stage, "ask_young_worker_rules", text, ("age", age))

    assert reply.said[0].values["text"] == card(stage, "ask_young_worker_rules", part)


def near(topic: str, part: str, score: float) -> dict[str, object]:
    return {"topic": topic, "part": part, "score": score, "lead": 0.4}


async def test_the_part_that_a_question_means_comes_first_where_no_words_name_one(
    stage: Stage,
) -> None:
    told = {"nearest_parts": [near("ask_t_levels", "university", 0.4)]}
    text = "will durham let me in with that"

    reply = await stage.turn(ActionTellTopic, text, intent="ask_t_levels", told=told)

    assert reply.said[0].values["text"] == card(stage, "ask_t_levels", "university")


@pytest.mark.parametrize(
    ("confidence", "guesses", "topic", "part"),
    [
        (0.4, ("ask_t_levels", "ask_student_finance"), "ask_student_finance", "living"),
        (0.9, ("ask_t_levels", "ask_student_finance"), "ask_t_levels", "about"),
        (0.4, ("ask_t_levels", "greet"), "ask_t_levels", "about"),
    ],
)
async def test_an_unsure_guess_gives_way_to_another_guess_whose_part_is_very_near(
    stage: Stage, confidence: float, guesses: tuple[str, ...], topic: str, part: str
) -> None:
    told = {"nearest_parts": [near("ask_student_finance", "living", 0.9)]}

    reply = await stage.turn(
        ActionTellTopic,
        "who gives me cash for a flat",
        intent="ask_t_levels",
        guesses=guesses,
        told=told,
        confidence=confidence,
    )

    assert reply.said[0].values["text"] == card(stage, topic, part)
