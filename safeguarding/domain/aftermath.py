"""What somebody asks or takes back after an alert, read from the words alone. Pure."""

import re
from datetime import timedelta
from enum import Enum


class Aftermath(str, Enum):
    """What a message after an alert is about."""

    WHY = "why"  # why it was passed on at all
    TAKES_BACK = "takes_back"
    DELETE = "delete"
    EMPLOYER = "employer"  # will the place of a placement hear of it
    FAMILY = "family"  # will anyone at home hear of it
    OUTSIDE = "outside"  # the police, social services
    KEEP_QUIET = "keep_quiet"
    TROUBLE = "trouble"
    OTHERS_TROUBLE = "others_trouble"
    WHO_SEES = "who_sees"
    GET_OUT = "get_out"  # can somebody make me, how does it stop
    WHAT_TO_DO = "what_to_do"
    WHAT_NEXT = "what_next"
    TOLD = "told"


_HOUR, _SOON = timedelta(hours=1), timedelta(minutes=20)
# How long after an alert such words are still about it; later they mean something ordinary.
_LASTS = {
    Aftermath.TOLD: timedelta(days=1),
    Aftermath.TROUBLE: _SOON,
    Aftermath.OTHERS_TROUBLE: _SOON,
    Aftermath.GET_OUT: _SOON,
    Aftermath.WHAT_TO_DO: _SOON,
    Aftermath.WHAT_NEXT: _SOON,
}
_MOST_WORDS = 12  # of a message that says nothing else
_REST_WORDS = 3  # of what is asked beside it
_CLAUSES = re.compile(r"[.?!,;\n]+|\bbut\b", re.IGNORECASE)

_HOME = (
    r"(?:mums?|moms?|mam|mummy|dads?|daddy|parents?|nan|gran\w*|step ?(?:dad|mum)|family|home"
    r"|carers?|foster \w+|brothers?|sisters?|uncle|aunt\w*)"
)
_PLACE = r"(?:place|placement|employer|company|firm|boss|job|work|shop|nursery|garage)s?"
_AUTHORITY = r"(?:police|feds|social (?:services|workers?)|the socials?|cops?|ssw)"
_ASKER = (
    r"(?:will|do|does|did|are|is|r|have|has|can|could|would|gonna|u|you|ya|they|school|teachers?"
    r"|any ?(?:one|body)|some ?(?:one|body)|don'?t|not|never|who)"
)
_TELLS = (
    r"(?:tell|told|telling|rings?|ringing|call|calling|phone|phoning|text|e-?mail|contact\w*"
    r"|inform|message|involve|speak(?:ing)? to|talk(?:ing)? to|let|write to|get)(?! me\b)"
)
_LEARNS = (
    r"(?:know|find out|finds out|hear(?: about| of)?|be told|get told|been told|see (?:it|this))"
)
_OTHERS = r"(?:he|she|they|him|her|them|my \w+|people|any ?one|someone)"
_TROUBLE = (
    r"(?:in(?:to)? (?:any |big |so much )?trouble|get done|told off|excluded|kicked out|arrested)"
)
_NOT_JOKING = (
    r"(?:not|isn'?t|aint|ain'?t|wasn'?t|never|no)\b(?: \w+)? (?:joking|kidding|jokes?|messing)"
)
_JOKES = r"(?:joking|jokin|kidding|jokes?|jks?|jkjk|messing(?: about| around)?|banter|trolling)"
_SAYS = r"(?:said|says|say|told|tells|made|makes|asked|wants|reckons|thinks)"

