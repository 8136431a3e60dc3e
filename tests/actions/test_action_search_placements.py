from datetime import date, timedelta

import pytest

from bot.actions.action_search_placements import ActionSearchPlacements
from bot.actions.screen import Kind
from employers.domain.kinds import SlotKind
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

    assert stage.slots["wish"] == {
        "sector": None,
        "occupation": "electrician",
        "kind": None,
        "place": "leeds",
        "when": None,
        "words": "",
        "interest": None,
        "offset": 0,
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
