import pytest

from bot.actions.action_ask_pay import ActionAskPay
from bot.actions.action_explore_by_interest import ActionExploreByInterest
from careers.criteria import Criterion, meets
from careers.library import load_library
from careers.ranking import rank_by_pay
from careers.suggest import Wishes
from tests.actions.stage import Reply, Stage


async def explore(stage: Stage, text: str, *entities: tuple[str, str]) -> Reply:
    return await stage.turn(
        ActionExploreByInterest, text, intent="explore_by_interest", entities=entities
    )


def shown(stage: Stage) -> set[str]:
    return {item.id for item in stage.screen.items}


def about(interest: str) -> set[str]:
    return {j.id for j in load_library().occupations.values() if interest in j.interests}


async def test_a_liking_gets_jobs_that_fit_and_no_others(stage: Stage) -> None:
    reply = await explore(stage, "something with animals", ("interest", "animals"))

    assert reply.responses == ["utter_found_for_one_reason"]
    assert reply.said[0].values["why"] == "it is about animals"
    assert len(shown(stage)) == 5
    assert shown(stage) <= about("animals")


async def test_a_field_names_further_jobs_without_facts(stage: Stage) -> None:
    reply = await explore(stage, "jobs in healthcare", ("sector", "health"))

    assert reply.responses == ["utter_found_for_one_reason", "utter_found_names"]
    assert len(shown(stage)) == 5
    assert {load_library().occupations[job].sector for job in shown(stage)} == {"health"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("something not in an office", "you are not at a desk all day"),
        ("a sit down job", "most of it is at a desk"),
        ("jobs without going to uni", "you can get in without university"),
        ("short training pls", "you can apply straight to an employer, who trains you"),
    ],
)
async def test_a_criterion_alone_is_enough(stage: Stage, text: str, why: str) -> None:
    reply = await explore(stage, text)

    assert reply.responses == ["utter_found_for_one_reason"]
    assert reply.said[0].values["why"] == why


async def test_a_field_that_is_turned_down_is_not_looked_for(stage: Stage) -> None:
    await explore(stage, "anything but not office work", ("sector", "office"))

    assert "admin-assistant" not in shown(stage)


async def test_a_liking_and_a_criterion_are_joined(stage: Stage) -> None:
    await explore(stage, "animals but without uni", ("interest", "animals"))

    jobs = load_library().occupations
    assert shown(stage)
    assert shown(stage) <= about("animals")
    assert all(meets(jobs[job], Criterion.WITHOUT_UNI) for job in shown(stage))


async def test_a_job_that_is_named_beside_a_liking_is_left_out(stage: Stage) -> None:
    await explore(
        stage, "animals but i know vet already", ("interest", "animals"), ("occupation", "vet")
    )

    assert shown(stage)
    assert shown(stage) <= about("animals") - {"vet"}


@pytest.mark.parametrize("text", ["which jobs pay the most", "well paid jobs", "money jobs"])
async def test_the_best_paid_are_ranked(stage: Stage, text: str) -> None:
    reply = await explore(stage, text)

    assert reply.responses == ["utter_best_paid"]
    best = rank_by_pay(load_library(), Wishes(), today=stage.now.date()).entries[0]
    assert f"1. {best.text}" in str(reply.said[0].values["list"])


async def test_good_money_and_no_uni_are_joined(stage: Stage) -> None:
    await explore(stage, "good money and no uni")

    assert "solicitor" not in shown(stage)


async def test_more_of_the_best_paid_goes_on_to_the_end(stage: Stage) -> None:
    await explore(stage, "which jobs pay the most")
    first = shown(stage)
    again = await explore(stage, "more")

    assert again.responses == ["utter_best_paid"]
    assert not first & shown(stage)

    counted = rank_by_pay(load_library(), Wishes(), today=stage.now.date()).counted
    answers = [await explore(stage, "more") for _ in range(counted // 5)]

    assert answers[-1].responses == ["utter_no_more_found"]


async def test_a_liking_without_figures_to_compare_says_so(stage: Stage) -> None:
    reply = await explore(stage, "best paid jobs with animals", ("interest", "animals"))

    assert reply.responses == ["utter_no_ranking"]


async def test_wishes_that_no_job_meets_are_said_so(stage: Stage) -> None:
    named = await explore(stage, "sit down job with boats", ("interest", "boats-and-water"))
    unnamed = await explore(stage, "sit down job, not at a desk, no uni", ("interest", "dragons"))

    assert named.responses == ["utter_nothing_found_for"]
    assert named.said[0].values["topics"] == "boats and the water"
    assert unnamed.responses == ["utter_nothing_found"]


async def test_a_wish_that_nothing_can_be_found_by_is_asked_about(stage: Stage) -> None:
    first = await explore(stage, "jobs where u can wear what u want")
    second = await explore(stage, "jobs with no stress")

    assert first.responses == ["utter_explore_what"]
    assert second.responses == ["utter_explore_what_again"]


async def test_what_about_a_job_repeats_the_last_question(stage: Stage) -> None:
    await stage.turn(ActionAskPay, "vet pay", entities=[("occupation", "vet")])

    reply = await explore(stage, "what about chefs", ("occupation", "chef"))

    assert reply.responses == ["utter_card_pay"]


async def test_a_button_says_what_it_carries(stage: Stage) -> None:
    reply = await explore(stage, '/explore_by_interest{"interest": "cars"}', ("interest", "cars"))

    assert reply.said[0].values["why"] == "it is about cars and engines"


async def test_no_blood_and_no_uni_leave_out_what_has_them(stage: Stage) -> None:
    await explore(
        stage, "i wanna work wiv animals but not blood and not uni", ("interest", "animals")
    )

    jobs = load_library().occupations
    wanted = (Criterion.WITHOUT_UNI, Criterion.NOT_MEDICAL)
    assert shown(stage)
    assert shown(stage) <= about("animals")
    assert all(meets(jobs[job], one) for job in shown(stage) for one in wanted)


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("what jobs can i do from home", "working from home"),
        ("jobs for shy people", "being good for shy people"),
        ("no phone calls", "having no phone calls"),
        ("on my own", "working on your own"),
    ],
)
async def test_a_wish_that_cannot_be_sorted_by_is_named_before_the_list(
    stage: Stage, text: str, wishes: str
) -> None:
    reply = await explore(stage, text)

    assert reply.responses[0] == "utter_cannot_sort"
    assert reply.said[0].values["wishes"] == wishes
    assert len(shown(stage)) >= 3


async def test_on_my_own_outside_goes_by_what_can_be_sorted(stage: Stage) -> None:
    reply = await explore(stage, "on my own outside", ("interest", "outdoors"))

    assert reply.responses == ["utter_cannot_sort", "utter_found_for_one_reason"]


async def test_money_without_gcses_leaves_out_what_takes_years(stage: Stage) -> None:
    reply = await explore(
        stage, "what jobs pay bare money with no gcses", ("interest", "money-and-business")
    )

    assert reply.responses == ["utter_cannot_sort", "utter_best_paid"]
    assert not {"accountant", "solicitor", "vet"} & shown(stage)


@pytest.mark.parametrize("text", ["is that all??", "any more", "nah boring", "nah them are dry"])
async def test_a_shrug_at_a_list_asks_for_more_of_it(stage: Stage, text: str) -> None:
    await explore(stage, "helping people", ("interest", "helping-people"))
    first = shown(stage)

    await explore(stage, text)

    assert shown(stage)
    assert not first & shown(stage)
