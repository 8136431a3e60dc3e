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
from bot.rasa.words import joined, split_words


class PhraseReader:
    """Turns sentences into phrases as the pipeline does, with what was learned from some."""

    def __init__(self, learned_from: Sequence[Example], gazetteer_path: Path) -> None:
        gazetteer, common = read_gazetteer(gazetteer_path), whole_words()
        texts = [example.text for example in learned_from]
        self._speller = Speller(domain_words(texts, gazetteer.names()), common)
        self._finder = NameFinder(gazetteer, common.__contains__)

    def phrase(self, text: str) -> Phrase:
        """Return the sentence in plain words and with its names masked."""
        words = self._speller.correct(split_words(text))
        return Phrase(joined(words), masked(hear(words, self._finder, text)))
