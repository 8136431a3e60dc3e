"""Counting what is live near a student: what they may have, of a sector, within reach."""

from employers.services.counting import count_near
from tests.employers.test_search import TODAY


def test_each_sector_is_counted_by_itself_and_only_what_the_seeker_may_have(any_world):
    student = any_world.student(10)
    any_world.slot(sector="engineering")
    any_world.slot(sector="engineering", year_groups=(12,))
    any_world.slot(sector="creative")
    seeker = any_world.seeker(student)

    found = count_near(any_world.db, seeker, ["engineering", "creative", "law"], today=TODAY)

    assert found == {"engineering": 1, "creative": 1, "law": 0}


def test_a_guest_has_none(any_world):
    any_world.slot(sector="engineering")
    seeker = any_world.seeker(any_world.guest())

    assert count_near(any_world.db, seeker, ["engineering"], today=TODAY) == {"engineering": 0}
