"""What a job asks of a person, and that nobody has to have all of it already."""

from careers.library import Library
from careers.occupation_types import Occupation
from careers.phrases import and_list, with_article, words


def skills_text(library: Library, occupation: Occupation) -> str:
    """Return the skills of the job and its hard part; it also answers "am I cut out for it"."""
    return words.text(
        "skills",
        job=with_article(occupation.in_sentence),
        skills=and_list([library.skills[skill].name for skill in occupation.skills]),
        hard=occupation.editorial.hard,
    )
