from bot.actions.action_fallback import ActionFallback
from bot.actions.action_search_placements import ActionSearchPlacements
from bot.actions.screen import Kind, Screen
from tests.actions.stage import Reply, Said, Stage

GUESSES = ("nlu_fallback", "ask_pay", "greet", "help", "search_placements", "ask_occupation")


async def fall(stage: Stage, text: str = "flurb", *entities: tuple[str, str]) -> Reply:
    return await stage.turn(
        ActionFallback, text, intent="nlu_fallback", entities=entities, guesses=GUESSES
    )


async def test_first_it_asks_with_the_three_best_in_plain_words(stage: Stage) -> None:
    reply = await fall(stage)

    assert reply.said == [
        Said(
            "utter_did_you_mean",
            {},
            (
                ("What does a job pay?", "/ask_pay"),
                ("What can you do?", "/help"),
                ("Find work experience", "/search_placements"),
                ("Talk to a person", "/talk_to_adviser"),
                ("None of these", "/deny"),
            ),
        )
    ]
    assert stage.slots["pending"] == "meaning"


async def test_then_it_says_what_is_possible(stage: Stage) -> None:
    responses = [(await fall(stage)).responses[0] for _ in range(4)]

    assert responses == [
        "utter_did_you_mean",
        "utter_abilities",
        "utter_did_you_mean_again",
        "utter_abilities_again",
    ]


async def test_what_was_named_goes_into_the_buttons(stage: Stage) -> None:
    reply = await fall(stage, "blah leeds", ("place", "leeds"))

    assert reply.payloads[0] == '/ask_pay{"place": "leeds"}'


async def test_without_any_guess_it_says_what_is_possible_at_once(stage: Stage) -> None:
    reply = await stage.turn(ActionFallback, "…", intent="nlu_fallback", guesses=())

    assert reply.responses == ["utter_abilities"]


async def test_the_second_one_means_the_screen(stage: Stage) -> None:
    shown = [("vet", "Vet"), ("chef", "Chef")]
    stage.slots["screen"] = Screen.of(Kind.OCCUPATIONS, shown).to_json()

    reply = await fall(stage, "the second one", ("ordinal", "2"))

    assert reply.said[0].values["occupation"] == "chef"


async def test_a_bare_job_repeats_the_last_question(stage: Stage) -> None:
    stage.slots["question"] = "pay"

    reply = await fall(stage, "plumbers?", ("occupation", "plumber"))

    assert reply.responses == ["utter_card_pay"]


async def test_a_town_narrows_the_offers_on_the_screen(stage: Stage) -> None:
    stage.join()
    stage.offer()
    await stage.turn(ActionSearchPlacements, "work experience", intent="search_placements")

    reply = await fall(stage, "leeds?", ("place", "leeds"))

    assert reply.responses == ["utter_offers"]
    assert stage.slots["wish"]["place"] == "leeds"


async def test_a_kind_narrows_them_too(stage: Stage) -> None:
    stage.join()
    stage.offer()
    await stage.turn(ActionSearchPlacements, "work experience", intent="search_placements")

    await fall(stage, "online talks")

    assert stage.slots["wish"]["kind"] == "talk"


async def test_a_wish_that_was_not_understood_still_gets_jobs(stage: Stage) -> None:
    reply = await stage.turn(ActionFallback, "no phone calls", intent="nlu_fallback")

    assert reply.responses[0] == "utter_cannot_sort"


async def test_a_word_that_is_asked_for_is_explained(stage: Stage) -> None:
    reply = await fall(stage, "before tax what it means")

    assert reply.responses == ["utter_card"]
    assert reply.payloads == ["/ask_rights"]


async def test_what_the_words_name_outright_is_told(stage: Stage) -> None:
    reply = await fall(stage, "i hate ringing people")

    assert reply.responses == ["utter_card"]
    assert '/ask_application{"part": "letter"}' in reply.payloads


async def test_a_small_place_said_in_so_many_words_is_kept(stage: Stage) -> None:
    stage.join()

    reply = await stage.turn(ActionFallback, "i live in sunk island", intent="nlu_fallback")

    assert stage.student.place is not None
    assert stage.student.place.name == "Sunk Island"
    assert "utter_did_you_mean" not in reply.responses
