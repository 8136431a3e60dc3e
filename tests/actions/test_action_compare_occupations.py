import pytest

from bot.actions.action_ask_pay import ActionAskPay
from bot.actions.action_ask_similar import ActionAskSimilar
from bot.actions.action_compare_occupations import ActionCompareOccupations
from bot.actions.action_deny import ActionDeny
from tests.actions.stage import Reply, Said, Stage


async def compare(stage: Stage, text: str, *jobs: str) -> Reply:
    entities = [("occupation", job) for job in jobs]
    return await stage.turn(
        ActionCompareOccupations, text, intent="compare_occupations", entities=entities
    )


async def test_two_named_jobs_stand_side_by_side(stage: Stage) -> None:
    reply = await compare(stage, "plumber or electrician", "plumber", "electrician")

    assert reply.responses == ["utter_comparison"]
    assert str(reply.said[0].values["text"]).startswith("Plumber: You fit and mend")
    assert reply.payloads == [
        '/ask_occupation{"occupation": "plumber"}',
        '/ask_occupation{"occupation": "electrician"}',
    ]
    assert [item.id for item in stage.screen.items] == ["plumber", "electrician"]


@pytest.mark.parametrize("text", ["who earns more plumber or electrician", "which is better paid"])
async def test_who_earns_more_comes_first(stage: Stage, text: str) -> None:
    reply = await compare(stage, text, "plumber", "electrician")

    assert str(reply.said[0].values["text"]).startswith("Electricians earn more")


async def test_one_named_job_is_compared_with_the_one_talked_about(stage: Stage) -> None:
    stage.slots["occupation"] = "vet"

    await compare(stage, "is chef better", "chef")

    assert [item.id for item in stage.screen.items] == ["chef", "vet"]


async def test_one_job_alone_is_asked_what_to_compare_it_with(stage: Stage) -> None:
    reply = await compare(stage, "compare chef", "chef")

    assert reply.said == [Said("utter_compare_with", {"job": "chef"})]
    assert stage.slots["occupation"] == "chef"


async def test_the_jobs_on_the_screen_are_compared_where_none_is_named(stage: Stage) -> None:
    await stage.turn(ActionAskSimilar, "like vets", entities=[("occupation", "vet")])
    shown = [item.id for item in stage.screen.items]

    await compare(stage, "which of these is better")

    assert [item.id for item in stage.screen.items] == shown


async def test_with_nothing_to_compare_it_asks_which_two(stage: Stage) -> None:
    assert (await compare(stage, "which one is better")).responses == ["utter_compare_which"]


@pytest.mark.parametrize(
    "text", ["chef or falconer", "falconer vs chef", "compare a falconer or chef"]
)
async def test_an_unknown_other_side_is_not_replaced_by_the_last_job(
    stage: Stage, text: str
) -> None:
    stage.slots["occupation"] = "vet"

    reply = await compare(stage, text, "chef")

    assert reply.said == [Said("utter_unknown_job", {"job": "falconer"})]
    assert reply.slots["occupation"] == "chef"


async def test_it_and_a_named_job_means_the_last_one(stage: Stage) -> None:
    stage.slots["occupation"] = "vet"

    assert (await compare(stage, "chef or that one", "chef")).responses == ["utter_comparison"]


async def test_a_job_known_by_name_only_is_compared_honestly(stage: Stage) -> None:
    reply = await compare(stage, "vet or urologist", "vet", "urologist")

    assert "Urologist: I have no checked facts" in str(reply.said[0].values["text"])


async def test_a_job_that_is_turned_down_is_not_compared(stage: Stage) -> None:
    reply = await stage.turn(
        ActionAskPay,
        "not a vet, what does a chef earn",
        intent="ask_pay",
        entities=[("occupation", "vet"), ("occupation", "chef")],
    )

    assert "utter_comparison" not in reply.responses


async def test_others_after_a_comparison_are_suggestions(stage: Stage) -> None:
    await compare(stage, "plumber or electrician", "plumber", "electrician")

    reply = await stage.turn(ActionDeny, "neither", intent="deny")

    assert reply.responses == ["utter_suggestions_without_likes"]
    assert not {"plumber", "electrician"} & {item.id for item in stage.screen.items}
