"""Splitting and spelling: what was typed becomes what was meant, known words stay exact."""

import pytest

from bot.rasa.encoder import whole_words
from bot.rasa.spelling import MAX_REPAIRS, Speller
from bot.rasa.typos import misspelt
from bot.rasa.words import MAX_WORDS, Word, joined, split_words

OURS = {"electrician": 9, "plumber": 5, "placement": 8, "apprenticeship": 4, "earn": 9, "nurse": 9}


@pytest.fixture(scope="module")
def speller():
    return Speller(OURS, whole_words())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wot does an elecrician do", "what does an electrician do"),
        ("Plummer?", "plumber ?"),
        ("idk wot 2 do", "i don't know what to do"),
        ("im in yr 10", "i'm in year 10"),
        ("2 weeks 4 me", "2 weeks for me"),
        ("soooo cooool", "so cool"),
        ("hellooooo", "hello"),
        ("u r gr8 thx", "you are great thanks"),
        ("i dont no", "i don't no"),
        ("aprentiship", "apprenticeship"),
        ("y u asking", "why you asking"),
        ("15 y/o", "15 y o"),
        ("n\u200bu\u00adrse", "nurse"),
        ("\uff4e\uff55\uff52\uff53\uff45", "nurse"),
        ("caf\u00e9", "cafe"),
        ("can\u2019t", "can't"),
        ("part-time/weekend", "part time weekend"),
        ("\U0001f44d", "\U0001f44d"),
        ("y", "y"),
    ],
)
def test_what_was_typed_becomes_what_was_meant(speller, typed, meant):
    assert joined(speller.correct(split_words(typed))) == meant


@pytest.mark.parametrize("word", ["place", "learn", "purse", "teacher", "banker", "xyz", "leeds"])
def test_known_words_stay_exact(speller, word):
    assert joined(speller.correct(split_words(word))) == word


def test_words_remember_where_they_stood():
    assert split_words("Hi, Nurse!") == [Word("hi", 0, 2), Word("nurse", 4, 9)]


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "\ud800\udfff", "'''", "\u202e\u200b", "_" * 700, "\u0301" * 50]
)
def test_nothing_to_read_is_no_words(text):
    assert split_words(text) == []


def test_noise_stays_cheap(speller):
    words = speller.correct(split_words("elektrician " * 3000))

    assert len(words) <= 2 * MAX_WORDS
    assert [word.text for word in words].count("electrician") == MAX_REPAIRS


def test_typos_are_the_same_every_time_and_differ_by_seed():
    sentence = "how much does an electrician earn in a year"

    assert misspelt(sentence, seed="a") == misspelt(sentence, seed="a") != sentence
    assert len({misspelt(sentence, seed=str(seed)) for seed in range(20)}) > 15
    assert misspelt("", seed="a") == ""
    assert misspelt("a b c", seed="a") == "a b c"
