"""Reads pay and hours out of a message in lower case with its numbers in digits; pure."""

import re
from dataclasses import dataclass
from decimal import Decimal

from careers.calculators.pay import Per

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|\.\d+)(?!\d)"
_STRETCHES = {
    Per.HOUR: r"h|hr|hrs|hour|hours|hourly",
    Per.SHIFT: r"day|days|shift|shifts|night|nights|session|daily|saturday|sunday|evening|trial",
    Per.WEEK: r"w|wk|wks|week|weeks|weekly",
    Per.MONTH: r"month|months|mth|monthly",
    Per.YEAR: r"y|yr|year|years|annum|yearly|annually|anum",
}
_STRETCH = "|".join(_STRETCHES.values())
_PER = (
    r"(?: ?(?:/|per|an?\b|n\b|each|every|p/|p(?=[hw]\b)|for(?: (?:an?|each|every))?|in a) ?"
    rf"(?P<per>{_STRETCH})\b"
    r"|(?: ?(?P<per2>p\.?[ha]\.?|hourly|weekly|monthly|yearly|daily)\b))"
)
_UNIT = r"quid|squid|pounds?|pound|gbp|£|sterling|bucks"
_PIECE = r"car|punnet|leaflet|deliver(?:y|ies)|item|box|bag|tray|job|drop|go|dog|head"
_MONEY = re.compile(
    rf"(?:£ ?(?P<sign>{NUMBER})(?P<k1> ?(?:k|grand)\b)?"
    rf"|(?P<thousand>{NUMBER}) ?(?:k|grand|thousand)\b"
    rf"|(?P<unit>{NUMBER}) ?(?:{_UNIT})(?: ?(?P<pence>\d\d)\b)?|(?P<pees>\d+) ?(?:p|pence)\b(?!/))"
    rf"{_PER}?(?P<other> (?:more|extra|less)\b| ?(?:a|per|each|every) (?:{_PIECE})\b)?"
)
# A bare number is money before "an hour", after words of pay, and before "for 8 hours"
_BARE_PER = re.compile(rf"(?<![\d.£:])\b(?P<n>{NUMBER}){_PER}")
_PAY_WORDS = (
    r"(?:paid|pays?|paying|gets?|getting|got|gives?|gave|giving|earn(?:s|ing|ed)?|makes?|making"
    r"|(?:wages?|salary|rate)(?= (?:is|was|of))|offer(?:s|ed|ing)?)"
)
_PAID_BEFORE = re.compile(rf"\b(?:{_PAY_WORDS}|on)\b[^|\d]{{0,16}}$")
_BARE_PAID = re.compile(
    rf"\b{_PAY_WORDS}(?: (?:me|us|her|him|them|is|was|of|only|just|about|like|around|on)){{0,2}} "
    rf"(?P<n>{NUMBER})(?![\d:]|,\d{{3}}| ?(?:{_STRETCH}|-|am|pm|%|years?|yrs?|yo|min\w*|gcses?)\b)"
)
_BARE_FOR = re.compile(
    rf"(?<![\d.£:])\b(?P<n>{NUMBER})(?= (?:for|/|in) (?:an? )?{NUMBER}[ -]?(?:hours?|hrs?|h)\b)"
)
_HOURS = re.compile(
    rf"(?<![\d£])(?P<n>{NUMBER})[ -]?(?:hours?|hrs?|h)\b(?! ?(?:notice|away|drive))"
    r"(?: (?:shift|trial|of work|work))?"
    r"(?: ?(?:/|per|an?|each|every|in a|on an?|in one) ?(?P<per>day|shift|night|week|wk|weekend)\b"
    r"|(?P<long> (?:(?:in|during) )?(?:term|school|holiday) weeks?\b))?"
)
_DAYS = re.compile(r"\b(?P<n>[1-7]) (?:days|shifts|nights)\b(?: (?:a|per|each|every) week)?")
_EVERY_DAY = re.compile(r"\bmon(?:day)? ?(?:-|to|til|till) ?fri(?:day)?\b")
_TAKEN_BEFORE = re.compile(
    r"\b(?:took|take[sn]?|taking|dock(?:ed|s)?|minus|less|deduct\w*|charg\w+|lose|lost|stopped"
    r"|kept|keeps?|pay(?:ing)? for)\b[^|£\d]{0,14}(?<!from )(?<!out of )$"
)
_TAKEN_AFTER = re.compile(
    r"^ ?(?:was |were |is |got |gets )?(?:off\b|short\b|deduct|taken|docked|out of my|missing"
    r"|uniform|for (?:the |my |a |your )?(?:\w+ )?(?:uniform|till|breakages?|apron|shirt))"
)
_UNPAID = re.compile(
    r"\b(?:unpaid|un-paid|for free|no pay|without pay|not paid|n[o']?t (?:get )?paid|for nothing"
    r"|didn'?t pay|didnt pay|don'?t pay|wont pay|free|no money|for no money)\b"
)
_MORE = re.compile(r"\b(?:(?<!no )(?<!not )more than|over|longer than|above|past) $")
_MOST_HOURS = 60  # of a week that anybody speaks of
_A_LITTLE = Decimal("0.01")  # hours: "more than 8" is not 8
_OTHER = re.compile(r"[|\d]")  # where the next figure begins
_TRIAL = re.compile(r"\btrials?\b|\btry ?out\b")


