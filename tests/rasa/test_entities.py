"""Names from the gazetteer and values with a form, in what students type."""

from pathlib import Path

import pytest

from bot.rasa.encoder import whole_words
from bot.rasa.entities import find_entities, hear, masked
from bot.rasa.gazetteer import GazetteerError, read_gazetteer
from bot.rasa.names import NameFinder
from bot.rasa.normaliser import domain_words
from bot.rasa.patterns import find_join_codes
from bot.rasa.plurals import plurals_of
from bot.rasa.spelling import Speller
from bot.rasa.words import split_words

GAZETTEER = Path(__file__).parent / "gazetteer.json"


@pytest.fixture(scope="module")
def find():
    gazetteer, common = read_gazetteer(GAZETTEER), whole_words()
    speller = Speller(domain_words([], gazetteer.names()), common)
    finder = NameFinder(gazetteer, common.__contains__)

    def find(text):
        return find_entities(text, hear(speller.correct(split_words(text)), finder))

    return find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("what does an electrician do", [("occupation", "electrician", "electrician")]),
        ("Sparkys pay??", [("occupation", "electrician", "Sparkys")]),
        ("wot is a elecrician", [("occupation", "electrician", "elecrician")]),
        ("fire fighter", [("occupation", "firefighter", "fire fighter")]),
        (
            "hair dressers in Leeds",
            [("occupation", "hairdresser", "hair dressers"), ("place", "leeds", "Leeds")],
        ),
        ("be a nurse through college", [("occupation", "adult-nurse", "nurse")]),
        ("can you nurse me through it", []),
        ("nurse for children", [("occupation", "childrens-nurse", "nurse for children")]),
        ("midwives", [("occupation", "midwife", "midwives")]),
        ("secretaries", [("occupation", "secretary", "secretaries")]),
        (
            "construction",
            [("interest", "building", "construction"), ("sector", "construction", "construction")],
        ),
        ("i like reading", []),
        ("i live in reading", [("place", "reading", "reading")]),
        ("stoke-on-trent", [("place", "stoke-on-trent", "stoke-on-trent")]),
        ("is level 2 enough", [("qualification", "level-2", "level 2")]),
        ("at Harbour Bakery", [("employer", "12", "Harbour Bakery")]),
        ("printer", []),
        ("im 15 and in year 10", [("age", "15", "15"), ("year_group", "10", "year 10")]),
        ("y11", [("year_group", "11", "y11")]),
        ("yr 9", [("year_group", "9", "yr 9")]),
        ("year twelve", [("year_group", "12", "year twelve")]),
        ("year 99", [("number", "99", "99")]),
        ("15 y/o", [("age", "15", "15")]),
        ("i'm 10 miles away", [("number", "10", "10")]),
        ("demo-y10", [("join_code", "DEMO-Y10", "demo-y10")]),
        ("code 7kqmd 2xh9r", [("join_code", "7KQMD-2XH9R", "7kqmd 2xh9r")]),
        ("7KQMD2XH9R", [("join_code", "7KQMD-2XH9R", "7KQMD2XH9R")]),
        ("in July for two weeks", [("date", "--07", "July"), ("duration", "P2W", "two weeks")]),
        ("14/07/2027", [("date", "2027-07-14", "14/07/2027")]),
        ("2027-07-14", [("date", "2027-07-14", "2027-07-14")]),
        ("the 3rd of march", [("date", "--03-03", "3rd of march")]),
        ("31 june", [("number", "31", "31"), ("date", "--06", "june")]),
        ("may i ask", []),
        ("in may", [("date", "--05", "in may")]),
        ("may half term", [("date", "may-half-term", "may half term")]),
        ("a week", [("duration", "P1W", "a week")]),
        ("the second one", [("ordinal", "2", "the second one")]),
        ("2nd", [("ordinal", "2", "2nd")]),
        ("number 3 please", [("ordinal", "3", "number 3")]),
        ("the last one", [("ordinal", "last", "the last one")]),
        ("my first job", []),
        ("2", [("number", "2", "2")]),
        ("ls1 4ab", [("place", "ls1", "ls1 4ab")]),
        ("BD3", [("place", "bd3", "BD3")]),
        ("", []),
    ],
)
def test_what_is_found(find, text, expected):
    found = [(e["entity"], e["value"], text[e["start"] : e["end"]]) for e in find(text)]
    assert found == expected


def test_names_are_masked_by_their_kind():
    gazetteer = read_gazetteer(GAZETTEER)
    finder = NameFinder(gazetteer, whole_words().__contains__)
    words = split_words("how much do staff nurses earn in leeds in july")

    assert masked(hear(words, finder)) == "how much do xoccupation earn in xplace in xdate"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("I like brand-names here", []),
        ("kqmdx-hrstu", ["KQMDX-HRSTU"]),  # a message of its own
        ("it is KQMDX-HRSTU", ["KQMDX-HRSTU"]),
        ("nurse party", []),
        ("7kqmd-2xh9r7", []),
    ],
)
def test_join_codes_are_told_from_words(text, codes):
    assert [code for code, _, _ in find_join_codes(text)] == codes


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "run `foothold train`"), ("{", "not a gazetteer"), ('{"version": 2}', "version 2")],
)
def test_a_gazetteer_that_cannot_be_used_says_how_to_mend_it(tmp_path, content, sentence):
    path = tmp_path / "gazetteer.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(GazetteerError, match=sentence):
        read_gazetteer(path)


@pytest.mark.parametrize(
    ("word", "plurals"),
    [
        ("fireman", ("firemen", "fireman's")),
        ("salesperson", ("salespeople", "salesperson's")),
        ("boss", ("bosses", "boss's")),
        ("dj", ()),
        ("boy", ("boys", "boy's")),
    ],
)
def test_plurals(word, plurals):
    assert plurals_of(word) == plurals
