from bot.actions.action_ask_similar import ActionAskSimilar
from bot.actions.action_deny import ActionDeny
from bot.actions.screen import Kind
from careers.library import load_library
from tests.actions.stage import Said, Stage


async def test_a_named_job_gets_three_like_it_with_reasons(stage: Stage) -> None:
    reply = await stage.turn(
        ActionAskSimilar,
        "other jobs like electrician",
        intent="ask_similar",
        entities=[("occupation", "electrician")],
    )

    assert reply.responses == ["utter_similar"]
    assert reply.said[0].values["plural"] == "electricians"
    told = str(reply.said[0].values["list"])
    assert told.count(", because both ") == 3
    related = load_library().occupations["electrician"].related
    assert {item.id for item in stage.screen.items} <= set(related)
    assert len(reply.payloads) == 3
    assert stage.screen.kind is Kind.OCCUPATIONS
    assert stage.slots["occupation"] == "electrician"


async def test_it_means_the_job_that_was_talked_about(stage: Stage) -> None:
    stage.slots["occupation"] = "vet"

    reply = await stage.turn(ActionAskSimilar, "anything similar", intent="ask_similar")

    assert reply.said[0].values["plural"] == "vets"


async def test_more_goes_on_with_jobs_like_it(stage: Stage) -> None:
    await stage.turn(ActionAskSimilar, "like vets", entities=[("occupation", "vet")])
    first = [item.id for item in stage.screen.items]

    reply = await stage.turn(ActionDeny, "not those", intent="deny")

    assert reply.responses == ["utter_similar"]
    assert not set(first) & {item.id for item in stage.screen.items}


async def test_a_job_known_by_name_only_gets_jobs_of_its_field(stage: Stage) -> None:
    reply = await stage.turn(
        ActionAskSimilar, "alternatives to urologist", entities=[("occupation", "urologist")]
    )

    assert reply.responses == ["utter_similar"]
    assert "because it is in the same field, healthcare" in str(reply.said[0].values["list"])


async def test_when_there_are_no_more_it_says_so(stage: Stage) -> None:
    await stage.turn(ActionAskSimilar, "like urologists", entities=[("occupation", "urologist")])

    answers = [await stage.turn(ActionDeny, "others", intent="deny") for _ in range(15)]

    assert "utter_no_similar" in {answer.responses[0] for answer in answers}


async def test_an_unknown_job_is_not_answered_with_another(stage: Stage) -> None:
    stage.slots["occupation"] = "vet"

    reply = await stage.turn(ActionAskSimilar, "jobs like falconer", intent="ask_similar")

    assert reply.said == [Said("utter_unknown_job", {"job": "falconer"})]


async def test_without_a_job_it_asks_which(stage: Stage) -> None:
    reply = await stage.turn(ActionAskSimilar, "anything similar", intent="ask_similar")

    assert reply.responses == ["utter_ask_which_job"]


async def test_not_this_one_but_something_else_with_animals_is_a_wish(stage: Stage) -> None:
    reply = await stage.turn(
        ActionAskSimilar,
        "not vet then. something else with animals",
        intent="ask_similar",
        entities=[("occupation", "vet"), ("interest", "animals")],
    )

    assert reply.responses == ["utter_found_for_one_reason"]
    shown = {item.id for item in stage.screen.items}
    jobs = load_library().occupations
    assert shown
    assert "vet" not in shown
    assert all("animals" in jobs[one].interests for one in shown)


async def test_a_job_that_is_turned_down_alone_goes_on_with_the_list(stage: Stage) -> None:
    await stage.turn(ActionAskSimilar, "like vets", entities=[("occupation", "vet")])

    await stage.turn(ActionAskSimilar, "not vet tho", entities=[("occupation", "vet")])

    assert "vet" not in {item.id for item in stage.screen.items}
