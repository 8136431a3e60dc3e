from bot.actions.action_apply_placement import ActionApplyPlacement
from bot.actions.action_placement_details import ActionPlacementDetails
from bot.actions.action_submit_application import ActionSubmitApplication
from employers.domain.kinds import ApplicationState, SlotState
from employers.services.applications import applications_of, apply
from employers.services.slots import set_slot_state
from messages.services.chats import open_chat
from messages.services.receive import Incoming, receive
from messages.tables import Channel
from storage.database import transaction
from students.services.identity import join
from tests.actions.stage import Reply, Stage


async def asked(stage: Stage, slot: int) -> None:
    await stage.turn(ActionApplyPlacement, "/apply_placement", entities=[("slot", str(slot))])


async def yes(stage: Stage, turn_id: str | None = None) -> Reply:
    return await stage.turn(ActionSubmitApplication, "yes", intent="affirm", turn_id=turn_id)


async def test_a_yes_applies_and_says_what_happens_next(stage: Stage) -> None:
    student = stage.join()
    slot = stage.offer()
    await asked(stage, slot)

    reply = await yes(stage)

    assert reply.responses == ["utter_applied"]
    assert stage.slots["pending"] is None
    [application] = applications_of(stage.db, student.key)
    assert (application.slot_id, application.state) == (slot, ApplicationState.APPLIED)


async def test_the_same_turn_again_applies_once_and_says_the_same(stage: Stage) -> None:
    student = stage.join()
    slot = stage.offer()
    await asked(stage, slot)
    before = (dict(stage.slots), list(stage.events))

    first = await yes(stage, turn_id="t")
    stage.slots, stage.events = before  # as the tracker store puts the tracker back
    second = await yes(stage, turn_id="t")

    assert second.said == first.said
    assert len(applications_of(stage.db, student.key)) == 1


async def test_a_yes_that_comes_later_is_asked_for_again(stage: Stage) -> None:
    student = stage.join()
    slot = stage.offer()
    await asked(stage, slot)
    stage.events.append({"event": "user", "text": "thanks"})

    reply = await yes(stage)

    assert reply.responses == ["utter_confirm_apply"]
    assert stage.slots["pending"] == "apply"
    assert applications_of(stage.db, student.key) == []


async def test_a_question_in_between_takes_the_yes_away(stage: Stage) -> None:
    stage.join()
    slot = stage.offer()
    await asked(stage, slot)

    await stage.turn(ActionPlacementDetails, "what hours is it")

    assert stage.slots["pending"] is None


async def test_the_last_seat_may_be_gone_by_then(stage: Stage) -> None:
    stage.join()
    slot = stage.offer()
    await asked(stage, slot)
    other = open_chat(stage.db, channel=Channel.WEB, address="b", now=stage.now)
    rival = join(stage.db, chat_key=other, code=stage.codes[12], now=stage.now, turn_id="r")
    with transaction(stage.db):
        pass
    _take_last_seat(stage, slot, rival.key)

    reply = await yes(stage)

    assert reply.responses == ["utter_placement_full"]


async def test_the_offer_may_be_closed_by_then(stage: Stage) -> None:
    stage.join()
    slot = stage.offer()
    await asked(stage, slot)
    with transaction(stage.db) as session:
        set_slot_state(session, slot, SlotState.CLOSED)

    reply = await yes(stage)

    assert reply.responses == ["utter_refused"]


async def test_it_may_be_applied_for_by_then(stage: Stage) -> None:
    student = stage.join()
    slot = stage.offer(seats=2)
    await asked(stage, slot)
    apply(stage.db, student_key=student.key, slot_id=slot, turn_id="other", now=stage.now)

    reply = await yes(stage)

    assert reply.responses == ["utter_already_applied_for_it"]


def _take_last_seat(stage: Stage, slot: int, student_key: str) -> None:
    from employers.tables import Slot

    with transaction(stage.db) as session:
        found = session.get_one(Slot, slot)
        found.seats_taken = found.seats


async def press(stage: Stage, to: str, slot: int) -> Reply:
    return await stage.turn(
        ActionSubmitApplication,
        f'/affirm{{"to": "{to}", "slot": "{slot}"}}',
        intent="affirm",
        entities=[("to", to), ("slot", str(slot))],
    )


async def test_the_button_of_this_question_applies(stage: Stage) -> None:
    student = stage.join()
    slot = stage.offer()
    await asked(stage, slot)

    reply = await press(stage, "apply", slot)

    assert reply.responses == ["utter_applied"]
    assert len(applications_of(stage.db, student.key)) == 1


async def test_an_old_button_for_another_offer_or_question_applies_for_nothing(
    stage: Stage,
) -> None:
    student = stage.join()
    old, slot = stage.offer("Old"), stage.offer("New")

    for to, pressed in (("apply", old), ("withdraw", slot), ("delete", slot)):
        await asked(stage, slot)
        reply = await press(stage, to, pressed)
        assert reply.responses == ["utter_old_button"]

    assert applications_of(stage.db, student.key) == []


async def test_after_an_old_button_nothing_is_pending_that_a_yes_could_mean(stage: Stage) -> None:
    student = stage.join()
    old, slot = stage.offer("Old"), stage.offer("New")
    await asked(stage, slot)

    await press(stage, "apply", old)

    assert stage.slots["pending"] is None
    assert applications_of(stage.db, student.key) == []


async def test_words_that_worried_in_between_make_the_old_question_void(stage: Stage) -> None:
    student = stage.join()
    await asked(stage, stage.offer())
    for update, text in (("1", "my dad hits me"), ("2", "ok do it")):
        incoming = Incoming(channel=Channel.WEB, address="a", update_id=update, text=text)
        turn_id = receive(stage.db, incoming, now=stage.now).turn_id

    reply = await yes(stage, turn_id)

    assert reply.responses == ["utter_confirm_apply"]
    assert applications_of(stage.db, student.key) == []
