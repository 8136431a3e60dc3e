"""Reads content files (YAML) into checked values; an error names file, line and field."""

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from careers.errors import ContentError

Model = TypeVar("Model", bound=BaseModel)
Location = tuple[int | str, ...]


def read_one(path: Path, model: type[Model]) -> Model:
    """Return the one value that a file holds.

    Raises:
        ContentError: the file is no YAML, or breaks the schema.
    """
    return _checked(path, model, _parse(path), ())


def read_list(path: Path, model: type[Model]) -> tuple[Model, ...]:
    """Return the values of a file that holds a list.

    Raises:
        ContentError: the file is no YAML list, or an entry breaks the schema.
    """
    rows = _parse(path)
    if not isinstance(rows, list):
        raise ContentError(path, 1, "(file)", "must be a list")
    return tuple(_checked(path, model, row, (number,)) for number, row in enumerate(rows))


def _parse(path: Path) -> object:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContentError(path, line, "(file)", error.problem or "is no YAML") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ContentError(path, 1, "(file)", "holds signs that are no text") from error


def _checked(path: Path, model: type[Model], raw: object, at: Location) -> Model:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        location = (*at, *first["loc"])
        raise ContentError(
            path, line_of(path, location), ".".join(map(str, location)) or "(file)", first["msg"]
        ) from error


def line_of(path: Path, location: Location) -> int:
    """Return the line on which a field stands, or the nearest thing above it that is there."""
    node = yaml.compose(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    line = node.start_mark.line if node else 0
    for step in location:
        found = _child(node, step)
        if found is None:
            break
        line, node = found
    return int(line) + 1


def _child(node: yaml.Node | None, step: int | str) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item.start_mark.line, item
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line, value
    return None