_PATTERNS = (
    (
        Aftermath.WHY,
        (
            r"\b(?:why|y|how come)\b.{0,10}\b(?:you|u|ya|it|they)\b.{0,6}"
            r"\b(?:send|sent|sending|pass(?:ed)?|report(?:ed)?|tell|told|share|shared|grass|snitch)"
            r"\b(?! me\b)"
        ),
    ),
    (
        Aftermath.EMPLOYER,
        (
            rf"\b{_ASKER}\b.{{0,15}}\b(?:tell|told|telling|inform|let)\b"
            rf" (?:the|a|my|any|an|that) (?:\w+ )?{_PLACE}\b"
            rf"|\b(?:will|does|do|can)\b.{{0,8}}\b{_PLACE}\b.{{0,12}}\b{_LEARNS}\b"
        ),
    ),
    (
        Aftermath.DELETE,
        (
            r"\b(?:delete|remove|unsend|undo|erase|get rid of|take back|take down)\b.{0,8}"
            r"\b(?:it|that|this|what i (?:said|wrote|put|typed)|(?:my|the|that|this) "
            r"(?:last )?(?:message|msg|text))\b(?! (?:all|chat|account))"
            r"|\btake (?:it|that|this) (?:back|down|off)\b"
            r"|\b(?:take|get) back what (?:you|u|ya) (?:sent|told|passed)\b"
        ),
    ),
    (
        Aftermath.TAKES_BACK,
        (
            rf"\b{_JOKES}\b"
            r"|\b(?:didn'?t|did not|don'?t|do not|never|wasn'?t) (?:\w+ )?mean(?:ing)? "
            r"(?:it|that|to|any ?thing|nothing|like|what)\b"
            r"|\bi (?:only|just|literally(?: just)?) (?:said|meant|wrote|typed)\b"
            r"|\b(?:not what i (?:meant?|said)|didn'?t say that|wasn'?t (?:serious|about me)"
            r"|forget i said"
            r"|ignore (?:that|what i|me)|forget (?:that|it|what i)|take it the wrong way"
            r"|got (?:it|me|that) (?:all )?wrong|misunderstood|mis ?understand\w*)\b"
            r"|\b(?:no ?(?:one|body) (?:is|was|'?s)|no ?ones) (?:actually |even |really )?"
            r"(?:hurting|hitting|harming|touching|doing)\b"
            r"|\b(?:it|that)(?:'?s| is| was) (?:just |only |about )*"
            r"(?:a |the )?(?:game|film|movie|song|book|story|nothing)\b"
            r"|\bi'?m (?:actually |honestly |completely |totally )?(?:fine|ok|okay|alright|safe)\b"
        ),
    ),
    (
        Aftermath.FAMILY,
        (
            rf"\b{_ASKER}\b(?:(?!\bi\b).){{0,25}}?\b{_TELLS}\b.{{0,20}}\b{_HOME}\b"
            rf"|\b(?:will|does|do|can|if|when|don'?t want|dont let|does)\b.{{0,20}}\b{_HOME}\b"
            rf".{{0,20}}\b{_LEARNS}\b|\b{_HOME}\b (?:will|is gonna|gonna) {_LEARNS}\b"
        ),
    ),
    (
        Aftermath.OUTSIDE,
        rf"\b{_ASKER}\b.{{0,25}}\b{_AUTHORITY}\b|\b{_AUTHORITY}\b.{{0,15}}\b(?:come|coming|here)\b",
    ),
    (
        Aftermath.KEEP_QUIET,
        (
            rf"\b(?:don'?t|do not|didn'?t|never|not)\b (?:want|let|need|like)\b.{{0,25}}\b"
            rf"(?:{_LEARNS}|knowing|told|tell)\b"
            r"|\b(?:don'?t|do not|didn'?t|never|not to|couldn'?t) (?:say .{0,12})?"
            r"(?:tell|telling|report|snitch)\b(?! me\b)"
            r"|\bi (?:didn'?t|never) sa(?:y|id) (?:you|u) (?:could|can) tell\b"
            r"|\bkeep (?:it|this|that) (?:a )?"
            r"(?:secret|private|quiet|between us|to (?:your|ur) ?self)\b"
            r"|\bbetween (?:us|you and me)\b"
            r"|\b(?:be|is|stay)\b.{0,12}\b(?:secret|confidential|private)\b"
        ),
    ),
    (
        Aftermath.OTHERS_TROUBLE,
        rf"\b{_OTHERS}\b.{{0,20}}\b{_TROUBLE}|\barrest (?:him|her|them|my)\b|\bto prison\b",
    ),
    (Aftermath.TROUBLE, rf"\b{_TROUBLE}\b"),
    (
        Aftermath.WHO_SEES,
        (
            r"\bwho(?:'?s| is|se)?\b(?: \w+){0,3} "
            r"(?:sees?|seen|reads?|reading|gets?|got|has|looks? at|knows?)\b"
            r"|\bwho(?: is| are|'?s|s| r)? (?:they|these|those|that|it)\b"
            r"|\b(?:can|will|do|does|could)\b.{0,8}"
            r"\b(?:teachers?|tutor|head|adviser|advisor|friends?|class|employers?)\b.{0,8}"
            r"\b(?:see|know|read)\b"
        ),
    ),
    (
        Aftermath.GET_OUT,
        (
            r"\b(?:how|can|could)\b.{0,12}\b(?:i|we)\b (?:can |could )?"
            r"(?:get out(?: of (?:it|this|that|there))?|get away(?: from (?:it|him|her|them))?"
            r"|make (?:it|him|her|them) stop"
            r"|stop (?:it|this|him|her|them)|say no)\W*$"
            rf"|\b(?:can|could|will|would|is|are) {_OTHERS} (?:allowed to |going to |even )?"
            r"(?:mak(?:e|ing)|forc(?:e|ing)) me\b"
            r"|\bdo i (?:have|hav|need) (?:to|2) do (?:it|that|this|what \w+ says?)\b"
            r"|\bwhat (?:if|happens if) i (?:say no|refuse|don'?t(?: do it)?)\W*$"
        ),
    ),
    (
        Aftermath.WHAT_TO_DO,
        (
            r"\b(?:what|wat|wot) (?:should|shall|do|can|could|am) i (?:supposed to |meant to )?"
            r"do(?: (?:now|then|about (?:it|this|that|him|her|them)))?\W*$"
            r"|\bi (?:don'?t|dunno|do not)(?: know)? what to do"
            r"(?: (?:now|about (?:it|this|him|her)))?\W*$"
        ),
    ),
    (
        Aftermath.WHAT_NEXT,
        (
            r"\b(?:what|wat|wot)(?:'?s|s| is| will| do| does| are| am i| r)?\b.{0,18}"
            r"\b(?:happens?|happen(?:ing|ed)|they do|going on|do now|next)\b"
            r"|^\W*(?:so |ok |and |but )*(?:what|wat|wot) now\b|\bnow what\b"
            r"|\bwhen (?:will|do|does|are|is) (?:they|some ?one|any ?one|she|he|the|my|a)\b"
            r"|\b(?:will|are|is|does|do)\b "
            r"(?:they|some ?one|any ?one|she|he|a teacher|the school|school)\b.{0,15}"
            r"\b(?:talk|speak|come|coming|ring|contact|call|take|get|read|help|do)\b"
            r"|\bdo i have to (?:talk|speak|go|see|say|answer|tell)\b"
        ),
    ),
    (
        Aftermath.TOLD,
        # "u told school??", "did you actually tell someone"; not "can you tell me"
        (
            r"\b(?:you|u|ya|yous|they|bot)\b.{0,20}\b(?:told|telling|tell|informed|report(?:ed|ing)?"
            r"|grass(?:ed|ing)?|snitch(?:ed|ing)?|passed|shared|involved)\b(?! (?:me|us|more)\b)"
            r"|(?<!\bi )\btold (?:my |the |a )?(?:school|teachers?|staff|head|them|some(?:one|body)"
            rf"|any(?:one|body)|on me|{_HOME})\b"
            r"|\b(?:snitch|grass)\b"
        ),
    ),
)
_READERS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS)
# "im not joking", "he said dont tell anyone", "he says its a joke": nobody takes anything back
_NOT_THEIRS = re.compile(
    rf"\b{_NOT_JOKING}\b|\b{_OTHERS} (?:always |just |only )?{_SAYS}\b"
    rf"|\b{_OTHERS}(?:'?s| is| was| were) (?:just |only )?{_JOKES}\b",
    re.IGNORECASE,
)
_SAYS_MORE = re.compile(
    r"\b(?:because|cos|coz|cuz|bc|he|she|him|her|if|scared|afraid|hurts?|hits?|kill\w*|mad|angry"
    r"|again|anymore|worse|die|dead)\b",
    re.IGNORECASE,
)


def aftermath_of(text: str) -> Aftermath | None:
    """Return what a message is about if it follows an alert; None where it is something else."""
    plain = text.replace("\u2019", "'")
    if _NOT_THEIRS.search(plain):
        return None
    return next((kind for kind, pattern in _READERS if pattern.search(plain)), None)


def is_still_about(kind: Aftermath, *, after: timedelta) -> bool:
    """Return whether such words are about an alert that was raised so long before."""
    return after <= _LASTS.get(kind, _HOUR)


def says_nothing_else(text: str) -> bool:
    """Return whether a message is short and gives no reason, so that it tells of no new harm."""
    return len(text.split()) <= _MOST_WORDS and _SAYS_MORE.search(text) is None


def rest_of(text: str) -> str:
    """Return what a message says beside its words about an alert; empty where that is little."""
    clauses = (clause.strip() for clause in _CLAUSES.split(text))
    rest = ", ".join(clause for clause in clauses if clause and aftermath_of(clause) is None)
    return rest if len(rest.split()) >= _REST_WORDS else ""
