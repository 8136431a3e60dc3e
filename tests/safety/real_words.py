"""Renews safeguarding/phrases/real_words.txt; run it with Rasa's Python after changing the rules.

`.venv/rasa/bin/python -m tests.safety.real_words` adds the English words of the sentence encoder's
tokenizer that would be mistaken for a slip of a word of the rules.
"""

from bot.rasa.encoder import whole_words
from safeguarding.mending import plain_words
from safeguarding.signs import _PHRASES, _RULES

FILE = _PHRASES / "real_words.txt"


def main() -> None:
    """Add the words that are missing to the file, in alphabetical order."""
    head, *known = FILE.read_text(encoding="utf-8").splitlines()
    mistaken = {word for word in whole_words() if word.isascii() and is_mistaken(word)}
    words = sorted(mistaken.union(known) - {""})
    FILE.write_text("\n".join([head, *words]) + "\n", encoding="utf-8")
    print(f"{len(mistaken)} words added, {len(words)} in all")


def is_mistaken(word: str) -> bool:
    """Return whether the rules read another single word in place of this one."""
    lexicon = _RULES.lexicon
    return word not in lexicon.spellings and plain_words(word, lexicon) != (word,)


if __name__ == "__main__":
    main()