@dataclass
class Rest:
    """The message in digits; what was read is taken out of it, so that nothing is read twice."""

    text: str

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return the first match, and put a bar in its place."""
        found = pattern.search(self.text)
        if found is not None:
            self.text = f"{self.text[: found.start()]}|{self.text[found.end() :]}"
        return found


def money_in(rest: Rest) -> tuple[Decimal | None, Per | None, Decimal | None]:
    """Return the pay, what it is for, and what is taken off it."""
    pay, per, taken = None, None, None
    while (found := rest.take(_MONEY)) is not None:
        before, after = rest.text[: found.start()], rest.text[found.start() + 1 :]
        if found["other"]:
            continue  # "2 quid more", "10p a punnet": not what an hour or a shift brings
        amount = _amount(found)
        if _TAKEN_BEFORE.search(before) or _TAKEN_AFTER.search(after):
            taken = amount if taken is None else taken
        elif pay is None or (per is None and _per(found) is not None):
            pay, per = amount, _per(found)
    for pattern in (_BARE_PER, _BARE_FOR, _BARE_PAID) if pay is None else ():
        found = rest.take(pattern) if _is_pay(pattern, rest.text) else None
        if found is not None:
            pay, per = number_of(found["n"]), _per(found)
            break
    if pay is not None and per is None and re.search(r"^\W*\|\W*(?:an|per|/) ?h", rest.text):
        per = Per.HOUR
    return pay, per, taken


def _is_pay(pattern: re.Pattern[str], text: str) -> bool:
    """Return whether a bare number is pay: "30 a day" may be hours unless words of pay are near."""
    found = pattern.search(text)
    if found is None or pattern is not _BARE_PER or _per(found) is Per.HOUR:
        return found is not None
    is_too_much = number_of(found["n"]) > _MOST_HOURS
    return is_too_much or _PAID_BEFORE.search(text[: found.start()]) is not None


def _amount(found: re.Match[str]) -> Decimal:
    """Return the pounds of an amount: "£5", "5 quid", "7 pound 50", "750p", "30k"."""
    if found["pees"]:
        return Decimal(found["pees"]) / 100
    if found["unit"]:
        return number_of(found["unit"]) + Decimal(found["pence"] or 0) / 100
    number = number_of(found["sign"] or found["thousand"])
    return number * 1000 if found["thousand"] or found["k1"] else number


def number_of(text: str) -> Decimal:
    """Return a number in digits: "31,500"."""
    return Decimal(text.replace(",", ""))


def _per(found: re.Match[str]) -> Per | None:
    groups = found.groupdict()
    said = groups.get("per") or (groups.get("per2") or "").replace(".", "")
    said = {"ph": "hour", "pa": "year"}.get(said, said)
    return next(
        (per for per, words in _STRETCHES.items() if said and said in words.split("|")), None
    )


def hours_in(
    rest: Rest, text: str, per: Per | None, *, is_paid: bool
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Return the hours of a day, of a week, and the unpaid ones.

    Beside pay for a week or longer, hours alone are those of a week.
    """
    is_weekly = per in {Per.WEEK, Per.MONTH, Per.YEAR}
    hours, week, unpaid = None, None, None
    while (found := rest.take(_HOURS)) is not None:
        number = number_of(found["n"])
        if not is_paid and _MORE.search(rest.text[: found.start()]):
            number += _A_LITTLE
        if _is_unpaid(rest.text, found, is_paid=is_paid):
            unpaid = number if unpaid is None else unpaid
        elif found["per"] in {"week", "wk"} or found["long"] or (is_weekly and not found["per"]):
            week = number
        elif hours is None:
            hours = number
    days = rest.take(_DAYS)
    every = Decimal(days["n"]) if days else (Decimal(5) if _EVERY_DAY.search(text) else None)
    if week is None and hours is not None and every is not None:
        week = hours * every
    return hours, week, unpaid


def _is_unpaid(text: str, found: re.Match[str], *, is_paid: bool) -> bool:
    """Return whether hours are said to be unpaid: beside them, or in a message without pay."""
    start = found.start()
    before, after = text[max(0, start - 18) : start], text[start + 1 : start + 22]
    near = f"{_OTHER.split(before)[-1]}|{_OTHER.split(after)[0]}"
    if is_paid:
        return _UNPAID.search(near) is not None
    return _UNPAID.search(text) is not None or (
        _TRIAL.search(text) is not None and "trial" in found[0] + near
    )
