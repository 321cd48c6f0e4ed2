"""The derogation of the Île-de-France protocol for deficient communes (*communes carencées*).

Half of the attributions while a commune is deficient, then 30 % for three years.
"""

from datetime import date
from typing import Final

from housing_agreements.catalogue.ile_de_france_documents import ARTICLES, DEFICIENT, press
from housing_agreements.law.departments import ILE_DE_FRANCE
from housing_agreements.model.commitments import Share
from housing_agreements.model.stages import Stage
from housing_agreements.values.faults import Faults
from housing_agreements.values.periods import Period
from housing_agreements.values.territories import Territory
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline

__all__ = ("KNOWN_DEFICIENT", "TERM", "derogation")

TERM: Final = Period.years(2016, 2018)
"""The years of the protocol."""

_YEARS_AFTER: Final = 3

KNOWN_DEFICIENT: Final = Timeline(
    {TERM.start: DEFICIENT.communes}, verified_until=date(2017, 12, 31)
)
"""The deficient communes that are known, 37 of 39, taken not to change in 2016 and 2017.

The days on which each entered and left deficiency are not known. The next list was pronounced
in December 2017, and surcharges run from 1 January after an order (L.302-9-1): so from 2018 on
the list is not known here, rather than supposed to be the same.
"""

_CAVEATS: Final = (
    Text(
        "the list of deficient communes is incomplete: the protocol counts 39, the sources name 37",
        "la liste des communes carencées est incomplète\u00a0: le protocole en compte 39, les "
        "sources en nomment 37",
    ),
    Text(
        "the days on which communes entered and left deficiency are not known: the list is taken "
        "not to change in 2016 and 2017, and is not known from 2018 on",
        "les jours d'entrée et de sortie de carence ne sont pas connus\u00a0: la liste est "
        "supposée constante en 2016 et 2017, et n'est pas connue à partir de 2018",
    ),
)


def derogation(
    deficient: Timeline[frozenset[str]] | None, *, to: tuple[str, ...]
) -> tuple[Share, Share]:
    """Half while a commune is deficient, 30 % for the three years after.

    The three years count for a commune that leaves deficiency in the term, or at its end; they
    may reach past it, so the second commitment has periods of its own.

    Args:
        deficient: The communes deficient on each day; `None`: those that are known, and then
            both territories say that the list is incomplete.
        to: The publics that count.

    Raises:
        InvalidTypeError: For anything but a timeline of sets of codes.
        InvalidValueError: For a commune outside the region, a code of another form, or a list
            that begins after the term.
        InvalidObjectError: For several of these at once.

    Examples:
        >>> half, after = derogation(None, to=("dalo",))
        >>> half.territory == after.territory
        False
    """
    listed = KNOWN_DEFICIENT if deficient is None else _in_region(deficient)
    caveats = _CAVEATS if deficient is None else ()
    during = Territory(
        "deficient-communes", "Communes carencées", "list", communes=listed, caveats=caveats
    )
    after = Territory(
        "after-deficiency",
        "Communes sorties de carence depuis moins de trois ans",
        "list",
        communes=_in_term(listed).after(years=_YEARS_AFTER),
        caveats=caveats,
    )
    last = TERM.last_day.year + _YEARS_AFTER
    return (
        Share(
            "deficient-communes",
            to=to,
            stage=Stage.DECIDED,
            at_least="50 %",
            territory=during,
            title=Text(
                "Priority share in the deficient communes",
                "Part prioritaire dans les communes carencées",
            ),
            sources=(press("§ 4"), *DEFICIENT.sources),
        ),
        Share(
            "after-deficiency",
            to=to,
            stage=Stage.DECIDED,
            at_least="30 %",
            territory=after,
            periods=tuple(Period.year(year) for year in range(TERM.start.year, last + 1)),
            title=Text(
                "Priority share in the communes that left deficiency",
                "Part prioritaire dans les communes sorties de carence",
            ),
            sources=(ARTICLES, *DEFICIENT.sources),
        ),
    )


def _in_region(deficient: Timeline[frozenset[str]]) -> Timeline[frozenset[str]]:
    """The list itself, once it is one of communes of the region, in the term."""
    faults = Faults("deficient communes")
    expected = "a timeline of sets of INSEE codes, such as Timeline.of_members({'94068': Period})"
    faults.instance("list", deficient, Timeline, expected)
    faults.report()
    for code in sorted({str(code) for _, codes in deficient.changes for code in codes}):
        if code[:2] not in ILE_DE_FRANCE:
            faults.value("communes", code, "communes of Île-de-France")
    if deficient.days[0] >= TERM.end:
        faults.value(
            "first day", deficient.days[0], f"a day before {TERM.end}, the end of the term"
        )
    faults.report()
    return deficient


def _in_term(listed: Timeline[frozenset[str]]) -> Timeline[frozenset[str]]:
    """The list without the changes before the term, nor those after the day that ends it."""
    begun = listed.with_other(Timeline({TERM.start: None}), lambda codes, _: codes)
    changes = {day: codes for day, codes in begun.changes if day <= TERM.end}
    return Timeline(changes, verified_until=begun.verified_until)
