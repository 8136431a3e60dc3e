"""Why a slot is shown, in words: every match comes with its reasons."""

from careers.library import load_library
from careers.places import Place
from employers.domain.ranking import Ranked
from employers.domain.wish import Wish
from employers.services.words import distance_in_words
from employers.words import WORDING


def reasons_for(ranked: Ranked, wish: Wish, *, start: Place | None) -> tuple[str, ...]:
    """Return the reasons, each a phrase that follows "it": "is about 3 miles from Leeds"."""
    reasons = [*_about_topic(ranked, wish)]
    if start is not None and ranked.distance_km is not None:
        distance = distance_in_words(ranked.distance_km, start=start)
        reasons.append(WORDING.text("why_near", distance=distance, place=start.name))
    if not reasons:
        years = ranked.slot.facts.year_groups
        reasons.append(WORDING.text("why_year", first=min(years), last=max(years)))
    return tuple(reasons)


def _about_topic(ranked: Ranked, wish: Wish) -> list[str]:
    library = load_library()
    found = []
    if wish.occupation is not None:
        known = library.occupations.get(wish.occupation)
        named = known or library.named_occupations.get(wish.occupation)
        if named is not None:
            found.append(WORDING.text("why_occupation", occupations=_in_sentence(named.plural)))
    sector = library.sectors.get(wish.sector or "")
    if sector is not None and not found:
        found.append(WORDING.text("why_sector", sector=sector.name.lower()))
    if ranked.is_liked:
        liked = library.sectors[ranked.slot.sector].name.lower()
        found.append(WORDING.text("why_liked", sector=liked))
    if ranked.slot.words_found:
        words = " ".join(f"“{word}”" for word in ranked.slot.words_found)
        found.append(WORDING.text("why_words", words=words))
    return found


def _in_sentence(plural: str) -> str:
    """Return the name of a job inside a sentence: "electricians", but "GPs"."""
    return plural if plural[:2].isupper() else plural[0].lower() + plural[1:]
