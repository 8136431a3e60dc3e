from datetime import date, time, timedelta

import pytest

from bot.actions.action_out_of_scope import ActionOutOfScope
from bot.actions.action_placement_details import ActionPlacementDetails
from bot.actions.action_search_placements import ActionSearchPlacements
from bot.actions.screen import Kind
from careers.places import find_places
from employers.domain.kinds import SlotKind
from schools.services.terms import keep_town
from storage.database import transaction
from students.services.profile import set_place
from tests.actions.stage import Reply, Stage


async def search(stage: Stage, text: str, *entities: tuple[str, str]) -> Reply:
    return await stage.turn(
        ActionSearchPlacements, text, intent="search_placements", entities=entities
    )


async def test_offers_come_with_reasons_and_a_button_each(stage: Stage) -> None:
    stage.join()
    slot = stage.offer()

    reply = await search(stage, "find me work experience in Leeds", ("place", "leeds"))

    assert reply.responses == ["utter_offers"]
    text = str(reply.said[0].values["list"])
    assert text.startswith("1. A week in the workshop\nA week in the workshop Ltd, Leeds\n")
    assert "from Leeds" in text
    assert reply.payloads == [f'/placement_details{{"slot": "{slot}"}}']
    assert stage.screen.kind is Kind.SLOTS


async def test_without_a_town_it_asks_for_one(stage: Stage) -> None:
    stage.join()
    stage.offer()

    reply = await search(stage, "find me work experience")

    assert reply.responses == ["utter_offers", "utter_offers_without_place"]


async def test_three_at_a_time_and_the_rest_on_request(stage: Stage) -> None:
    stage.join()
    slots = {stage.offer(f"Offer {letter}") for letter in "ABCDE"}

    first = await search(stage, "work experience", ("place", "leeds"))
    seen = {item.id for item in stage.screen.items}
    second = await search(stage, '/search_placements{"page": "3"}', ("page", "3"))
    seen |= {item.id for item in stage.screen.items}

    assert first.said[1].values == {"left": 2, "next": 3}
    assert second.responses == ["utter_offers"]
    assert seen == {str(slot) for slot in slots}


async def test_show_me_more_can_be_typed_too(stage: Stage) -> None:
    stage.join()
    for letter in "ABCD":
        stage.offer(f"Offer {letter}")
    await search(stage, "work experience", ("place", "leeds"))

    await search(stage, "show me more")

    assert len(stage.screen.items) == 1


async def test_more_than_there_is_is_said_to_be_all(stage: Stage) -> None:
    stage.join()
    stage.offer()
    await search(stage, "work experience", ("place", "leeds"))

    reply = await search(stage, "anything else?")

    assert reply.responses == ["utter_no_more_offers"]


async def test_a_year_8_gets_no_placement_and_hears_why_and_what_instead(stage: Stage) -> None:
    stage.join(8)
    stage.offer(year_groups=(7, 8, 9, 10, 11))
    tour = stage.offer(
        "A look round the works",
        kind=SlotKind.TOUR,
        year_groups=(8,),
        hours=2.0,
        ends_on=_soon(stage),
        starts_on=_soon(stage),
    )

    reply = await search(stage, "I want a placement", ("place", "leeds"))

    assert reply.responses == ["utter_withheld", "utter_offers"]
    assert "Year 10" in str(reply.said[0].values["text"])
    assert [item.id for item in stage.screen.items] == [str(tour)]


async def test_what_the_law_keeps_back_is_said_once(stage: Stage) -> None:
    stage.join(8)
    await search(stage, "I want a placement")

    reply = await search(stage, "a placement please")

    assert "utter_withheld" not in reply.responses


async def test_a_guest_is_told_how_to_join(stage: Stage) -> None:
    stage.offer()

    reply = await search(stage, "find me work experience")

    assert reply.responses == ["utter_withheld"]
    assert "join code" in str(reply.said[0].values["text"])


async def test_a_guest_is_told_every_time(stage: Stage) -> None:
    await search(stage, "find me work experience")

    reply = await search(stage, "find me work experience")

    assert reply.responses == ["utter_apply_guest"]


async def test_nothing_at_all_is_said_honestly(stage: Stage) -> None:
    stage.join()

    reply = await search(stage, "find me work experience")

    assert reply.responses == ["utter_no_offers"]


