"""Sentences as the classifier sees them, read without a trained model: for tuning and comparing."""

from collections.abc import Sequence
from pathlib import Path

from bot.rasa.encoder import whole_words
from bot.rasa.entities import hear, masked
from bot.rasa.examples import Example
from bot.rasa.gazetteer import read_gazetteer
from bot.rasa.mixture import Phrase
from bot.rasa.names import NameFinder
from bot.rasa.normaliser import domain_words
from bot.rasa.spelling import Speller
from bot.rasa.words import Word, joined, split_words


class PhraseReader:
    """Turns sentences into phrases as the pipeline does, with what was learned from some."""

    def __init__(self, learned_from: Sequence[Example], gazetteer_path: Path) -> None:
        gazetteer, common = read_gazetteer(gazetteer_path), whole_words()
        texts = [example.text for example in learned_from]
        self._speller = Speller(domain_words(texts, gazetteer.names()), common)
        self._finder = NameFinder(gazetteer, common.__contains__)

    def phrase(self, text: str) -> Phrase:
        """Return the sentence in plain words and with its names masked."""
        return self._phrase(self._words(text), text)

    def phrases(self, texts: Sequence[str]) -> list[Phrase]:
        """Return the same for many sentences, faster than one by one."""
        read = [self._words(text) for text in texts]
        with self._finder.foreseeing(zip(read, texts, strict=True)):
            return [self._phrase(words, text) for words, text in zip(read, texts, strict=True)]

    def _words(self, text: str) -> list[Word]:
        return self._speller.correct(split_words(text))

    def _phrase(self, words: list[Word], text: str) -> Phrase:
        return Phrase(joined(words), masked(hear(words, self._finder, text)))
