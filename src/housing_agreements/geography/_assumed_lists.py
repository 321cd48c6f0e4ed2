"""How answers say that a list made for a period is taken to go on after it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from housing_agreements.values.texts import Language, Text, choose, say_day
from housing_agreements.values.timelines import Timeline

__all__ = ("say_assumed_list", "tell_assumed_list")


def say_assumed_list(lists: Timeline[Any], language: Language) -> Iterator[str]:
    """Until when lists were made, and until when they are taken to go on after it."""
    if lists.verified_until is not None and lists.assumed_until is not None:
        last = say_day(lists.verified_until, language)
        until = say_day(lists.assumed_until, language)
        yield choose(
            language,
            f"listed until {last}, assumed unchanged until {until}",
            f"liste établie jusqu'au {last}, supposée inchangée jusqu'au {until}",
        )


def tell_assumed_list(lists: Timeline[Any], day: date) -> tuple[Text, ...]:
    """That lists made for a period are taken to go on after it, in what is said of a day."""
    last = lists.verified_until
    if last is None or lists.assumed_until is None or day <= last:
        return ()
    return (
        Text(
            f"assuming that the list, made for the time until {say_day(last, 'en')}, goes on "
            "unchanged",
            "en supposant que la liste, établie pour la période allant jusqu'au "
            f"{say_day(last, 'fr')}, reste inchangée",
        ),
    )