async def test_a_town_narrows_the_search_on_the_screen(stage: Stage) -> None:
    stage.join()
    stage.offer()
    await search(stage, "work experience as an electrician", ("occupation", "electrician"))

    await search(stage, "what about in Leeds", ("place", "leeds"))

    wish = stage.slots["wish"]
    assert {name: value for name, value in wish.items() if value and name != "shown"} == {
        "occupation": "electrician",
        "place": "leeds",
    }


async def test_words_that_nothing_mentions_are_given_up_and_that_is_said(stage: Stage) -> None:
    stage.join()
    stage.offer()

    reply = await search(stage, "work experience with dragons")

    assert reply.responses[:2] == ["utter_words_not_found", "utter_offers"]
    assert reply.said[0].values == {"words": "dragons"}


async def test_a_town_that_is_not_clear_is_asked_back_and_the_search_goes_on(stage: Stage) -> None:
    stage.join()
    stage.offer()

    asked = await search(
        stage, "electrician in Newport", ("occupation", "electrician"), ("place", "newport")
    )
    assert asked.responses == ["utter_which_place"]

    label = asked.said[0].buttons[0][0]
    await search(stage, asked.payloads[0], ("place", label))
    assert stage.slots["wish"]["occupation"] == "electrician"
    assert stage.slots["wish"]["place"] == label


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("any online talks", "talk"),
        ("a tour of a factory", "tour"),
        ("a placement", None),
        ("find me placements", None),
        ("work experience in two weeks", None),
        ("work experience next week", None),
        ("I want a proper placement", "placement"),
        ("a placement week", "placement"),
        ("block placement", "placement"),
        ("a week's placement", "placement"),
        ("find me a week of work experience", "placement"),
        ("2 weeks work experience", "placement"),
        ("somewhere for two weeks", "placement"),
        ("two weeks please", "placement"),
    ],
)
async def test_the_kind_is_read_from_the_words(stage: Stage, text: str, kind: str | None) -> None:
    stage.join()

    await search(stage, text)

    assert stage.slots["wish"]["kind"] == kind


def _soon(stage: Stage) -> date:
    return stage.now.date() + timedelta(days=20)


async def test_the_word_it_is_no_sector(stage: Stage) -> None:
    stage.join()

    await search(stage, "can i do it in leeds", ("sector", "it"), ("place", "leeds"))

    assert stage.slots["wish"]["sector"] is None


async def test_what_is_online_says_so_and_is_far_from_nobody(stage: Stage) -> None:
    stage.join()
    stage.offer(kind=SlotKind.VIRTUAL)

    reply = await search(stage, "work experience", ("place", "leeds"))

    text = str(reply.said[0].values["list"])
    assert "Online: join from school or home" in text
    assert "mile" not in text


async def test_dates_that_cannot_be_read_are_said_to_be(stage: Stage) -> None:
    stage.join()
    stage.offer()

    reply = await search(stage, "work experience whenever", ("date", "--06-31"))

    assert reply.responses[0] == "utter_when_unknown"


async def test_the_next_page_goes_on_with_what_was_found_not_with_what_was_typed(
    stage: Stage,
) -> None:
    stage.join()
    slots = {stage.offer(f"Offer {letter}") for letter in "ABCDE"}

    first = await search(stage, "work experience with dragons")
    seen = {item.id for item in stage.screen.items}
    assert "utter_more_offers" in first.responses
    second = await search(stage, '/search_placements{"page": "3"}', ("page", "3"))
    seen |= {item.id for item in stage.screen.items}

    assert "utter_no_more_offers" not in second.responses
    assert seen == {str(slot) for slot in slots}


async def test_an_interest_is_its_sector_and_no_search_words(stage: Stage) -> None:
    stage.join()
    lab = stage.offer("A day in a lab", sector="science", occupations=())
    stage.offer("Work on a building site", sector="construction", occupations=())

    reply = await search(stage, "placement about space", ("interest", "discovering-science"))

    assert "utter_words_not_found" not in reply.responses
    assert [item.id for item in stage.screen.items] == [str(lab)]
    assert stage.slots["wish"]["words"] == ""


