from bot.actions.action_withdraw_application import ActionWithdrawApplication
from employers.domain.kinds import ApplicationState
from employers.services.applications import applications_of, apply
from tests.actions.stage import Reply, Stage


async def ask(stage: Stage, text: str = "I want to pull out", *entities: tuple[str, str]) -> Reply:
    return await stage.turn(
        ActionWithdrawApplication, text, intent="withdraw_application", entities=entities
    )


def applied(stage: Stage, *titles: str) -> list[int]:
    key = stage.student.key
    return [
        apply(
            stage.db, student_key=key, slot_id=stage.offer(title), turn_id=title, now=stage.now
        ).id
        for title in titles
    ]


async def test_the_only_one_is_asked_about(stage: Stage) -> None:
    student = stage.join()
    applied(stage, "Alpha")

    reply = await ask(stage)

    assert reply.responses == ["utter_confirm_withdraw"]
    assert stage.slots["pending"] == "withdraw"
    [application] = applications_of(stage.db, student.key)
    assert application.state is ApplicationState.APPLIED


async def test_of_several_it_asks_which(stage: Stage) -> None:
    stage.join()
    first, second = applied(stage, "Alpha", "Beta")

    reply = await ask(stage)

    assert reply.responses == ["utter_withdraw_which"]
    assert reply.payloads == [
        f'/withdraw_application{{"application": "{second}"}}',
        f'/withdraw_application{{"application": "{first}"}}',
    ]


async def test_a_button_says_which(stage: Stage) -> None:
    stage.join()
    first, _ = applied(stage, "Alpha", "Beta")

    reply = await ask(stage, "/withdraw_application", ("application", str(first)))

    assert reply.said[0].values["title"] == "Alpha"


async def test_the_second_one_is_the_second_on_the_screen(stage: Stage) -> None:
    stage.join()
    applied(stage, "Alpha", "Beta")
    await ask(stage)

    reply = await ask(stage, "the second one", ("ordinal", "2"))

    assert reply.said[0].values["title"] == "Alpha"  # the newest is first


async def test_without_any_it_says_so(stage: Stage) -> None:
    stage.join()

    assert (await ask(stage)).responses == ["utter_nothing_to_withdraw"]


async def test_before_it_is_sent_it_is_a_no(stage: Stage) -> None:
    stage.join()
    stage.slots["pending"] = "apply"

    reply = await stage.turn(
        ActionWithdrawApplication, "i dont want it", intent="withdraw_application"
    )

    assert reply.responses == ["utter_not_applied"]
    assert stage.slots["pending"] is None


async def test_no_wish_for_school_is_heard_and_withdraws_nothing(stage: Stage) -> None:
    stage.join()

    assert (await ask(stage, "i dont wanna go school anymore")).responses == [
        "utter_feeling_school"
    ]


async def test_what_names_nothing_to_take_back_is_no_withdrawal(stage: Stage) -> None:
    stage.join()

    reply = await ask(stage, "i dont feel like today")

    assert reply.responses == ["utter_card"]
    assert reply.payloads == ["/talk_to_adviser"]
