"""Reads whether somebody tells that they look after someone at home. Pure."""

import re

CARED_FOR = (
    r"(?:mums?|moms?|mam|dads?|nans?|nanna|gran\w*|grandparents?|brothers?|bro|sisters?|sis"
    r"|siblings?|parents?|family|step ?(?:mum|dad)|auntie?|uncle|cousins?)"
)
_MY = rf"my (?:(?:little|lil|baby|disabled|poorly|ill|sick|own|younger|old) )*{CARED_FOR}"
_CARES = re.compile(
    rf"\b(?:look(?:ing|s)? after|car(?:e|ing) (?:for|of)|tak(?:e|ing) care of)\b {_MY}\b"
    r"|\bi(?:'?m| am)? (?:a |an? unpaid )?(?:young )?carer\b|\byoung carer\b"
    r"|\b(?:can'?t|cannot|don'?t like to|not allowed to|hard to) leave "
    rf"(?:{_MY}|{CARED_FOR}|her|him)\b"
    rf"|\b{CARED_FOR} (?:needs me|can'?t be (?:left|on (?:her|his) own))\b"
    rf"|\b{_MY} (?:can'?t|cannot) (?:really )?(?:walk|cook|get up|see|drive|move|lift)\b"
    rf".{{0,20}}\bi (?:do|cook|clean|help|have to)\b",
    re.IGNORECASE,
)
# "looking after my brother was fun", "as a job": told of with pleasure, or as work
_NO_CARER = re.compile(
    r"\b(?:as a job|for a job|for a living|fun|love|enjoy|like|babysit\w*|become|be a|what does"
    r"|cv|sack\w*|fire[ds]?)\b",
    re.IGNORECASE,
)
# More than is known to be harm: a carer's line with one of these is never taken as ordinary.
_HARM = re.compile(
    r"\b(?:hurt\w*|hit\w*|kill\w*|beat\w*|punch\w*|slap\w*|kick\w*|threat\w*|touch\w*|grab\w*|cut\w*"
    r"|scar(?:e|es|ed|y)|afraid|fright\w*|shout\w*|scream\w*|yell\w*|drunk|drink\w*|drugs?|high"
    r"|lock\w*|starv\w*|hungry|no food|dead|die|dying|suicid\w*|cry\w*|cries|cope|coping|hate\w*"
    r"|angry|mad|makes? me|made me|forc\w*|worse|(?:not|isn'?t|never) safe|unsafe|alone|all night"
    r"|(?:miss\w*|off) school|tired|exhausted|no ?(?:one|body)|anymore|help me|secret\w*"
    r"|he|his|boyfriend)\b",
    re.IGNORECASE,
)


def tells_of_caring(text: str) -> bool:
    """Return whether somebody says that they look after one of their family, and not as work."""
    plain = text.replace("\u2019", "'")
    return _CARES.search(plain) is not None and _NO_CARER.search(plain) is None


def tells_only_of_caring(text: str) -> bool:
    """Return whether a carer's words hold nothing that may tell of harm."""
    return tells_of_caring(text) and _HARM.search(text.replace("\u2019", "'")) is None