async def test_an_interest_of_several_sectors_puts_them_first(stage: Stage) -> None:
    stage.join()
    other = stage.offer("A day in a shop", sector="retail", occupations=())
    liked = stage.offer("A week on a farm", sector="land", occupations=())

    await search(stage, "something outdoors", ("interest", "outdoors"))

    assert [item.id for item in stage.screen.items] == [str(liked), str(other)]


async def test_an_interest_that_nothing_fits_is_given_up_and_that_is_said(stage: Stage) -> None:
    stage.join()
    stage.offer()

    reply = await search(stage, "placement about space", ("interest", "discovering-science"))

    assert reply.responses[:2] == ["utter_words_not_found", "utter_offers"]
    assert stage.slots["wish"]["interest"] is None


async def test_it_says_how_dates_were_read(stage: Stage) -> None:
    stage.join()
    stage.offer()

    reply = await search(stage, "in july but not fridays", ("date", "--07"), ("date", "not:friday"))

    assert reply.responses[0] == "utter_when_read"
    assert str(reply.said[0].values["when"]).endswith("July 2027, not Fridays")


async def test_a_school_without_terms_is_told_that_they_are_guessed(stage: Stage) -> None:
    stage.join()
    stage.offer()

    reply = await search(stage, "after easter", ("date", "after:easter"))

    assert reply.responses[0] == "utter_when_guessed"


async def test_near_me_is_where_the_student_lives(stage: Stage) -> None:
    student = stage.join()
    stage.offer()
    (leeds,) = find_places("Leeds")
    set_place(stage.db, student_key=student.key, place=leeds, turn_id="t", now=stage.now)

    reply = await search(stage, "something near me", ("place", "here"))

    assert reply.responses == ["utter_offers"]
    assert "from Leeds" in str(reply.said[0].values["list"])


async def test_near_me_is_asked_for_where_nobody_knows(stage: Stage) -> None:
    stage.join()
    stage.offer()

    reply = await search(stage, "something near me", ("place", "here"))
    then = await search(stage, "leeds", ("place", "leeds"))

    assert reply.responses == ["utter_where_is_here"]
    assert then.responses == ["utter_offers"]


async def test_near_my_school_is_where_the_school_lies(stage: Stage) -> None:
    student = stage.join()
    stage.offer()
    assert student.school_id is not None
    with transaction(stage.db) as session:
        keep_town(session, student.school_id, "Bradford")

    reply = await search(stage, "something near my school", ("place", "here"))

    assert "from Bradford" in str(reply.said[0].values["list"])


async def test_of_places_with_one_name_the_one_near_the_school_comes_first(stage: Stage) -> None:
    student = stage.join()
    stage.offer()
    assert student.school_id is not None
    with transaction(stage.db) as session:
        keep_town(session, student.school_id, "Truro")

    reply = await search(stage, "anything in st ives", ("place", "st ives"))

    assert reply.responses == ["utter_offers_relaxed"]  # no question which: that in Cornwall
    assert "from St Ives" in str(reply.said[0].values["list"])


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("id rather do real work experience not just online", "in_person"),
        ("anything but not online", "in_person"),
        ("an in person one", "in_person"),
        ("something face to face", "in_person"),
        ("i dont want to do it online", "in_person"),
        ("online please", "online"),
        ("something i can do from home", "online"),
        ("online is fine", "anyhow"),
        ("i dont mind if its online", "anyhow"),
        ("how far is it from home", None),
        ("work experience", None),
    ],
)
async def test_whether_it_should_be_online_is_read_from_the_words(
    stage: Stage, text: str, how: str | None
) -> None:
    stage.join()

    await search(stage, text)

    assert stage.slots["wish"]["how"] == how
    assert stage.slots["wish"]["words"] == ""


async def test_what_was_ruled_out_stays_so_for_the_next_search(stage: Stage) -> None:
    stage.join()
    day = _soon(stage)
    stage.offer("A day online", kind=SlotKind.VIRTUAL, starts_on=day, ends_on=day)
    week = stage.offer()

    await search(stage, "anything not on tuesdays and not online", ("date", "not:tuesday"))
    await search(stage, "work experience with electricians", ("occupation", "electrician"))

    assert [item.id for item in stage.screen.items] == [str(week)]
    assert stage.slots["wish"]["when"] == "not:tuesday"
    assert stage.slots["wish"]["how"] == "in_person"

    await search(stage, "i can do tuesdays and online is ok", ("date", "only:tuesday"))

    assert stage.slots["wish"]["when"] == "only:tuesday"
    assert stage.slots["wish"]["how"] == "anyhow"


