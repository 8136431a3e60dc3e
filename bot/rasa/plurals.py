"""English plurals of a name's last word; pure."""

MIN_LENGTH = 3


def plurals_of(word: str) -> tuple[str, ...]:
    """Return how the plural and possessive of a word may be written, without the word itself."""
    if len(word) < MIN_LENGTH or not word.isalpha():
        return ()
    return (_plural(word), f"{word}'s")


def _plural(word: str) -> str:
    for ending, plural in (("man", "men"), ("person", "people"), ("wife", "wives")):
        if word.endswith(ending):
            return word.removesuffix(ending) + plural
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith("tech"):
        return word + "s"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word + "s"
