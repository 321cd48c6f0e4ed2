"""How long the commission, the prefect, the judge and the household have under DALO.

Two of these times depend on the department: longer overseas, and where an agglomeration of more
than 300,000 inhabitants lies, whole or in part. No list of the latter is held. Île-de-France and
Gironde are known to be among them; for any other department the time is one of two, unless the
caller gives the list.

When the rule changes while the time runs, the sources do not say which one governs: both days
are kept.
"""

from collections.abc import Collection
from datetime import date
from typing import Final

import attrs

from housing_agreements.law.deadlines import Deadline
from housing_agreements.law.departments import ILE_DE_FRANCE, is_overseas
from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.values.faults import exact_codes, exact_day
from housing_agreements.values.periods import months_after
from housing_agreements.values.records import Record
from housing_agreements.values.texts import Text

__all__ = (
    "COMMISSION",
    "KNOWN_LARGE",
    "OFFER",
    "MonthsByDepartment",
    "commission_deadline",
    "offer_deadline",
)

KNOWN_LARGE: Final = frozenset({"33", *ILE_DE_FRANCE})
"""The departments that the sources say have six months for the offer."""


@attrs.frozen(eq=False, repr=False)
class MonthsByDepartment(Record):
    """How many months a step takes, by kind of department.

    Examples:
        >>> OFFER.on(date(2018, 5, 1)).possible("33", None)
        ((6,), 'large')
    """

    usual: int
    """Everywhere else."""
    overseas: int
    """Overseas."""
    large: int
    """With an agglomeration of more than 300,000 inhabitants, or part of one."""
    ile_de_france: int
    """In Île-de-France."""

    def possible(
        self, department: str, over_300_000: Collection[str] | None
    ) -> tuple[tuple[int, ...], str]:
        """The months that may hold in a department, in order, and the rule that says so."""
        large = KNOWN_LARGE
        if over_300_000 is not None:
            large |= exact_codes(over_300_000, "over_300_000")
        if is_overseas(department):
            months, rule = self.overseas, "overseas"
        elif department in ILE_DE_FRANCE:
            months, rule = self.ile_de_france, "ile_de_france"
        elif department in large:
            months, rule = self.large, "large"
        elif over_300_000 is None and self.usual != self.large:
            return tuple(sorted((self.usual, self.large))), "open"
        else:
            months, rule = self.usual, "usual"
        return (months,), "usual" if months == self.usual else rule


_COMMISSION: Final = (code("R441-15"),)
_OFFER: Final = (code("R441-16-1"),)
_FIRST: Final = Text(
    "the day on which this version began was not found; nothing is held before",
    "le jour où cette version a commencé n'a pas été trouvé\u00a0; rien n'est connu avant",
)

COMMISSION: Final[Provision[MonthsByDepartment]] = Provision(
    "dalo-commission",
    Text("decision of the mediation commission", "décision de la commission de médiation"),
    (
        Version(
            MonthsByDepartment(usual=3, overseas=6, large=6, ile_de_france=6),
            date(2013, 1, 1),
            _COMMISSION,
            Confidence.VERIFIED,
            _FIRST,
        ),
        Version(
            MonthsByDepartment(usual=3, overseas=6, large=3, ile_de_france=6),
            date(2014, 1, 1),
            _COMMISSION,
            Confidence.VERIFIED,
        ),
        Version(
            MonthsByDepartment(usual=3, overseas=6, large=3, ile_de_france=3),
            date(2015, 1, 1),
            _COMMISSION,
            Confidence.VERIFIED,
        ),
    ),
)
"""How many months the commission has to decide."""

OFFER: Final[Provision[MonthsByDepartment]] = Provision(
    "dalo-offer",
    Text("offer after a favourable decision", "proposition après une décision favorable"),
    (
        Version(
            MonthsByDepartment(usual=3, overseas=6, large=6, ile_de_france=6),
            date(2015, 1, 1),
            _OFFER,
            Confidence.VERIFIED,
            Text(
                "the six months of large agglomerations were temporary, to 1 January 2017, and "
                "extended more than once; the days of the extensions before 2015 are not held",
                "les six mois des grandes agglomérations étaient temporaires, jusqu'au "
                "1er janvier 2017, et plusieurs fois prolongés\u00a0; les jours des "
                "prolongations avant 2015 ne sont pas connus",
            ),
        ),
        Version(
            MonthsByDepartment(usual=3, overseas=6, large=6, ile_de_france=6),
            date(2016, 12, 28),
            _OFFER,
            Confidence.VERIFIED,
            Text("permanent from this day on", "pérenne à partir de ce jour"),
        ),
    ),
)
"""How many months the prefect has to make an offer."""

