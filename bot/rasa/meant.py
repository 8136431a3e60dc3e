"""Tells whether a word that is also an ordinary one is meant as a name; pure.

"Please judge it" names no job, "my teacher said so" no wish to be one, "it" no sector.
"""

from collections.abc import Sequence

# Places that are also everyday words ("over", "reading") count only after one of these.
BEFORE_A_PLACE = frozenset({"in", "near", "around", "from", "live", "outside"})
_MAY_BE_BEFORE_A_VILLAGE = frozenset(
    {"or", "and", "about", "at", "to", "for", "is", "than", "not", "via", "through", "by", "said"}
)
_TO_A_PLACE = frozenset({"get", "go", "come", "back", "travel", "move", "moved", "bus", "train"})
_NOT_PLACES = frozenset({"may", "march"})  # the months are meant far more often than the towns
_AFTER_NO_PLACE = frozenset({"a", "my", "books", "comics", "lessons", "stories", "time", "writing"})

_ALSO_VERBS = frozenset(
    {"chef", "coach", "cook", "cooks", "doctor", "guard", "guide", "judge", "judges", "model"}
    | {"models", "nurse", "pilot", "police", "referee", "ref", "ranger", "soldier", "train"}
    | {"tutor", "spy", "director", "editor", "potter", "boxer", "drive", "bake", "dancing"}
)
_BEFORE_A_VERB = frozenset(
    {"i", "you", "u", "we", "they", "can", "could", "will", "would", "should", "please"}
    | {"don't", "didn't", "let's", "lets", "who", "not", "never", "he", "she"}
)
# Before a verb's "to"; "similar to soldier" is a noun.
_BEFORE_TO = frozenset(
    {"want", "how", "going", "like", "love", "need", "trying", "used", "learn", "me", "you", "able"}
    | {"hard", "easy"}
)
_AFTER_A_VERB = frozenset(
    {"me", "it", "us", "him", "her", "them", "up", "my", "your", "this", "that", "on", "dinner"}
    | {"yourself", "myself", "pasta", "tea", "through", "thru"}
)
# People whom students speak of rather than ask about.
_MET_AT_SCHOOL = frozenset(
    {"careers-adviser", "primary-school-teacher", "secondary-school-teacher", "private-tutor"}
    | {"teaching-assistant", "headteacher", "counsellor", "sports-coach", "doctor", "librarian"}
    | {"receptionist", "social-worker", "dentist", "learning-mentor", "college-lecturer"}
    | {"youth-worker", "early-years-teacher", "sen-teacher", "exam-invigilator"}
    | {"student-adviser", "family-support-worker"}
)
# Everyday words that a guess at a slip takes for a job: "tiring" is no tiler.
_EVERYDAY = frozenset(
    {"abattoir", "abattoirs", "adverb", "advertise", "allergies", "babysat", "banter", "batches"}
    | {"battering", "blinders", "blister", "blisters", "bunking", "cancelling", "care leaver"}
    | {"care leavers", "catered", "cheesecake", "chews", "colourblind", "colouring", "concealer"}
    | {"fairer", "flustered", "former", "formers", "fostered", "haircut", "hairdryer", "hoodie"}
    | {"hoodies", "housemate", "housemate's", "housemates", "imma", "lasses", "laters"}
    | {"lodger", "lodger's", "lodgers", "midlife", "modal", "modem"}
    | {"newsletter", "newsletters", "parametric", "perfectionist", "plasters", "rewarding"}
    | {"rewinding", "ripper", "school leaver", "school leavers", "shoppers", "solder", "soldered"}
    | {"solvers", "stickers", "strimmer", "submitting", "surgeries", "timers", "tiring"}
    | {"trackies", "tudors", "tutorial", "tutorials", "vaccinated", "waitrose", "waiver"}
)
_TITLES = frozenset({"mr", "mrs", "ms"})  # "mrs cook" is a name
_PARTS_OF_ADDRESSES = frozenset({"street", "avenue"})
_OWN = frozenset({"my", "our", "ur", "your", "his", "her", "their"})
_SPEAKS = frozenset(
    {"talk", "talking", "speak", "speaking", "chat", "ask", "tell", "told", "message", "contact"}
    | {"see", "phone", "call", "email", "meet", "meeting", "appointment"}
)
_BETWEEN = frozenset({"to", "with", "a", "an", "the", "any", "real", "human", "proper", "actual"})
SHORT = 3  # words; an answer rather than a sentence
# What a sentence about liking holds: without one of these, "kids" are no interest.
_LIKES = frozenset(
    {"like", "likes", "love", "loves", "enjoy", "into", "interested", "interest", "interests"}
    | {"hobby", "hobbies", "favourite", "fav", "about", "with", "involving", "involves", "fan"}
    | {"something", "somewhere", "job", "jobs", "work", "working", "career", "careers", "good"}
    | {"passionate", "passion", "obsessed", "prefer", "hate", "fancy", "love", "around", "doing"}
    | {"placement", "placements", "experience", "outdoors", "stuff", "things", "keen", "anything"}
)
_SHORT_NAMES = frozenset({"ta", "tas"})  # "no ta" is thanks
_BEFORE_A_JOB = frozenset(
    {"a", "an", "be", "as", "become", "or", "and", "being", "do", "are", "of"}
)
_GREETS = frozenset({"hi", "hey", "hello", "hiya", "cheers", "thanks", "bye", "alright", "yo"})
_NOT_AFTER = {
    "code": {"join", "my", "the", "a", "school", "post", "dress", "access", "qr", "this", "that"},
    "money": {"much", "more", "most", "any", "enough", "pocket", "my", "of", "the", "good", "get"}
    | {"earn", "make", "makes", "lose", "owe", "save", "no", "lots", "best", "for"},
    "business": {"your", "ur", "own", "a", "the", "any", "no", "start", "small"},
    "law": {"the", "by", "against"},
    "english": {"simple", "simpler", "plain", "easy", "easier", "basic", "speak", "normal"}
    | {"my", "good", "learning", "learn", "better", "bad", "understand"},
    "history": {"chat", "search", "browsing", "delete", "my", "clear", "work"},
    "police": {"call", "called", "ring", "rang", "tell", "told", "phone"},
    "the police": {"call", "called", "ring", "rang", "tell", "told", "phone", "to"},
    "security": {"job", "social", "national", "data", "cyber"},
    "action": {"take", "this", "an"},
    "style": {"my", "this", "that"},
    "space": {"a", "my", "more", "no", "parking", "safe", "any"},
    "food": {"free", "my", "any", "fast", "some", "no"},
    "school": {"my", "at", "the"},
    "words": {"my", "in", "your", "big", "long", "hard", "simple", "other", "easier"},
    "numbers": {"phone", "my", "the"},
    "health": {"mental", "my"},
    "heights": {"of"},
    "training": {"my"},
    "model": {"role", "language", "a language", "which", "3d", "scale", "ai", "lego"},
    "chippy": {"the", "our", "local"},
    "developer": {"your", "ur"},
    "programmer": {"your", "ur"},
    "fitter": {"get", "getting", "feel", "much", "be"},
    "logger": {"data", "key"},
    "maid": {"old"},
    "nursing": {"i'm", "am", "still"},
    "reception": {"at", "to", "the", "in"},
    "models": {"role"},
    "patient": {"a", "be"},
    "re": {"you", "we", "they", "how", "what", "u", "i"},
    "rs": {"you", "we", "they"},
    "calm": {"keep", "stay"},
    "computer": {"a", "my", "the", "just"},
    "kind": {"what", "which", "any", "this", "some", "same", "that", "of", "a"},
    "detail": {"more", "in"},
    "drive": {"can", "to", "long", "google", "how", "i", "can't", "don't"},
    "hair": {"my", "long", "dyed", "tie"},
    "nails": {"my", "long", "false", "fake"},
    "clothes": {"what", "which", "my", "wear", "smart", "special"},
    "trainers": {"wear", "my", "in", "personal"},
    "outside": {"just", "live"},
    "research": {"some", "my", "done", "do"},
    "calculations": {"my"},
    "travel": {"to", "far", "for", "the", "pay", "my", "free", "cost"},
    "photos": {"my", "of", "take", "send"},
    "apps": {"the", "my", "by"},
    "flying": {"time"},
    "energy": {"no", "any", "low"},
    "office": {"school", "head", "my", "box"},
    "potter": {"harry"},
    "typing": {"my", "keep", "stop", "am", "you", "i'm", "just", "of"},
    "listening": {"even", "are", "not", "you", "keep"},
}  # fmt: skip
_NOT_BEFORE = {
    "doctors": {"appointment", "note", "appt"},
    "doctor": {"appointment", "note", "appt", "said", "says", "who"},
    "doctor's": {"appointment", "note", "appt", "letter"},
    "model": {"of", "trains", "train", "railway", "cars", "answer", "number"},
    "modelling": {"clay"},
    "pilot": {"scheme", "project", "study", "light", "programme"},
    "designer": {"bag", "bags", "babies", "trainers", "shoes", "brand", "brands"},
    "developer": {"mode", "options", "tools"},
    "cleaning": {"agent", "my", "up", "products"},
    "coach": {"trip", "station", "journey"},
    "graphics": {"card", "cards", "driver"},
    "army": {"cadet", "cadets"},
    "the army": {"cadet", "cadets"},
    "founder": {"member", "members"},
    "broker": {"than"},
    "fitter": {"than"},
    "maid": {"of"},
    "principal": {"reason", "aim"},
    "sniper": {"mode", "rifle"},
    "probation": {"period"},
    "dentist": {"appointment", "appt", "today", "tomorrow"},
    "dentists": {"appointment", "appt"},
    "bank": {"holiday", "account", "details", "card", "statement"},
    "health": {"and"},
    "shop": {"tomorrow"},
    "kind": {"of", "people"},
    "business": {"plan", "card", "cards"},
    "outside": {"of", "school", "the", "my"},
    "travel": {"there", "to", "costs", "card", "far", "cost", "pass", "by", "on", "time", "from"},
    "detail": {"about", "on", "please"},
    "art": {"thou"},
    "scratch": {"that", "it"},
    "words": {"like", "please"},
    "food": {"tech", "poisoning", "bank"},
    "hospital": {"appointment", "appt"},
    "school": {"holidays", "holiday"},
    "computer": {"say", "says", "program", "bot"},
    "driving": {"me", "my", "everyone"},
    "fishing": {"for"},
    "running": {"late", "out", "away", "a", "from", "to", "my"},
    "drive": {"me", "my", "there"},
    "police": {"what", "my"},
    "drawing": {"a"},
    "english": {"is", "not", "please", "isn't", "bad"},
    "clothes": {"do", "should", "to", "for"},
    "hair": {"up", "back", "down"},
    "caring": {"about"},
    "calm": {"down"},
}  # fmt: skip


