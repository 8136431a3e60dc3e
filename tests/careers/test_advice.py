"""Every answer about a topic: short, plain, dated, sourced, and nothing in it out of date."""

import re
from datetime import date

import pytest

from careers.advice import ADVICE_CHARS, Asker, advice_card, usual_parts
from careers.advice_types import LAW_ID, Advice, AdvicePart
from careers.check import Problem, check_content
from careers.content_types import Fact, Law, Rate
from careers.library import Library, load_library

TODAY = date(2026, 11, 22)
YEARS_LATER = date(2031, 1, 1)
DAYS = (TODAY, date(2027, 2, 1), date(2027, 7, 15), YEARS_LATER)
UNKNOWN = Asker()
ASKERS = (UNKNOWN, Asker(14, is_school_age=True), Asker(16, is_school_age=True), Asker(17))
ADULT = Asker(22)
PARTS = [
    pytest.param(advice, part, id=f"{advice.id}-{part.id}")
    for advice in load_library().advice.values()
    for part in advice.parts
]
NUMBER = re.compile(r"\d[\d,./:]*\d|\d")
NUMBER_WORD = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|twenty|thirty|forty|fifty|hundred|thousand) "
    r"(?:days?|weeks?|months?|years?|hours?|minutes?|pounds?|pages?|times)\b",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?:;](?:\s|$)")
WORDS_IN_SENTENCE = 22  # of our own words, on average over a part; reading age of about 12


def facts_of(library: Library, part: AdvicePart) -> list[Fact]:
    rates = [library.rates[name] for name in part.rates]
    laws = [library.laws[name] for line in part.laws for name in LAW_ID.findall(line)]
    return [*part.facts, *laws, *rates, *(library.contacts[name] for name in part.contacts)]


def numbers_of(fact: Fact) -> set[str]:
    texts = [getattr(fact, "text", ""), fact.source, f"{fact.checked_on:%Y}"]
    if isinstance(fact, Rate):
        texts += [str(fact.value), fact.who]
    if isinstance(fact, Law):
        texts.append(fact.said)
    return {number for text in texts for number in NUMBER.findall(text)}


def topic(library: Library, intent: str) -> tuple[Advice, dict[str, AdvicePart]]:
    advice = library.advice[intent]
    return advice, {part.id: part for part in advice.parts}


def told(library: Library, intent: str, part: str, asker: Asker = UNKNOWN) -> str:
    advice, parts = topic(library, intent)
    return advice_card(library, advice, parts[part], asker=asker, today=TODAY).text


@pytest.mark.parametrize(("advice", "part"), PARTS)
def test_a_card_is_short_on_every_day_and_for_everybody(
    library: Library, advice: Advice, part: AdvicePart
) -> None:
    for today in DAYS:
        for asker in (*ASKERS, ADULT):
            text = advice_card(library, advice, part, asker=asker, today=today).text
            assert 100 < len(text) < ADVICE_CHARS
            assert "{" not in text


@pytest.mark.parametrize(("advice", "part"), PARTS)
def test_each_number_stands_in_a_fact_and_a_card_with_facts_names_source_and_date(
    library: Library, advice: Advice, part: AdvicePart
) -> None:
    text = advice_card(library, advice, part, asker=UNKNOWN, today=TODAY).text
    facts = facts_of(library, part)

    assert set(NUMBER.findall(text)) <= {n for fact in facts for n in numbers_of(fact)}
    assert [fact.source for fact in facts if fact.source not in text] == []
    assert ("Source: " in text) == ("(as of November 2026)" in text) == bool(facts)


@pytest.mark.parametrize(("advice", "part"), PARTS)
def test_our_own_words_are_plain(advice: Advice, part: AdvicePart) -> None:
    own = f"{part.text} {part.next_step}"
    sentences = [sentence for sentence in SENTENCE_END.split(own) if sentence.strip()]

    assert NUMBER_WORD.findall(own) == []
    assert len(own.split()) / len(sentences) <= WORDS_IN_SENTENCE
    assert own.rstrip()[-1] in ".?!”"


@pytest.mark.parametrize(("advice", "part"), PARTS)
def test_what_is_out_of_date_is_left_out_and_said_to_be_so(
    library: Library, advice: Advice, part: AdvicePart
) -> None:
    text = advice_card(library, advice, part, asker=UNKNOWN, today=YEARS_LATER).text

    assert NUMBER.findall(text) == []
    assert ("out of date" in text) == bool(facts_of(library, part))
    assert "Source: " not in text


