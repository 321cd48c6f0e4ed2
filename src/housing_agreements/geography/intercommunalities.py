"""The intercommunalities of France as territories, with their communes by day.

The editions of 2019 to 2026 list them; each speaks for its year. Before the first edition that
lists one, and past the last, its communes are not known.
"""

from datetime import date, timedelta
from itertools import pairwise

from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.geography._members_by_day import (
    PUBLIC_ESTABLISHMENT,
    join_bodies,
    load_body,
)
from housing_agreements.geography._unknown_codes import check_body_number
from housing_agreements.geography.territories import Territory
from housing_agreements.values.timelines import Timeline

__all__ = ("intercommunality",)


def intercommunality(*numbers: str) -> Territory:
    """An intercommunality as a territory (*EPCI à fiscalité propre*): its communes by edition.

    In the Paris area there are the metropolis and, from 2023 on, each public establishment
    (*établissement public territorial*) of it: each has a number of its own.

    Args:
        numbers: Its number (*numéro SIREN*). Several, where it goes on under another number: it
            then bears the last one with its name. In a year between them of which no edition lists
            either, the communes of before and after may belong.

    Raises:
        InvalidTypeError: For a number that is not a string.
        InvalidValueError: For no number, or for two that have communes on the same day.
        UnknownCodeError: For a number that no intercommunality had from 2019 on.

    Examples:
        >>> from housing_agreements import Place
        >>> lille = intercommunality("245900410", "200093201")
        >>> lille.name, len(lille.communes(on=date(2019, 1, 1)))
        ('Métropole Européenne de Lille', 90)
        >>> len(lille.communes(on=date(2021, 1, 1)))
        95
        >>> intercommunality("200057867").covers(Place("93066"), on=date(2022, 12, 31))
        Traceback (most recent call last):
        ...
        housing_agreements.errors.NotKnownError: Territory '200057867', on: given 2022-12-31; \
expected a day from 2023-01-01 on; nothing is known before
    """
    if not numbers:
        expected = "at least one number of an intercommunality (numéro SIREN)"
        remedy = "write intercommunality('200093201')"
        raise InvalidValueError("intercommunality, numbers", "()", expected, remedy)
    for number in numbers:
        if type(number) is not str:
            expected = "the number of an intercommunality (numéro SIREN), as text"
            remedy = "write intercommunality('200093201')"
            raise InvalidTypeError("intercommunality", show(number), expected, remedy)
        check_body_number("intercommunality", number)
    stretches = join_bodies(numbers)
    last = max(map(load_body, numbers), key=lambda body: body.members[-1].end)
    belong = {stretch.start: stretch.communes for stretch in stretches}
    perhaps = {date.min: frozenset[str]()}
    for before, after in pairwise(stretches):
        if before.end < after.start:
            belong[before.end] = frozenset()
            perhaps[before.end] = before.communes | after.communes
            perhaps[after.start] = frozenset()
    return Territory(
        last.number,
        last.name,
        "ept" if last.kind == PUBLIC_ESTABLISHMENT else "epci",
        communes=Timeline(belong, verified_until=stretches[-1].end - timedelta(days=1)),
        possible_communes=Timeline(perhaps),
    )
