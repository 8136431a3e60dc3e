"""The name of a job in a question about a job that nothing here knows."""

import re
from itertools import takewhile

# Where a job's name stands in a question about it
_JOB = r"(?:an? |the |every |some |being (?:an? )?)?([a-z][a-z' -]{2,40}?)"
_REALLY = r"(?: really| actually| usually| normally| still)?"
_JOB_ENDS = r"\s*(?:\?|$|\b(?:job|do|earn|without|like)\b)"
_ASKED = (
    r"(?:skills?|qualities|strengths|hours|shifts?|qualifications?|requirements|grades|gcses"
    r"|a levels?|subjects)"
)
_LIKE = (
    r"(?:(?:jobs?|careers?|something|anything|things|roles) like|similar(?: jobs?)? (?:to|as)"
    r"|alternatives? to|instead of|close to|related to)"
)
_FARED = r"(?:replaced|needed|in demand|automated|wanted)"
_JOB_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:do|does|would|can|will) {_JOB}{_REALLY} (?:earn|make|get|do|pay|work|need)\b",
        rf"\b(?:be|become|becoming|being|as|is|whats|what's) an? {_JOB}{_JOB_ENDS}",
        rf"^(?:what about |how about |and )?{_JOB} (?:salary|salaries|wages?|pay|hours|skills)\b",
        rf"^(?:what about|how about|and|or) {_JOB}\W*$",
        rf"\b{_ASKED} (?:for|of) {_JOB}\W*$",
        rf"\b{_LIKE} {_JOB}\W*$",
        rf"\b(?:will|are|is) {_JOB}{_REALLY} (?:be |get |being |getting )?{_FARED}\b",
    )
)
_NOT_A_JOB = frozenset(
    re.findall(
        r"\w+",
        "i u you ya we they them he she it its that this these those one ones there people someone "
        "somebody anyone who what which job jobs the my your most me work thing things how much "
        "good best same other pay money life week day year month robots robot ai machines machine "
        "computers chatgpt women woman men man girls boys kids students everyone course courses "
        "uni college school apprenticeship apprenticeships not never always must need needed going "
        "key soft main essential important practical communication average typical starting hourly "
        "weekly monthly yearly annual maximum minimum long flexible real normal actual bit list "
        "start starter starting new trainee "
        "equivalent qualification qualifications gcse gcses england uk bad hard easy worth dead",
    )
)
# Where the name ends at the latest: "dentist have to", "vicar lol"
_NO_MORE = frozenset(
    re.findall(
        r"\w+",
        "and or but for in on to from at as with who have has here later ever lol plz pls please",
    )
)
_MOST_WORDS = 4
# "streamer", "a ghost hunter": nothing but words that end like a job
_BARE_JOB = re.compile(
    r"\W*(?:an? |the )?((?:[a-z]{3,} )?"
    r"[a-z]{3,}(?:ers?|ors?|ists?|ians?|eers?|man|men|smiths?))\W*",
    re.IGNORECASE,
)
_NO_BARE_JOB = frozenset(
    re.findall(
        r"\w+",
        "after another answer answers better bigger career careers clever computer computers "
        "dinner easier ever faster further harder higher however later lower matter maybe "
        "mother father brother sister summer never number numbers offer offers older order "
        "other others over paper power prefer proper quicker remember rather shorter smaller "
        "sooner together under whatever whenever wherever winter women wonder younger "
        "yesterday longer list lists letter letters cover december november october september "
        "hear year years near fear clear under man men woman color error floor poor door major "
        "minor mirror for four hour hours your",
    )
)
_NOT_IN_BARE = _NO_BARE_JOB | _NOT_A_JOB | _NO_MORE


def unknown_job(text: str) -> str | None:
    """Return the job's name in a question about a job that nothing here knows, or None."""
    bare = _BARE_JOB.fullmatch(text)
    if bare is not None and not _NOT_IN_BARE.intersection(bare[1].lower().split()):
        return bare[1].lower()
    for pattern in _JOB_PATTERNS:
        match = pattern.search(text.strip())
        if match is not None:
            words = match[1].strip(" '-").lower().split()
            name = list(takewhile(lambda word: word not in _NO_MORE, words))
            if name and len(name) <= _MOST_WORDS and not _NOT_A_JOB.intersection(words):
                return " ".join(name)
    return None
