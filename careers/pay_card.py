"""What an occupation earns, in words, with whom the figure counts and how old it is."""

from datetime import date

from careers.calculators.pay import MONTHS_IN_YEAR, WEEKS_IN_YEAR, Per
from careers.content_types import Pay, RouteKind
from careers.library import Library
from careers.occupation_types import Occupation, Soc
from careers.phrases import ROUND_TO_DIGIT, capital, pounds, source_of, words

MINIMUM_WAGE = ("under-18", "age-18-to-20", "age-21-and-over")


def pay_text(library: Library, occupation: Occupation, *, today: date) -> str:
    """Return the pay answer; where there is no figure it says so and gives the legal minimum."""
    pay, soc = occupation.facts.pay, occupation.soc
    parts = (
        _unknown_pay(library, occupation, today)
        if pay is None or soc is None
        else [_range(occupation, pay), _whom_it_counts(occupation, soc), _age_of(pay, today)]
    )
    return "\n".join([*parts, *_apprentice_pay(library, occupation, today)])


def pay_by_text(library: Library, occupation: Occupation, per: Per, *, today: date) -> str:
    """Return the yearly figure in months or weeks; the usual answer where there is no figure."""
    pay, soc = occupation.facts.pay, occupation.soc
    if pay is None or soc is None:
        return pay_text(library, occupation, today=today)
    parts = MONTHS_IN_YEAR if per is Per.MONTH else WEEKS_IN_YEAR
    year = round(pay.value.median, ROUND_TO_DIGIT)
    values = {"year": pounds(year), "parts": parts, "per": per.value}
    amount = f"£{round(year / parts, -1):,}"
    values |= {"amount": amount, "Plural": capital(occupation.plural)}
    first = words.text(f"pay_{pay.basis.value}_by", **values)
    return "\n".join([first, _whom_it_counts(occupation, soc), _age_of(pay, today)])


def _range(occupation: Occupation, pay: Pay) -> str:
    value = pay.value
    plurals = {"plural": occupation.plural, "Plural": capital(occupation.plural)}
    if value.lower is None or value.upper is None:
        return words.text(f"pay_{pay.basis.value}", median=pounds(value.median), **plurals)
    return words.text(
        f"pay_{pay.basis.value}_quarters",
        median=pounds(value.median),
        lower=pounds(value.lower),
        upper=pounds(value.upper),
        **plurals,
    )


def _whom_it_counts(occupation: Occupation, soc: Soc) -> str:
    counts = words.text("pay_counts", group=soc.title)
    if not occupation.often_self_employed:
        return counts
    return f"{counts} {words.text('pay_self_employed', plural=occupation.plural)}"


def _age_of(pay: Pay, today: date) -> str:
    if pay.is_current(today):
        return source_of(pay)
    return f"{words.text('stale')} {source_of(pay)}"


def _unknown_pay(library: Library, occupation: Occupation, today: date) -> list[str]:
    unknown = words.text("pay_unknown", plural=occupation.plural)
    rates = [library.rates[rate_id] for rate_id in MINIMUM_WAGE]
    if not all(rate.is_current(today) for rate in rates):
        return [unknown]
    shown = "; ".join(words.text("rate", amount=rate.value, who=rate.who) for rate in rates)
    key = "minimum_wage_employed" if occupation.often_self_employed else "minimum_wage"
    least = words.text(key, rates=shown, plural=occupation.plural)
    return [unknown, f"{least} {source_of(*rates)}"]


def _apprentice_pay(library: Library, occupation: Occupation, today: date) -> list[str]:
    """Return what the law gives an apprentice, where the job has apprenticeships."""
    kinds = {route.kind for route in occupation.facts.ways}
    rate = library.rates["apprentice"]
    if RouteKind.APPRENTICESHIP not in kinds or not rate.is_current(today):
        return []
    told = words.text("apprentice_pay", amount=rate.value, who=rate.who)
    return [f"{told} {source_of(rate)}"]