def is_meant(kind: str, identity: str, texts: Sequence[str], first: int, last: int) -> bool:
    """Return whether the words from `first` up to `last` name that thing in this sentence."""
    before = texts[first - 1] if first else ""
    after = texts[last] if last < len(texts) else ""
    name = " ".join(texts[first:last])
    if len(texts) == last - first:
        return name != "it"  # a message of its own answers a question
    if name == "it" or before in _NOT_AFTER.get(name, ()) or after in _NOT_BEFORE.get(name, ()):
        return False
    if name in _SHORT_NAMES and before not in _BEFORE_A_JOB and after not in {"job", "jobs", "pay"}:
        return False
    if kind == "interest":
        return len(texts) <= SHORT or not _LIKES.isdisjoint(texts)
    if kind != "occupation":
        return True
    if identity in _MET_AT_SCHOOL and _is_a_person(texts, first):
        return False
    if before in _TITLES or after in _PARTS_OF_ADDRESSES:
        return False
    is_before_object = after in _AFTER_A_VERB and before not in _BEFORE_A_JOB - {"do"}
    if name in _ALSO_VERBS and (_follows_as_verb(texts, first) or is_before_object):
        return False
    return not (before in _GREETS and last == len(texts))


def is_everyday(kind: str, typed: Sequence[str]) -> bool:
    """Return whether what was typed for a job is an ordinary word that only looks like one."""
    return kind == "occupation" and " ".join(typed) in _EVERYDAY


