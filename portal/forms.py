"""Forms: WTForms checks the fields, the summary on top of the page lists what to correct."""

from dataclasses import dataclass

from wtforms import Form


@dataclass(frozen=True)
class FieldError:
    """What to correct, and the field to correct it in."""

    field: str
    text: str


def errors_of(form: Form) -> list[FieldError]:
    """Return the first error of each field, in the order of the form."""
    return [FieldError(field.name, str(field.errors[0])) for field in form if field.errors]


def stripped(value: str | None) -> str:
    """Return a field's text without spaces at both ends; a WTForms filter."""
    return (value or "").strip()
