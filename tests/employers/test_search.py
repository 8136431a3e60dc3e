"""Searching: fitting, best first with reasons, honest where nothing fits, few queries."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import event

from careers.places import Place, find_places
from employers.domain.gate import ReasonCode
from employers.domain.kinds import RiskLevel, SlotKind, SlotState
from employers.domain.wish import PartOfDay, Wish
from employers.services.applications import decide
from employers.services.candidates import CANDIDATES
from employers.services.search import SlotNotFoundError, search_slots, slot_details
from employers.services.slots import change_slot, set_slot_state
from employers.services.words import when_in_words
from storage.database import transaction
from students.services.profile import set_interests
from tests.employers.world import A_SLOT, LEEDS, NOW, TODAY, live_school, talk

BRADFORD = {"lat": 53.795, "lon": -1.759, "town": "Bradford"}  # 13.7 km from Leeds
HULL = {"lat": 53.744, "lon": -0.333, "town": "Hull"}  # 80 km


def test_a_slot_that_fits_comes_with_its_reasons(any_world):
    student = any_world.student(10)
    slot_id = any_world.slot()

    (match,) = any_world.search(student, occupation="electrician").matches

    assert (match.slot_id, match.seats_left, match.town) == (slot_id, 2, "Leeds")
    assert match.why == ("shows you what electricians do", "is less than a mile from Leeds")


@pytest.mark.parametrize(
    "change",
    [
        {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=4)},
        {"year_groups": (11, 12)},
        {"risk_level": RiskLevel.HIGH},
        {"insurance_expires_on": date(2027, 2, 7)},
        {"insurance_expires_on": None},
        {"daily_to": time(23)},
        {"hours": 60},
    ],
    ids=["started", "other year", "high risk", "expired", "no insurance", "night", "long week"],
)
def test_what_the_law_forbids_is_never_found(any_world, change):
    any_world.slot(**change)

    found = any_world.search(any_world.student(10))

    assert (found.matches, found.total, found.relaxed) == ((), 0, ())


def test_a_paused_a_full_and_another_schools_slot_are_not_found(any_world):
    student = any_world.student(10)
    paused = any_world.slot()
    with transaction(any_world.db) as session:
        set_slot_state(session, paused, SlotState.PAUSED)
    full = any_world.slot(seats=1)
    any_world.apply(any_world.student(10), full)
    other_school = live_school(any_world.db, name="Elsewhere", now=NOW)
    any_world.slot(site_id=any_world.site(school_id=other_school))
    own = any_world.slot(site_id=any_world.site(school_id=any_world.school_id))

    assert any_world.found(student) == [own]


@pytest.mark.parametrize("kind", [None, SlotKind.PLACEMENT])
def test_a_year_8_gets_other_kinds_and_the_reason(any_world, kind):
    any_world.slot()
    visit = any_world.slot(**talk())

    found = any_world.search(any_world.student(8), kind=kind)

    assert [match.slot_id for match in found.matches] == [visit]
    assert [reason.code for reason in found.withheld] == [ReasonCode.TOO_YOUNG_FOR_PLACEMENT]
    assert "Placements start in Year 10" in found.withheld[0].text
    assert (
        "a talk, a tour, an online experience, a project or a shadowing" in found.withheld[0].text
    )
    assert found.relaxed == ()


def test_a_year_9_may_look_at_placements_of_the_next_school_year(any_world):
    first, last = date(2027, 10, 4), date(2027, 10, 8)
    slot_id = any_world.slot(starts_on=first, ends_on=last)
    any_world.slot()  # in February, while still in Year 9

    assert any_world.found(any_world.student(9), kind=SlotKind.PLACEMENT) == [slot_id]


def test_a_guest_finds_nothing_and_hears_why(any_world):
    any_world.slot()

    found = any_world.search(any_world.guest())

    assert (found.matches, [reason.code for reason in found.withheld]) == ((), [ReasonCode.GUEST])


def test_words_find_title_text_occupation_and_sector(any_world):
    student = any_world.student(10)
    lamp = any_world.slot()
    bike = any_world.slot(
        title="Bike morning", occupations=(), sector="transport", what_you_will_do="Mend brakes."
    )

    assert any_world.found(student, words="something with BIKES please") == [bike]
    assert any_world.found(student, words="lamps") == [lamp]
    assert any_world.found(student, words="sparky") == [lamp]  # an everyday name of the job
    assert any_world.found(student, words="railways") == [bike]
    assert any_world.found(student, words="zeppelin") == []
    assert any_world.found(student, words="work experience for me") == [lamp, bike]


def test_more_of_the_words_is_better_and_the_reason_says_which(any_world):
    student = any_world.student(10)
    any_world.slot(title="Painting", occupations=(), what_you_will_do="Paint walls.")
    both = any_world.slot(
        title="Garden", occupations=(), what_you_will_do="Paint a fence.", **_day(50)
    )

    found = any_world.search(student, words="paint fence").matches
    some = any_world.search(student, words="paint zeppelin").matches

    assert [match.slot_id for match in found] == [both]
    assert found[0].why[0] == "fits “fence” “paint”"
    assert len(some) == 2
    assert some[0].why[0] == "fits “paint”"


def test_near_comes_first_and_far_only_when_nothing_is_near(any_world):
    student = any_world.student(10)
    hull = any_world.slot(site_id=any_world.site(**HULL), occupations=("chef",), **_day(10))
    bradford = any_world.slot(site_id=any_world.site(**BRADFORD), **_day(20))
    leeds = any_world.slot(**_day(30))

    assert any_world.found(student) == [leeds, bradford]
    far = any_world.search(student, occupation="chef")
    assert [match.slot_id for match in far.matches] == [hull]
    assert far.relaxed == ("Nothing fits within 10 miles, so these are further away.",)
    assert far.matches[0].distance_miles == pytest.approx(50.1, abs=0.5)
    assert far.matches[0].why[-1] == "is about 50 miles from Leeds"
    assert any_world.found(student, place=Place("Hull", 53.74, -0.33, False)) == [hull]
    assert any_world.found(student, near_km=5.0) == [leeds]


def test_the_next_town_is_found_though_far_ones_are_sooner_and_many(any_world):
    student = any_world.student(10)
    hull = any_world.site(**HULL)
    for _ in range(CANDIDATES + 1):
        any_world.slot(site_id=hull, **_day(10))
    next_town = any_world.slot(site_id=any_world.site(**BRADFORD), **_day(200))

    found = any_world.search(student, near_km=8.0)

    assert [match.slot_id for match in found.matches] == [next_town]
    assert found.relaxed == ("Nothing fits within 5 miles, so these are further away.",)


def test_what_a_student_likes_leads_a_search_for_nothing_in_particular(any_world):
    student = any_world.student(10)
    near = any_world.slot(**_day(10))
    liked = any_world.slot(site_id=any_world.site(**BRADFORD), sector="animal-care", **_day(20))
    assert any_world.found(student) == [near, liked]

    set_interests(
        any_world.db, student_key=student, interests=["animals"], turn_id="likes", now=NOW
    )

    found = any_world.search(student)
    assert [match.slot_id for match in found.matches] == [liked, near]
    assert found.matches[0].why[0] == "goes with what you like (animal care)"
    assert any_world.found(student, words="wire") == [near, liked]


def test_online_is_near_for_everybody(any_world):
    student = any_world.student(10)
    hull = any_world.site(**HULL)
    any_world.slot(site_id=hull, **_day(10))
    online = any_world.slot(site_id=hull, kind=SlotKind.VIRTUAL, **_day(20))

    found = any_world.search(student)

    assert [match.slot_id for match in found.matches] == [online]
    assert (found.relaxed, found.matches[0].distance_miles) == ((), None)


def test_an_employers_second_slot_lets_other_employers_go_first(any_world):
    student = any_world.student(10)
    same = any_world.site()
    first = any_world.slot(site_id=same, **_day(10))
    second = any_world.slot(site_id=same, **_day(11))
    other = any_world.slot(**_day(12))

    assert any_world.found(student) == [first, other, second]


def test_dates_kind_and_occupation_are_given_up_one_by_one(any_world):
    student = any_world.student(10)
    slot_id = any_world.slot()

    kind = any_world.search(student, kind=SlotKind.TALK)
    dates = any_world.search(student, starts_to=date(2027, 1, 31))
    occupation = any_world.search(student, occupation="motor-mechanic")
    both = any_world.search(student, kind=SlotKind.TALK, starts_to=date(2027, 1, 31))

    for found in (kind, dates, occupation, both):
        assert [match.slot_id for match in found.matches] == [slot_id]
    assert kind.relaxed == (
        "Right now I can't find a talk that fits, so these are other kinds of experience.",
    )
    assert dates.relaxed == ("Nothing fits on those dates, so these are on other dates.",)
    assert occupation.relaxed == (
        "Nobody offers exactly that job right now, so these are from the same sector.",
    )
    assert len(both.relaxed) == 2


def test_pages_follow_each_other(any_world):
    student = any_world.student(10)
    ids = [any_world.slot(**_day(10 + number)) for number in range(5)]

    pages = [any_world.search(student, limit=2, offset=offset) for offset in (0, 2, 4, 6)]

    assert [match.slot_id for page in pages for match in page.matches] == ids
    assert {page.total for page in pages} == {5}


def test_what_the_student_has_or_cannot_fit_in_is_left_out(any_world):
    student = any_world.student(10)
    had = any_world.slot()
    same_week = any_world.slot(starts_on=date(2027, 2, 12), ends_on=date(2027, 2, 12), hours=6)
    later = any_world.slot(**_day(120))
    application = any_world.apply(student, had)
    assert any_world.found(student) == [same_week, later]

    decide(
        any_world.db,
        application_id=application.id,
        school_id=any_world.school_id,
        staff_id=any_world.staff(),
        approve=True,
        reason="",
        now=NOW,
    )

    assert any_world.found(student) == [later]
    reasons = slot_details(any_world.db, same_week, any_world.seeker(student), today=TODAY).refusals
    assert [reason.code for reason in reasons] == [ReasonCode.DATES_TAKEN]


def test_details_say_everything_and_another_schools_are_not_there(any_world):
    student = any_world.student(8)
    slot_id = any_world.slot()
    other_school = live_school(any_world.db, name="Elsewhere", now=NOW)
    theirs = any_world.slot(site_id=any_world.site(school_id=other_school))

    details = slot_details(any_world.db, slot_id, any_world.seeker(student), today=TODAY)

    assert details.dates == "Monday 8 February 2027 to Friday 12 February 2027"
    assert (details.distance, details.occupations) == ("less than a mile", ("electrician",))
    assert [reason.code for reason in details.refusals] == [ReasonCode.TOO_YOUNG_FOR_PLACEMENT]
    for missing in (theirs, 999_999, -1, 10**30):
        with pytest.raises(SlotNotFoundError):
            slot_details(any_world.db, missing, any_world.seeker(student), today=TODAY)


def test_a_changed_slot_is_found_by_its_new_words_and_dates_only(any_world):
    from dataclasses import replace

    student = any_world.student(10)
    slot_id = any_world.slot()
    new = replace(A_SLOT, title="Pipes", occupations=("plumber",), what_you_will_do="Bend pipes.")
    with transaction(any_world.db) as session:
        change_slot(session, slot_id, replace(new, **_day(90)))

    assert any_world.found(student, words="lamp") == []
    assert any_world.found(student, words="pipe") == [slot_id]
    assert any_world.found(student, occupation="plumber", starts_from=date(2027, 2, 15)) == [
        slot_id
    ]


def test_the_number_of_queries_does_not_grow_with_what_is_found(world):
    student = world.student(10)
    seeker = world.seeker(student)
    for number in range(30):
        world.slot(**_day(10 + number))
    statements = []
    event.listen(
        world.db.engine,
        "before_cursor_execute",
        lambda *args: statements.append(args[2]) if args[2].startswith("SELECT") else None,
    )

    found = search_slots(world.db, seeker, Wish(occupation="electrician"), today=TODAY, limit=30)

    assert len(found.matches) == 30
    assert len(statements) == 5  # student, applications, school, slots near, slots online


def test_a_search_from_an_address_is_exact(any_world):
    home = Place("home", LEEDS.lat + 0.05, LEEDS.lon, is_exact=True)
    any_world.slot()

    (match,) = any_world.search(any_world.student(10), place=home).matches

    assert match.why == ("is 3 miles from home",)


def _day(number):
    """Return the changes that make a slot last one day, so many days from today."""
    day = TODAY + timedelta(days=number)
    return {"starts_on": day, "ends_on": day, "hours": 6}


MONDAY = date(2027, 2, 15)


def one_day(day):
    return {**talk(), "starts_on": day, "ends_on": day}


def test_an_excluded_weekday_leaves_out_what_takes_it_in(any_world):
    student = any_world.student(10)
    monday = any_world.slot(**one_day(MONDAY))
    any_world.slot(**one_day(MONDAY + timedelta(days=4)))
    any_world.slot(starts_on=MONDAY, ends_on=MONDAY + timedelta(days=4))

    assert any_world.found(student, not_on=frozenset({4})) == [monday]


def test_where_only_a_week_is_left_it_is_said_to_take_in_the_excluded_day(any_world):
    student = any_world.student(10)
    week = any_world.slot(starts_on=MONDAY, ends_on=MONDAY + timedelta(days=4))

    found = any_world.search(student, not_on=frozenset({1}))

    assert [match.slot_id for match in found.matches] == [week]
    assert "Tuesdays" in found.relaxed[0]


def test_what_was_ruled_out_is_given_up_last_and_that_is_said(any_world):
    student = any_world.student(10)
    online = any_world.slot(**{**one_day(MONDAY), "kind": SlotKind.VIRTUAL})

    found = any_world.search(student, in_person=True, starts_from=MONDAY + timedelta(days=30))

    assert [match.slot_id for match in found.matches] == [online]
    assert any("in person" in text for text in found.relaxed)


def test_only_one_day_and_only_mornings(any_world):
    student = any_world.student(10)
    morning = any_world.slot(**{**one_day(MONDAY), "daily_from": time(9), "daily_to": time(12)})
    week = any_world.slot(starts_on=MONDAY, ends_on=MONDAY + timedelta(days=4))

    assert any_world.found(student, most_days=1) == [morning]
    assert any_world.found(student, least_days=5, most_days=5) == [week]
    assert any_world.found(student, part_of_day=PartOfDay.MORNING) == [morning]
    other = any_world.search(student, least_days=2, most_days=2)
    assert "longer or shorter" in other.relaxed[0]
    later = any_world.search(student, part_of_day=PartOfDay.AFTERNOON)
    assert "other times" in later.relaxed[0]


def test_near_a_place_online_comes_last_and_the_nearest_first(any_world):
    student = any_world.student(10)
    (leeds,) = find_places("leeds", near=None)[:1]
    online = any_world.slot(**{**one_day(MONDAY), "kind": SlotKind.VIRTUAL})
    near = any_world.slot(**one_day(MONDAY + timedelta(days=7)))

    assert any_world.found(student, place=leeds) == [near, online]
    assert any_world.found(student, place=leeds, nearest=True) == [near, online]


def test_where_only_online_is_near_the_nearest_in_person_leads_and_that_is_said(any_world):
    student = any_world.student(10)
    (hawes,) = find_places("hawes", near=None)[:1]
    online = any_world.slot(**{**one_day(MONDAY), "kind": SlotKind.VIRTUAL})
    far = any_world.slot(**one_day(MONDAY + timedelta(days=7)))

    found = any_world.search(student, place=hawes, near_km=10.0)

    assert [match.slot_id for match in found.matches] == [far, online]
    assert "Nothing in person fits within 6 miles of Hawes" in found.relaxed[0]


def test_where_nothing_in_person_is_anywhere_online_is_said_to_be_all(any_world):
    student = any_world.student(10)
    (hawes,) = find_places("hawes", near=None)[:1]
    any_world.slot(**{**one_day(MONDAY), "kind": SlotKind.VIRTUAL})

    found = any_world.search(student, place=hawes)

    assert found.relaxed == ("Nothing in person fits near Hawes right now. These are online.",)


def test_wanted_weekdays_leave_out_all_that_is_on_others_too(any_world):
    student = any_world.student(10)
    monday = any_world.slot(**one_day(MONDAY))
    any_world.slot(starts_on=MONDAY, ends_on=MONDAY + timedelta(days=4))

    assert any_world.found(student, only_on=frozenset({0})) == [monday]


def test_a_span_that_is_left_out_and_a_least_length(any_world):
    student = any_world.student(10)
    short = any_world.slot(**one_day(MONDAY))
    later = MONDAY + timedelta(weeks=3)
    week = any_world.slot(starts_on=later, ends_on=later + timedelta(days=4))

    assert any_world.found(student, not_between=((MONDAY, MONDAY),)) == [week]
    assert any_world.found(student, least_days=5) == [week]
    assert any_world.found(student, not_between=((later, later),)) == [short]


def test_where_nothing_is_that_long_shorter_ones_are_shown_and_that_is_said(any_world):
    student = any_world.student(10)
    short = any_world.slot(**one_day(MONDAY))

    found = any_world.search(student, least_days=12)

    assert [match.slot_id for match in found.matches] == [short]
    assert found.relaxed == ("Nothing that long fits, so these are shorter.",)


def test_where_no_such_day_is_offered_other_days_are_and_that_is_said(any_world):
    student = any_world.student(10)
    any_world.slot(**one_day(MONDAY))

    found = any_world.search(student, only_on=frozenset({5, 6}))

    assert found.relaxed == ("Nothing fits on those dates, so these are on other dates.",)


def test_a_county_reaches_further_than_the_usual_limit(any_world):
    student = any_world.student(10)
    slot_id = any_world.slot()
    (yorkshire,) = find_places("west yorkshire")

    found = any_world.search(student, place=yorkshire)

    assert [match.slot_id for match in found.matches] == [slot_id]
    assert found.relaxed == ()


@pytest.mark.parametrize(
    ("wish", "text"),
    [
        (Wish(starts_from=date(2027, 7, 13), starts_to=date(2027, 7, 17)), "13 to 17 July 2027"),
        (Wish(starts_from=date(2027, 6, 1), starts_to=date(2027, 7, 2)), "1 June to 2 July 2027"),
        (
            Wish(starts_from=date(2026, 12, 19), starts_to=date(2027, 1, 4)),
            "19 December 2026 to 4 January 2027",
        ),
        (Wish(starts_from=date(2027, 7, 13), starts_to=date(2027, 7, 13)), "Tuesday 13 July 2027"),
        (Wish(starts_from=date(2027, 4, 12)), "dates from 12 April 2027"),
        (Wish(only_on=frozenset({0, 1})), "Mondays and Tuesdays only"),
        (Wish(not_on=frozenset({4})), "any time, not Fridays"),
        (
            Wish(not_between=((date(2027, 7, 1), date(2027, 7, 31)),), not_on=frozenset({4})),
            "any time, not Fridays or 1 to 31 July 2027",
        ),
    ],
)
def test_how_dates_were_read_in_words(wish, text):
    assert when_in_words(wish) == text
