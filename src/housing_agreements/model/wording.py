"""The words of a field: a text in both languages, or a plain string for both."""

from housing_agreements.errors import InvalidTypeError, InvalidValueError, shown
from housing_agreements.values.faults import attempt
from housing_agreements.values.texts import Text, as_text

__all__ = ("as_optional_words", "as_words")


def as_words(value: str | Text) -> Text:
    """A text, from a string for both languages; refused when the object is checked.

    Examples:
        >>> as_words("Action Logement")
        Text(en='Action Logement', fr='Action Logement')
    """
    return attempt(_checked, value)


def as_optional_words(value: str | Text | None) -> Text | None:
    """A text, or none."""
    return None if value is None else as_words(value)


def _checked(value: str | Text) -> Text:
    # A string at fault is one fault of its field, not one of each language.
    if isinstance(value, Text):
        return value
    if type(value) is not str:
        remedy = 'write Text("...", "...") for both languages'
        raise InvalidTypeError("a text", shown(value), "words: a string or a Text", remedy)
    if not value or value != value.strip():
        raise InvalidValueError("a text", shown(value), "text without blank ends, not empty")
    return as_text(value)
