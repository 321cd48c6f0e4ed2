"""How answers say that a list made for a period is taken to go on after it."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from housing_agreements.values.texts import Language, Text
from housing_agreements.values.timelines import Timeline

__all__ = ("say_assumed_list", "tell_assumed_list")


def say_assumed_list(lists: Timeline[Any], language: Language) -> Iterator[str]:
    """Until when lists were made, and until when they are taken to go on after it."""
    if lists.verified_until is not None and lists.assumed_until is not None:
        yield _LISTED_UNTIL.say(language, last=lists.verified_until, until=lists.assumed_until)


def tell_assumed_list(lists: Timeline[Any], day: date) -> tuple[Text, ...]:
    """That lists made for a period are taken to go on after it, in what is said of a day."""
    last = lists.verified_until
    if last is None or lists.assumed_until is None or day <= last:
        return ()
    return (_ASSUMING_LIST.format(last=last),)


_LISTED_UNTIL: Final = Text(
    "listed until {last}, assumed unchanged until {until}",
    "liste établie jusqu'au {last}, supposée inchangée jusqu'au {until}",
)
_ASSUMING_LIST: Final = Text(
    "assuming that the list, made for the time until {last}, goes on unchanged",
    "en supposant que la liste, établie pour la période allant jusqu'au {last}, reste inchangée",
)