def is_meant_as_place(texts: Sequence[str], first: int, last: int) -> bool:
    """Return whether a place's name that is also an everyday word stands where a place does."""
    if len(texts) == last - first:
        return texts[first] not in _NOT_PLACES
    before = texts[first - 1] if first else ""
    after = texts[last] if last < len(texts) else ""
    if texts[first] in _NOT_PLACES or after in _AFTER_NO_PLACE:
        return False
    if before == "to":
        return first > 1 and texts[first - 2] in _TO_A_PLACE
    return before in BEFORE_A_PLACE


def is_meant_as_village(texts: Sequence[str], first: int) -> bool:
    """Return whether a little-known name of one word stands where a place may stand."""
    before = texts[first - 1] if first else ""
    return len(texts) <= SHORT or before in BEFORE_A_PLACE or before in _MAY_BE_BEFORE_A_VILLAGE


def _is_a_person(texts: Sequence[str], first: int) -> bool:
    """Return whether somebody is spoken of or to: "my tutor", "talk to a careers adviser"."""
    index = first - 1
    if index >= 0 and (texts[index] in _OWN or texts[index] in {"the", "form"}):
        return True
    while index >= 0 and texts[index] in _BETWEEN:
        index -= 1
    return index >= 0 and index < first - 1 and texts[index] in _SPEAKS


def _follows_as_verb(texts: Sequence[str], first: int) -> bool:
    """Return whether what stands before makes the word a verb: "can you coach", "want to cook"."""
    before = texts[first - 1] if first else ""
    if before == "to":
        return first > 1 and texts[first - 2] in _BEFORE_TO
    return before in _BEFORE_A_VERB