def test_one_stale_fact_does_not_take_the_others_with_it(library: Library) -> None:
    advice, parts = topic(library, "ask_university")

    text = advice_card(
        library, advice, parts["applying"], asker=UNKNOWN, today=date(2027, 1, 14)
    ).text

    assert "13 January" not in text
    assert "out of date" in text
    assert "up to 5 courses" in text
    assert "Source: UCAS" in text


def test_the_other_parts_and_the_steps_come_with_a_card(library: Library) -> None:
    advice, parts = topic(library, "ask_apprenticeship")

    card = advice_card(library, advice, parts["pay"], asker=UNKNOWN, today=TODAY)

    assert [part.id for part in card.others] == ["about", "finding", "levels", "degree"]
    assert [step.intent for step in card.steps] == ["talk_to_adviser"]


def test_the_rate_for_the_age_comes_first(library: Library) -> None:
    first = {
        age: told(library, "ask_minimum_wage", "rates", Asker(age)).splitlines()[1]
        for age in (16, 17, 18, 20, 21, 25)
    }

    assert first == {
        16: "At 16, the least an hour is £8.00 (under 18 and past school-leaving age).",
        17: "At 17, the least an hour is £8.00 (under 18 and past school-leaving age).",
        18: "At 18, the least an hour is £10.85 (aged 18 to 20).",
        20: "At 20, the least an hour is £10.85 (aged 18 to 20).",
        21: "At 21, the least an hour is £12.71 (aged 21 or over).",
        25: "At 25, the least an hour is £12.71 (aged 21 or over).",
    }


def test_without_an_age_or_at_school_age_no_rate_is_anybodys_own(library: Library) -> None:
    pupil = Asker(16, is_school_age=True)

    assert "At 16" not in told(library, "ask_minimum_wage", "rates", pupil)
    assert "The least an hour: £8.00 (under 18" in told(library, "ask_minimum_wage", "rates")
    assert usual_parts(library.advice["ask_minimum_wage"], pupil)[0].id == "school-age"
    assert "no minimum wage before" in told(library, "ask_minimum_wage", "school-age", pupil)


def test_an_apprentice_hears_their_own_rate_first_and_then_those_by_age(library: Library) -> None:
    text = told(library, "ask_minimum_wage", "apprentice", Asker(19))

    assert "The least an hour: £8.00 (apprentices under 19 or in their first year); " in text
    assert "£10.85 (aged 18 to 20)" in text
    assert "At 19" not in text


def test_a_part_with_one_rate_that_is_the_askers_own_lists_no_others(library: Library) -> None:
    advice, parts = topic(library, "ask_minimum_wage")
    part = parts["rates"].model_copy(update={"rates": ("under-18",)})

    text = advice_card(library, advice, part, asker=Asker(17), today=TODAY).text

    assert "At 17, the least an hour is £8.00" in text
    assert "Other rates" not in text


def test_sources_looked_up_in_different_months_are_told_with_each_month(library: Library) -> None:
    advice, parts = topic(library, "ask_t_levels")
    first, *rest = parts["about"].facts
    newer = first.model_copy(update={"checked_on": date(2026, 12, 1)})
    part = parts["about"].model_copy(update={"facts": (newer, *rest)})

    text = advice_card(library, advice, part, asker=UNKNOWN, today=TODAY).text

    assert text.endswith(
        "Source: GOV.UK T Levels (as of December 2026); GOV.UK T Levels (as of November 2026)."
    )


def test_the_console_sees_every_fact_of_the_topics(library: Library) -> None:
    facts = [len(part.facts) for advice in library.advice.values() for part in advice.parts]

    found = check_content(library, today=YEARS_LATER)
    topics = [one for one in found if one.file.startswith("topics/")]
    contacts = [one.field for one in found if one.file == "contacts.yml"]

    laws = [one.field for one in found if one.file == "laws.yml"]

    assert len(topics) == sum(facts) > 35
    assert set(laws) == set(library.laws)
    assert {one.problem for one in found} == {Problem.EXPIRED}
    assert set(contacts) == set(library.contacts)
    assert "about.facts.0" in {one.field for one in topics}