async def test_what_somebody_cannot_do_is_left_out(stage: Stage) -> None:
    stage.join()

    await search(stage, "i cant do tuesdays", ("date", "only:tuesday"))

    assert stage.slots["wish"]["when"] == "not:tuesday"


async def test_days_of_the_week_narrow_dates_that_were_said_before(stage: Stage) -> None:
    stage.join()
    stage.offer()
    await search(stage, "in july", ("date", "--07"))

    await search(stage, "not fridays", ("date", "not:friday"))

    assert stage.slots["wish"]["when"] == "--07;not:friday"


@pytest.mark.parametrize(
    ("text", "miles"),
    [("within 20 miles", 20), ("5 miles max", 5), ("less than 16 km away", 10), ("near", None)],
)
async def test_how_far_is_read_from_the_words(stage: Stage, text: str, miles: int | None) -> None:
    stage.join()
    with transaction(stage.db) as session:
        keep_town(session, stage.school_id, "Leeds")

    await search(stage, text)

    assert stage.slots["wish"]["miles"] == miles


async def test_only_one_day_is_a_length_and_no_more(stage: Stage) -> None:
    stage.join()
    day = _soon(stage)
    stage.offer()
    short = stage.offer("A day", kind=SlotKind.TOUR, starts_on=day, ends_on=day, hours=5.0)
    await search(stage, "work experience")

    await search(stage, "1 day", ("duration", "P1D"))

    assert [item.id for item in stage.screen.items] == [str(short)]


async def test_just_mornings_narrows_the_list(stage: Stage) -> None:
    stage.join()
    stage.offer()
    morning = stage.offer("A morning", daily_to=time(12))
    await search(stage, "work experience")

    await search(stage, "just mornings")

    assert [item.id for item in stage.screen.items] == [str(morning)]


async def test_the_nearest_starts_from_the_home(stage: Stage) -> None:
    student = stage.join()
    stage.offer()
    (leeds,) = find_places("leeds", near=None)[:1]
    set_place(stage.db, student_key=student.key, place=leeds, turn_id="p", now=stage.now)

    reply = await search(stage, "the closest one")

    assert "from Leeds" in str(reply.said[0].values["list"])
    assert stage.slots["wish"]["nearest"] is True


async def test_nothing_of_a_field_offers_any_other_work(stage: Stage) -> None:
    stage.join()

    reply = await search(stage, "farm work in Leeds", ("sector", "farming"), ("place", "leeds"))

    assert reply.responses == ["utter_no_offers"]
    assert reply.payloads == ['/search_placements{"place": "leeds"}']


async def test_a_question_about_the_open_placement_is_answered_with_its_own_words(
    stage: Stage,
) -> None:
    stage.join()
    slot = stage.offer()
    await search(stage, "work experience")
    await stage.turn(
        ActionPlacementDetails, intent="placement_details", entities=[("slot", str(slot))]
    )

    reply = await search(stage, "will there be dogs", ("interest", "animals"))

    assert reply.responses == ["utter_card"]
    assert "“You help to wire a model house.”" in str(reply.said[0].values["text"])
    assert reply.payloads == [f'/apply_placement{{"slot": "{slot}"}}', "/talk_to_adviser"]


async def test_what_it_costs_is_not_guessed(stage: Stage) -> None:
    stage.join()
    slot = stage.offer()
    entities = [("slot", str(slot))]
    await stage.turn(ActionPlacementDetails, intent="placement_details", entities=entities)

    reply = await stage.turn(ActionPlacementDetails, "is it free", intent="placement_details")

    assert "says nothing about money" in str(reply.said[0].values["text"])


@pytest.mark.parametrize("text", ["A week in the workshop", "a day at the zoo!"])
async def test_a_title_typed_is_opened(stage: Stage, text: str) -> None:
    stage.join()
    stage.offer()
    stage.offer("A day at the zoo")
    await search(stage, "work experience")

    reply = await stage.turn(ActionOutOfScope, text, intent="out_of_scope")

    assert reply.responses == ["utter_placement_open"]
    assert str(reply.said[0].values["text"]).casefold().startswith(text.rstrip("!").casefold())
