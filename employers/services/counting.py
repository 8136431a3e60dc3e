"""How many live slots of a sector are near a student."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from employers.domain.wish import Seeker, Wish
from employers.services.search import search_slots
from storage.database import Database


def count_near(
    db: Database, seeker: Seeker, sectors: Collection[str], *, today: date
) -> dict[str, int]:
    """Return how many slots of each sector the seeker may have within the school's travel limit.

    Online ones count: they are near for everybody. From the seeker's home, else from the school;
    anywhere where neither is known. What fits only once a part of the wish is given up is not
    counted; at most `candidates.CANDIDATES` of a sector are.

    Raises:
        StudentNotFoundError: there is no such student.
        StoreUnavailableError: the database could not be reached.
    """
    near = replace(seeker, place=seeker.place or seeker.school)
    found = {one: search_slots(db, near, Wish(sector=one), today=today, limit=1) for one in sectors}
    return {one: 0 if each.relaxed else each.total for one, each in found.items()}
