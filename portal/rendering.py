"""Templates: where they are, and what they may call."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, PackageLoader, PrefixLoader
from jinja2.loaders import ChoiceLoader
from markupsafe import Markup, escape

from messages.services.pictures import words_for
from portal.words import WORDING
from safeguarding.helplines import HELP_LINES
from storage.clock import SCHOOL_TIME
from students.domain.names import first_name

ROOM = Path(__file__).parent
STATIC = ROOM / "static"
_LINK = re.compile(r"https://[^\s<>\"']+[^\s<>\"'.,;:!?)]")


def render(template: str, values: Mapping[str, object]) -> str:
    """Return the page made from a template of this room."""
    return environment().get_template(template).render(values)


@cache
def environment() -> Environment:
    """Return the template environment; everything that is put in is escaped."""
    made = Environment(
        loader=ChoiceLoader(
            [
                FileSystemLoader(ROOM / "templates"),
                PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
            ]
        ),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(static=static_url, words=WORDING.text, help_lines=HELP_LINES)
    made.filters.update(
        day=day,
        moment=moment,
        clock=clock,
        linked=linked,
        iso=datetime.isoformat,
        plural=plural,
        first_name=first_name,
        words_for=words_for,
    )
    return made


@cache
def static_url(name: str) -> str:
    """Return a static file's address, which changes with its content."""
    content = (STATIC / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


def day(value: date) -> str:
    """Return a date as people write it, such as ``Tue 3 March 2027``."""
    if isinstance(value, datetime):
        value = value.astimezone(SCHOOL_TIME).date()
    return f"{value:%a} {value.day} {value:%B %Y}"


def clock(value: datetime) -> str:
    """Return a moment's time in England, such as ``14:05``."""
    return f"{value.astimezone(SCHOOL_TIME):%H:%M}"


def moment(value: datetime) -> str:
    """Return a moment as people write it, such as ``Tue 3 March 2027, 14:05``."""
    return f"{day(value)}, {clock(value)}"


def plural(count: int, one: str, many: str) -> str:
    """Return the count with its noun, such as ``2 places``."""
    return f"{count} {one if count == 1 else many}"


def linked(text: str) -> Markup:
    """Return escaped text in which https addresses can be followed."""
    parts: list[Markup] = []
    done = 0
    for found in _LINK.finditer(text):
        url = escape(found.group())
        parts += [
            escape(text[done : found.start()]),
            Markup(
                '<a class="govuk-link" rel="noopener noreferrer" target="_blank" href="{0}">{0}</a>'
            ).format(url),
        ]
        done = found.end()
    return Markup("").join([*parts, escape(text[done:])])
