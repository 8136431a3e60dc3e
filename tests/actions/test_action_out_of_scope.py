import pytest

from bot.actions.action_out_of_scope import ActionOutOfScope
from tests.actions.stage import Reply, Said, Stage


async def ask(stage: Stage, text: str) -> Reply:
    return await stage.turn(ActionOutOfScope, text, intent="out_of_scope")


async def test_what_the_service_is_not_for_it_says_so(stage: Stage) -> None:
    reply = await ask(stage, "who won the football")

    assert reply.said == [Said("utter_out_of_scope")]
    assert reply.slots == {}


async def test_a_word_is_explained_and_its_topic_offered(stage: Stage) -> None:
    reply = await ask(stage, "what is GCSE, I not understand")

    assert reply.said == [
        Said(
            "utter_card",
            {"text": "“GCSE” means: an exam in one subject at the end of Year eleven."},
            (("GCSE choices", "/ask_gcse_options"),),
        )
    ]


async def test_a_word_that_was_explained_a_moment_ago_is_not_explained_again(stage: Stage) -> None:
    await ask(stage, "what is gcse")

    assert (await ask(stage, "what is gcse")).responses == ["utter_out_of_scope"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("i hate ringing people", "E-mails to employers"),
        ("im a young carer", "Talk to a person"),
    ],
)
async def test_what_words_name_in_a_topic_is_told_with_its_buttons(
    stage: Stage, text: str, title: str
) -> None:
    reply = await ask(stage, text)

    assert reply.responses == ["utter_card"]
    assert title in [button for button, _ in reply.said[0].buttons]


async def test_a_button_names_nothing_by_its_words(stage: Stage) -> None:
    assert (await ask(stage, "/out_of_scope")).responses == ["utter_out_of_scope"]
