from advisers.domain.kinds import RequestKind
from advisers.services.requests import open_requests
from bot.actions.action_affirm import ActionAffirm
from bot.actions.action_deny import ActionDeny
from bot.actions.action_export_data import ActionExportData
from tests.actions.stage import Reply, Stage


async def export(stage: Stage) -> Reply:
    return await stage.turn(ActionExportData, "send me my data", intent="export_data")


async def press(stage: Stage) -> Reply:
    return await stage.turn(ActionExportData, "/export_data", entities=[("to", "school")])


async def test_a_guest_hears_what_is_kept(stage: Stage) -> None:
    assert (await export(stage)).responses == ["utter_export_guest"]
    assert (await press(stage)).responses == ["utter_export_guest"]


async def test_the_offer_alone_asks_nobody(stage: Stage) -> None:
    stage.join()

    assert (await export(stage)).responses == ["utter_export"]
    assert stage.slots["pending"] == "export"
    assert open_requests(stage.db, school_id=stage.school_id) == []


async def test_the_button_asks_the_staff_once(stage: Stage) -> None:
    stage.join()

    assert (await press(stage)).responses == ["utter_export_asked"]
    assert (await press(stage)).responses == ["utter_export_asked_already"]
    [request] = open_requests(stage.db, school_id=stage.school_id)
    assert request.kind is RequestKind.EXPORT


async def test_a_typed_yes_asks_too(stage: Stage) -> None:
    stage.join()
    await export(stage)

    reply = await stage.turn(ActionAffirm, "yes please", intent="affirm")

    assert reply.responses == ["utter_export_asked"]
    assert stage.slots["pending"] is None


async def test_a_no_leaves_it(stage: Stage) -> None:
    stage.join()
    await export(stage)

    assert (await stage.turn(ActionDeny, "no", intent="deny")).responses == ["utter_left_out"]
    assert open_requests(stage.db, school_id=stage.school_id) == []
