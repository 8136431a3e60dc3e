import pytest

from bot.actions.action_ask_pay import ActionAskPay
from bot.actions.screen import Kind, Screen
from careers.cards import Question, occupation_card
from careers.library import load_library
from careers.ranking import rank_by_pay
from careers.suggest import Wishes
from tests.actions.stage import Said, Stage


def card(stage: Stage, occupation: str) -> Said:
    answer = occupation_card(load_library(), occupation, Question.PAY, today=stage.now.date())
    return Said("utter_card_pay", {"text": answer.text, "occupation": occupation})


async def ask(stage: Stage, text: str, *occupations: str) -> list[Said]:
    entities = [("occupation", occupation) for occupation in occupations]
    return (await stage.turn(ActionAskPay, text, intent="ask_pay", entities=entities)).said


async def test_a_named_job_gets_its_card(stage: Stage) -> None:
    assert await ask(stage, "what do electricians earn", "electrician") == [
        card(stage, "electrician")
    ]
    assert stage.slots["occupation"] == "electrician"
    assert stage.slots["question"] == "pay"


async def test_it_means_the_job_that_was_talked_about(stage: Stage) -> None:
    stage.slots["occupation"] = "adult-nurse"

    assert await ask(stage, "how much does it pay?") == [card(stage, "adult-nurse")]


async def test_the_second_one_means_the_list_on_the_screen(stage: Stage) -> None:
    shown = [("plumber", "Plumber"), ("chef", "Chef"), ("vet", "Vet")]
    stage.slots["screen"] = Screen.of(Kind.OCCUPATIONS, shown).to_json()

    reply = await stage.turn(
        ActionAskPay, "how much is the second one", intent="ask_pay", entities=[("ordinal", "2")]
    )

    assert reply.said == [card(stage, "chef")]
    assert [item.id for item in stage.screen.items] == ["plumber", "chef", "vet"]
    assert stage.screen.focus == "chef"


async def test_a_job_that_nobody_knows_is_not_answered_with_another(stage: Stage) -> None:
    stage.slots["occupation"] = "adult-nurse"

    assert await ask(stage, "how much does a falconer earn?") == [
        Said("utter_unknown_job", {"job": "falconer"})
    ]
    assert stage.slots["occupation"] is None


async def test_a_name_that_looks_alike_is_offered(stage: Stage) -> None:
    assert await ask(stage, "what does an electrishan earn") == [
        Said(
            "utter_unknown_job_near",
            {"job": "electrishan"},
            (("Electrician", '/ask_pay{"occupation": "electrician"}'),),
        )
    ]


async def test_a_job_known_by_name_only_gets_an_honest_card(stage: Stage) -> None:
    library = load_library()
    known_by_name = next(iter(library.named_occupations))

    [said] = await ask(stage, "what does it pay", known_by_name)

    assert said.response == "utter_card_without_facts"


async def test_without_any_job_it_asks_which_never_twice_in_the_same_words(stage: Stage) -> None:
    assert await ask(stage, "what does it pay") == [Said("utter_ask_which_job")]
    assert await ask(stage, "how much") == [Said("utter_ask_which_job_again")]
    assert stage.slots["question"] == "pay"


@pytest.mark.parametrize("occupation", sorted(load_library().occupations))
async def test_every_occupation_answers(stage: Stage, occupation: str) -> None:
    assert await ask(stage, "pay", occupation) == [card(stage, occupation)]


@pytest.mark.parametrize(
    "text", ["most well paid job", "what job pays the most", "which has the highest salary"]
)
async def test_jobs_are_put_in_order_and_the_last_one_is_not_meant(stage: Stage, text: str) -> None:
    stage.slots["occupation"] = "vet"

    reply = await stage.turn(ActionAskPay, text, intent="ask_pay")

    assert reply.responses == ["utter_best_paid"]
    best = rank_by_pay(load_library(), Wishes(), today=stage.now.date()).entries[0]
    assert reply.payloads[0] == f'/ask_pay{{"occupation": "{best.occupation_id}"}}'
    assert reply.said[0].values["source"] == (
        "Source: ONS ASHE 2025 provisional, Table 14.7a (as of April 2025)."
    )


async def test_the_lowest_pay_can_be_asked_for_as_well(stage: Stage) -> None:
    reply = await stage.turn(ActionAskPay, "which job pays the least", intent="ask_pay")

    assert reply.responses == ["utter_lowest_paid"]


async def test_where_no_figure_can_be_compared_any_more_it_says_so(stage: Stage) -> None:
    stage.now = stage.now.replace(year=2031)

    reply = await stage.turn(ActionAskPay, "which job pays the most", intent="ask_pay")

    assert reply.responses == ["utter_no_ranking"]


async def test_two_jobs_are_compared_and_who_earns_more_comes_first(stage: Stage) -> None:
    [said] = await ask(
        stage, "who earns more, a plumber or an electrician", "plumber", "electrician"
    )

    assert said.response == "utter_comparison"
    assert str(said.values["text"]).startswith("Electricians earn more")


@pytest.mark.parametrize("text", ["is it well paid", "what do they earn at most"])
async def test_a_question_about_the_last_job_stays_one(stage: Stage, text: str) -> None:
    stage.slots["occupation"] = "vet"

    assert (await stage.turn(ActionAskPay, text, intent="ask_pay")).responses == ["utter_card_pay"]