_REASONS: Final = {
    "usual": Text("{} months: the usual time", "{} mois\u00a0: le délai ordinaire"),
    "overseas": Text("{} months: overseas", "{} mois\u00a0: outre-mer"),
    "large": Text(
        "{} months: the rule of departments with an agglomeration of more than 300,000 inhabitants",
        "{} mois\u00a0: la règle des départements ayant une agglomération de plus de "
        "300\u202f000 habitants",
    ),
    "ile_de_france": Text(
        "{} months: the rule of Île-de-France", "{} mois\u00a0: la règle de l'Île-de-France"
    ),
    "open": Text(
        "{} months: no list of the departments with an agglomeration of more than 300,000 "
        "inhabitants is held; give it as over_300_000",
        "{} mois\u00a0: la liste des départements ayant une agglomération de plus de "
        "300\u202f000 habitants n'est pas connue ici\u00a0; la donner par over_300_000",
    ),
}
_CHANGED: Final = Text(
    "{}; the rule changed while the time ran, and the sources do not say which one governs",
    "{}\u00a0; la règle a changé pendant le délai, et les sources ne disent pas laquelle "
    "s'applique",
)


def commission_deadline(
    received_on: date, department: str, *, over_300_000: Collection[str] | None = None
) -> Deadline:
    """The day by which the mediation commission decides on an application for housing.

    Args:
        received_on: The day from which the time runs.
        department: The code of its department.
        over_300_000: All the departments with an agglomeration of more than 300,000 inhabitants,
            or part of one; `None`: not known.

    Raises:
        InvalidTypeError: For anything but a day, a code and a set of codes.
        InvalidValueError: For a code of another form.
        UnknownCodeError: For a code that no department has.
        NotKnownError: Before 2013, or past the last day verified.

    Source:
        R441-15 of the Code de la construction et de l'habitation.

    Examples:
        >>> commission_deadline(date(2018, 5, 1), "33").day
        datetime.date(2018, 8, 1)
    """
    return _deadline(COMMISSION, received_on, department, over_300_000)


def offer_deadline(
    decided_on: date, department: str, *, over_300_000: Collection[str] | None = None
) -> Deadline:
    """The day by which an offer is owed to a household recognised under DALO.

    Args:
        decided_on: The day of the favourable decision.
        department: The code of its department.
        over_300_000: All the departments with an agglomeration of more than 300,000 inhabitants,
            or part of one; `None`: not known, and then the days of three and of six months are
            both possible, but where the sources tell.

    Raises:
        InvalidTypeError: For anything but a day, a code and a set of codes.
        InvalidValueError: For a code of another form.
        UnknownCodeError: For a code that no department has.
        NotKnownError: Before 2015, or past the last day verified.

    Source:
        R441-16-1 of the Code de la construction et de l'habitation.

    Examples:
        >>> offer_deadline(date(2018, 5, 1), "33").day
        datetime.date(2018, 11, 1)
        >>> offer_deadline(date(2018, 5, 1), "35").days
        (datetime.date(2018, 8, 1), datetime.date(2018, 11, 1))
        >>> offer_deadline(date(2018, 5, 1), "35", over_300_000={"59"}).day
        datetime.date(2018, 8, 1)
    """
    return _deadline(OFFER, decided_on, department, over_300_000)


def _deadline(
    rule: Provision[MonthsByDepartment],
    start: date,
    department: str,
    over_300_000: Collection[str] | None,
) -> Deadline:
    exact_day(start, f"{rule.code}, day")
    version = rule.at(start)
    first, why = version.value.possible(department, over_300_000)
    last = months_after(start, max(first))
    months = {
        each
        for later in rule.versions
        if later is version or start < later.since <= last
        for each in later.value.possible(department, over_300_000)[0]
    }
    reason = Text(
        _REASONS[why].en.format(" or ".join(map(str, first))),
        _REASONS[why].fr.format(" ou ".join(map(str, first))),
    )
    if months != set(first):
        reason = Text(_CHANGED.en.format(reason.en), _CHANGED.fr.format(reason.fr))
    # That Gironde has a large agglomeration, and Île-de-France six months for the offer, is
    # second-hand; R441-15 names Île-de-France itself.
    of_list = why == "large" and department in KNOWN_LARGE
    second_hand = of_list or (why == "ile_de_france" and rule is OFFER)
    return Deadline(
        rule.title,
        tuple(months_after(start, each) for each in sorted(months)),
        reason,
        version.sources,
        Confidence.SECONDARY if second_hand else version.confidence,
    )
