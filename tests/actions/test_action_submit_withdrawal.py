from bot.actions.action_ask_pay import ActionAskPay
from bot.actions.action_submit_withdrawal import ActionSubmitWithdrawal
from bot.actions.action_withdraw_application import ActionWithdrawApplication
from employers.domain.kinds import ApplicationState
from employers.services.applications import applications_of, apply
from tests.actions.stage import Reply, Stage


async def asked(stage: Stage) -> str:
    student = stage.join()
    slot = stage.offer()
    apply(stage.db, student_key=student.key, slot_id=slot, turn_id="t", now=stage.now)
    await stage.turn(ActionWithdrawApplication, "pull out", intent="withdraw_application")
    return student.key


async def test_a_yes_withdraws(stage: Stage) -> None:
    key = await asked(stage)

    reply = await stage.turn(ActionSubmitWithdrawal, "yes", intent="affirm")

    assert reply.responses == ["utter_withdrawn"]
    [application] = applications_of(stage.db, key)
    assert application.state is ApplicationState.WITHDRAWN


async def test_the_same_turn_again_says_the_same(stage: Stage) -> None:
    await asked(stage)
    before = (dict(stage.slots), list(stage.events))

    first = await stage.turn(ActionSubmitWithdrawal, "yes", intent="affirm", turn_id="x")
    stage.slots, stage.events = before
    second = await stage.turn(ActionSubmitWithdrawal, "yes", intent="affirm", turn_id="x")

    assert second.said == first.said


async def test_a_yes_that_comes_later_is_asked_for_again(stage: Stage) -> None:
    key = await asked(stage)
    stage.events.append({"event": "user", "text": "thanks"})

    reply = await stage.turn(ActionSubmitWithdrawal, "yes", intent="affirm")

    assert reply.responses == ["utter_confirm_withdraw"]
    assert applications_of(stage.db, key)[0].state is ApplicationState.APPLIED


async def test_with_nothing_to_take_back_it_says_so(stage: Stage) -> None:
    stage.join()

    reply = await stage.turn(ActionSubmitWithdrawal, "yes", intent="affirm")

    assert reply.responses == ["utter_nothing_to_withdraw"]


async def test_only_the_button_of_this_application_withdraws_it(stage: Stage) -> None:
    key = await asked(stage)
    [application] = applications_of(stage.db, key)

    for to, pressed in (("apply", application.id), ("withdraw", application.id + 1)):
        reply = await _press(stage, to, pressed)
        assert reply.responses == ["utter_old_button"]
        assert applications_of(stage.db, key)[0].state is ApplicationState.APPLIED
        await stage.turn(ActionWithdrawApplication, "pull out", intent="withdraw_application")
    reply = await _press(stage, "withdraw", application.id)

    assert reply.responses == ["utter_withdrawn"]


async def _press(stage: Stage, to: str, application_id: int) -> Reply:
    return await stage.turn(
        ActionSubmitWithdrawal,
        f'/affirm{{"to": "{to}", "application": "{application_id}"}}',
        intent="affirm",
        entities=[("to", to), ("application", str(application_id))],
    )


async def test_after_a_side_question_it_says_that_the_application_stays(stage: Stage) -> None:
    key = await asked(stage)

    reply = await stage.turn(
        ActionAskPay, "what does a vet earn", intent="ask_pay", entities=[("occupation", "vet")]
    )

    assert reply.responses == ["utter_card_pay", "utter_withdrawal_left"]
    assert stage.slots["pending"] is None
    assert applications_of(stage.db, key)[0].state is ApplicationState.APPLIED
