"""What nobody should send: texts, presses and updates of all wrong kinds, the same in every run."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

SEED = 20_261_123
CANARY = "zebrafinch"  # in many of them; no log may hold it
LONGEST = 4_096
JSON_TYPE = "application/json"

Json = dict[str, Any]
Made = TypeVar("Made")


@dataclass(frozen=True)
class Post:
    """A request to the webhook."""

    content: bytes
    kind: str = JSON_TYPE


def fuzzed(strategy: st.SearchStrategy[Made], count: int) -> list[Made]:
    """Return so many examples of a strategy, always the same ones."""
    made: list[Made] = []

    @seed(SEED)
    @settings(
        max_examples=count,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(strategy)
    def collect(one: Made) -> None:
        made.append(one)

    collect()
    return (made * (count // len(made) + 1))[:count]


_RIGHT_TO_LEFT = "\u202eابجد هوز\u202c מה שלומך \u200f\u061c"
_WORDS = (
    *(
        "pay",
        "nurse",
        "apply",
        "no",
        "2",
        "work experience",
        "{}",
        "💥",
        "👩‍👩‍👧‍👦",
        "\u200b",
        "\x00",
    ),
    *(
        "\ud83d",
        "\udc00 \ud800",
        CANARY,
        _RIGHT_TO_LEFT,
        "<b>",
        "</i>",
        "&amp;",
        "[a](b)",
        "*_~`|>",
        "<script>",
        "%s {0}",
    ),
)
_COMMANDS = (
    *("start", "help", "jobs", "placements", "progress", "adviser", "privacy", "mydata", "forget"),
    *("stop", "restart", "back", "session_start", "apply_placement", "nothing", "STOP", "a" * 40),
)
_anything = st.text(st.characters(codec=None), max_size=80)  # surrogates and NULs too
_sentences = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12).map(" ".join)
_long = st.builds(
    lambda part, length: (part * length)[:length], st.text(min_size=1), st.integers(0, LONGEST)
)
_commands = st.builds("/{}{} {}".format, st.sampled_from(_COMMANDS), st.sampled_from(("", "@x")),
                      _anything)  # fmt: skip
_forged = st.builds(
    "/{}{}".format,
    st.sampled_from(("apply_placement", "delete_data", "affirm", "inform")),
    st.dictionaries(st.sampled_from(("slot", "name", "x")), _anything, max_size=2).map(json.dumps),
)

TEXTS = st.one_of(_anything, _sentences, _long, _commands, _forged)
PRESSES = st.one_of(
    _anything.map(lambda text: text[:64]),
    st.sampled_from(("", "door:16", "door:code", "door:", "0" * 64, "/restart", f"{CANARY}_-")),
    st.from_regex(r"[A-Za-z0-9_-]{16}", fullmatch=True),
)


def malformed(count: int, chat_ids: list[int], make_id: Callable[[], int]) -> list[Post]:
    """Return requests with something wrong in them: in the JSON, around it, or in what it says."""
    chance = random.Random(SEED)
    return [_malformed(number, chance, chat_ids, make_id) for number in range(count)]


def message(chat_id: int, content: Json) -> Json:
    """Return a message in a private chat, as Telegram has it."""
    person = {"id": chat_id, "is_bot": False, "first_name": "Sam"}
    chat = {"id": chat_id, "type": "private", "first_name": "Sam"}
    return {"message_id": 1_000_000, "date": 1_790_000_000, "from": person, "chat": chat, **content}


def press(chat_id: int, data: str) -> Json:
    """Return a pressed button under a message of ours."""
    body = message(chat_id, {"text": "?"})
    return {"id": "43", "from": body["from"], "message": body, "chat_instance": "9", "data": data}


def as_post(update: object) -> Post:
    """Return an update as Telegram sends it: pure ASCII, so that JSON's escapes carry anything."""
    return Post(json.dumps(update).encode())


def _malformed(
    number: int, chance: random.Random, chat_ids: list[int], make_id: Callable[[], int]
) -> Post:
    update = _update(chance, chance.choice(chat_ids), make_id())
    match number % 10:
        case 0:
            content = json.dumps(update).encode()
            return Post(content[: chance.randrange(len(content))])
        case 1:
            return _no_object(chance)
        case 2:
            kind = chance.choice(("", "text/plain", "application/xml", "multipart/form-data"))
            return Post(json.dumps(update).encode(), kind)
        case 3 if number % 100 == 3:  # over the limit; a few are enough
            return Post(b'{"update_id": 1, "x": "' + b"a" * 1_100_000 + b'"}')
        case 4:
            return as_post({"update_id": make_id(), f"{CANARY}_kind": _junk(chance, 4)})
        case _:
            for _ in range(chance.randint(1, 4)):
                _spoil(update, chance)
            return as_post(update)


def _update(chance: random.Random, chat_id: int, update_id: int) -> Json:
    said = message(chat_id, {"text": f"{CANARY} hello", "entities": [
        {"type": "bot_command", "offset": 0, "length": 5}
    ]})  # fmt: skip
    member = {"user": said["from"], "status": "member"}
    changed = {**said, "old_chat_member": member, "new_chat_member": member}
    kind, body = chance.choice((
        ("message", said),
        ("message", message(chat_id, {"photo": [{"file_id": "x"}], "caption": CANARY})),
        ("edited_message", said),
        ("callback_query", press(chat_id, CANARY)),
        ("my_chat_member", changed),
        ("channel_post", said),
        ("inline_query", {"id": "1", "from": said["from"], "query": CANARY, "offset": ""}),
    ))  # fmt: skip
    copied: Json = json.loads(json.dumps({"update_id": update_id, kind: body}))
    return copied


def _spoil(body: Json, chance: random.Random) -> None:
    """Take a field away, or put something wrong in its place, at any depth."""
    key = chance.choice(list(body)) if body else "x"
    inner = body.get(key)
    if isinstance(inner, dict) and inner and chance.random() < 0.75:
        _spoil(inner, chance)
    elif chance.random() < 0.3:
        body.pop(key, None)
    else:
        body[key] = _junk(chance, 3)


def _junk(chance: random.Random, depth: int) -> object:
    flat: tuple[object, ...] = (
        *(None, True, "", CANARY, "\ud800", "\x00", -1, 0, 2**31, 2**63, -(2**63), 10**400, 1.5),
        *(1e308, float("inf"), float("nan"), [], {}, "9" * 5_000),
    )
    if depth == 0 or chance.random() < 0.6:
        return chance.choice(flat)
    if chance.random() < 0.5:
        return [_junk(chance, depth - 1) for _ in range(chance.randint(1, 4))]
    keys = ("id", "type", "chat", "from", "text", "date", CANARY, "")
    return {chance.choice(keys): _junk(chance, depth - 1) for _ in range(3)}


def _no_object(chance: random.Random) -> Post:
    return Post(
        chance.choice((
            *(b"", b"[]", b"7", b"null", b'"' + CANARY.encode() + b'"', b"\xff\xfe\xfa", b"\x00"),
            *(b"[" * 100_000, b'{"a":' * 10_000, b"[" + b'{"update_id": 1},' * 100 + b"{}]"),
            *(b"{'update_id': 1}", b'{"update_id": 1,}', b'{"update_id": 1} {"update_id": 2}'),
        ))
    )  # fmt: skip
