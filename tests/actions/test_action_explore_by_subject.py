from bot.actions.action_deny import ActionDeny
from bot.actions.action_explore_by_subject import ActionExploreBySubject
from careers.library import load_library
from tests.actions.stage import Reply, Stage


async def explore(stage: Stage, text: str, *subjects: str) -> Reply:
    entities = [("subject", subject) for subject in subjects]
    return await stage.turn(
        ActionExploreBySubject, text, intent="explore_by_subject", entities=entities
    )


async def test_a_subject_gets_jobs_and_the_reason_once(stage: Stage) -> None:
    reply = await explore(stage, "what can i do with biology", "biology")

    assert reply.responses == ["utter_found_for_one_reason"]
    assert reply.said[0].values["why"] == "it uses biology"
    assert len(reply.payloads) == 5
    assert stage.slots["occupation"] is None


async def test_two_subjects_get_the_reason_beside_each_job(stage: Stage) -> None:
    reply = await explore(stage, "biology and pe together", "biology", "pe")

    assert reply.responses == ["utter_found"]
    assert "because it uses" in str(reply.said[0].values["list"])


async def test_more_goes_on_until_there_are_no_more(stage: Stage) -> None:
    await explore(stage, "what can i do with geography", "geography")
    first = {item.id for item in stage.screen.items}
    await explore(stage, "any more")
    second = {item.id for item in stage.screen.items}

    using = [j for j in load_library().occupations.values() if "geography" in j.subjects]
    rounds = range(len(using) // 5)
    answers = [await stage.turn(ActionDeny, "others", intent="deny") for _ in rounds]

    assert second
    assert not first & second
    assert answers[-1].responses == ["utter_no_more_found"]


async def test_an_unknown_subject_gets_the_list_of_those_known(stage: Stage) -> None:
    reply = await explore(stage, "what could i do with latin")

    assert reply.responses == ["utter_unknown_subject"]
    assert "art, " in str(reply.said[0].values["subjects"])


async def test_a_subject_that_a_single_job_uses_gets_that_job(stage: Stage) -> None:
    reply = await explore(stage, "jobs with classics", "classics")

    assert reply.responses == ["utter_found"]
    assert "because it uses classics" in str(reply.said[0].values["list"])
    assert len(stage.screen.items) == 1


async def test_a_disliked_subject_is_not_looked_for(stage: Stage) -> None:
    reply = await explore(stage, "i hate maths but love art", "maths", "art")

    assert reply.said[0].values["why"] == "it uses art"


async def test_a_job_alone_is_a_question_about_the_job(stage: Stage) -> None:
    reply = await stage.turn(
        ActionExploreBySubject, "being a vet", entities=[("occupation", "vet")]
    )

    assert reply.responses == ["utter_card_about"]
