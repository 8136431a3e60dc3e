"""Fixed words for people (notices, mails), kept as YAML beside the room that says them."""

from pathlib import Path

import yaml


class Wording:
    """The texts of one YAML file: a flat mapping of key to text with `{placeholders}`."""

    def __init__(self, path: Path) -> None:
        texts = yaml.safe_load(path.read_text(encoding="utf-8"))
        if not isinstance(texts, dict) or not all(isinstance(t, str) for t in texts.values()):
            raise ValueError(f"{path} must be a flat mapping of key to text")
        self._texts: dict[str, str] = {str(key): text.strip() for key, text in texts.items()}

    def text(self, key: str, **values: object) -> str:
        """Return the text with its placeholders filled.

        Raises:
            KeyError: there is no such text, or a placeholder has no value.
        """
        return self._texts[key].format(**values)
