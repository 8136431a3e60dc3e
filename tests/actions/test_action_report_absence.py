from advisers.domain.kinds import RequestKind
from advisers.services.requests import open_requests
from bot.actions.action_report_absence import ActionReportAbsence
from tests.actions.held import applied, approved
from tests.actions.stage import Reply, Said, Stage


async def absent(stage: Stage, turn_id: str | None = None) -> Reply:
    return await stage.turn(
        ActionReportAbsence, "im ill today", intent="report_absence", turn_id=turn_id
    )


async def test_a_guest_is_told_whom_to_ring(stage: Stage) -> None:
    assert (await absent(stage)).responses == ["utter_absence_guest"]


async def test_staff_see_an_absence_from_todays_placement(stage: Stage) -> None:
    stage.join()
    approved(stage, in_days=0)

    reply = await absent(stage)

    title, employer = "A week in the workshop", "A week in the workshop Ltd"
    assert reply.said == [Said("utter_absence_kept", {"title": title, "employer": employer})]
    [request] = open_requests(stage.db, school_id=stage.school_id)
    assert request.kind is RequestKind.ABSENCE
    assert request.placement is not None
    assert request.placement.startswith(f"{title}, {employer}")


async def test_the_same_turn_again_says_the_same(stage: Stage) -> None:
    stage.join()
    approved(stage, in_days=2)

    assert (await absent(stage, "t")).said == (await absent(stage, "t")).said
    assert len(open_requests(stage.db, school_id=stage.school_id)) == 1


async def test_saying_it_again_adds_no_second_request(stage: Stage) -> None:
    stage.join()
    approved(stage, in_days=2)
    await absent(stage)

    assert (await absent(stage)).responses == ["utter_absence_kept_already"]
    assert len(open_requests(stage.db, school_id=stage.school_id)) == 1


async def test_todays_placement_is_meant_where_another_is_near(stage: Stage) -> None:
    stage.join()
    approved(stage, "Today", in_days=0, lasts=1)
    approved(stage, "Coming soon", in_days=3, lasts=1)

    [said] = (await absent(stage)).said

    assert said.values["title"] == "Today"


async def test_one_of_two_coming_ones_is_asked_back(stage: Stage) -> None:
    stage.join()
    first = approved(stage, "Two", in_days=2, lasts=1)
    approved(stage, "Four", in_days=4, lasts=1)

    asked = await absent(stage)
    chosen = await stage.turn(
        ActionReportAbsence, "/report_absence", entities=[("application", str(first))]
    )

    assert asked.responses == ["utter_absence_which"]
    assert chosen.said[0].values["title"] == "Two"


async def test_a_placement_far_ahead_is_no_absence_yet(stage: Stage) -> None:
    stage.join()
    approved(stage, in_days=42)

    assert (await absent(stage)).responses == ["utter_absence_early"]
    assert open_requests(stage.db, school_id=stage.school_id) == []


async def test_an_undecided_application_is_no_placement(stage: Stage) -> None:
    stage.join()
    applied(stage)

    assert (await absent(stage)).responses == ["utter_absence_no_placement"]
