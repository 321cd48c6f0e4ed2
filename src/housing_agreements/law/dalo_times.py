"""The times under DALO that are the same everywhere: shelter, judge, action, reply."""

from datetime import date, timedelta
from typing import Final

import attrs

from housing_agreements.errors import InvalidTypeError, shown
from housing_agreements.law.changes import carried
from housing_agreements.law.deadlines import Deadline
from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.values.faults import exact_day
from housing_agreements.values.periods import months_after
from housing_agreements.values.records import Record
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text, listed

__all__ = (
    "ACTION",
    "JUDGE",
    "REPLY",
    "SHELTER",
    "SHELTER_DECISION",
    "SHELTER_IN_TRANSITION",
    "Time",
    "action_deadline",
    "judge_deadline",
    "reply_deadline",
    "shelter_deadline",
    "shelter_decision_deadline",
)


@attrs.frozen(eq=False, repr=False)
class Time(Record):
    """A length of time, in months, in weeks or in days.

    Examples:
        >>> Time(weeks=6).after(date(2018, 5, 1))
        datetime.date(2018, 6, 12)
    """

    months: int = attrs.field(default=0, kw_only=True)
    """Whole months."""
    weeks: int = attrs.field(default=0, kw_only=True)
    """Whole weeks."""
    days: int = attrs.field(default=0, kw_only=True)
    """Whole days."""

    def after(self, day: date) -> date:
        """The day on which it has passed since another."""
        return months_after(day, self.months) + timedelta(weeks=self.weeks, days=self.days)

    @property
    def words(self) -> Text:
        """The length in words."""
        lengths = ((self.months, _MONTHS), (self.weeks, _WEEKS), (self.days, _DAYS))
        given = [(number, unit) for number, unit in lengths if number]
        return Text(
            listed((f"{number} {unit.en}" for number, unit in given), "en"),
            listed((f"{number} {unit.fr}" for number, unit in given), "fr"),
        )


_MONTHS: Final = Text("months", "mois")
_WEEKS: Final = Text("weeks", "semaines")
_DAYS: Final = Text("days", "jours")


_READ: Final = date(2017, 1, 21)
_SHELTER: Final = (code("R441-18"),)
_REPLY: Final = (code("R441-10"),)
_JUDGE: Final = (code("L.441-2-3-1"),)


def _rule(
    name: str, title: Text, time: Time, *versions: Version[Time], since: date, source: Source
) -> Provision[Time]:
    first = Version(time, since, (source,), Confidence.VERIFIED)
    return Provision(name, title, (first, *versions))


SHELTER_DECISION: Final = _rule(
    "daho-commission",
    Text("decision on an application for shelter", "décision sur un recours en hébergement"),
    Time(weeks=6),
    since=date(2011, 2, 17),
    source=_SHELTER[0],
)
"""How long the commission has to decide on an application for shelter (*DAHO*)."""

SHELTER: Final = _rule(
    "daho-place",
    Text("place in shelter after the decision", "accueil en hébergement après la décision"),
    Time(weeks=6),
    since=date(2011, 2, 17),
    source=_SHELTER[0],
)
"""How long the prefect has to find a place in shelter."""

SHELTER_IN_TRANSITION: Final = _rule(
    "daho-transition",
    Text(
        "place in a transitional dwelling or a home after the decision",
        "accueil en logement de transition ou en logement-foyer après la décision",
    ),
    Time(months=3),
    since=date(2011, 2, 17),
    source=_SHELTER[0],
)
"""How long the prefect has when the place is a transitional dwelling or a home."""

JUDGE: Final = _rule(
    "dalo-judge",
    Text("ruling of the judge", "décision du juge"),
    Time(months=2),
    *carried(Time(months=2), _JUDGE, date(2017, 1, 29), date(2021, 12, 24)),
    since=_READ,
    source=_JUDGE[0],
)
"""How long the judge has to rule."""

ACTION: Final[Provision[Time]] = Provision(
    "dalo-action",
    Text("action before the judge", "recours devant le juge"),
    (
        Version(
            Time(months=4),
            _READ,
            (code("R778-2", text="Code de justice administrative"),),
            Confidence.SECONDARY,
            Text(
                "the day from which this holds was not found; nothing is held before",
                "le jour d'entrée en vigueur n'a pas été trouvé\u00a0; rien n'est connu avant",
            ),
        ),
    ),
)
"""How long a household has to sue once the time for an offer has run out."""

REPLY: Final = _rule(
    "dalo-reply",
    Text("answer to an offer, at the earliest", "réponse à une proposition, au plus tôt"),
    Time(days=10),
    Version(
        Time(days=10),
        date(2017, 1, 22),
        _REPLY,
        Confidence.INFERRED,
        Text(
            "the changes of this article after 21 January 2017 were not followed",
            "les changements de cet article après le 21 janvier 2017 n'ont pas été suivis",
        ),
    ),
    since=_READ,
    source=_REPLY[0],
)
"""How long an offer leaves at least for an answer; silence is then a refusal."""


def shelter_decision_deadline(received_on: date) -> Deadline:
    """The day by which the commission decides on an application for shelter (*DAHO*).

    Raises:
        InvalidTypeError: For anything but a day.
        NotKnownError: Before 17 February 2011, or past the last day verified.

    Examples:
        >>> shelter_decision_deadline(date(2018, 5, 1)).day
        datetime.date(2018, 6, 12)
    """
    return _deadline(received_on, SHELTER_DECISION)


def shelter_deadline(decided_on: date, *, in_transition: bool | None = None) -> Deadline:
    """The day by which a household recognised for shelter is taken in.

    Args:
        decided_on: The day of the decision.
        in_transition: Whether the place is a transitional dwelling or a home; `None`: not known,
            and then both days are possible.

    Raises:
        InvalidTypeError: For anything but a day, and a yes or no.
        NotKnownError: Before 17 February 2011, or past the last day verified.

    Examples:
        >>> shelter_deadline(date(2018, 5, 1), in_transition=True).day
        datetime.date(2018, 8, 1)
    """
    if in_transition is not None and type(in_transition) is not bool:
        expected = "True, False or None"
        raise InvalidTypeError("shelter_deadline, in_transition", shown(in_transition), expected)
    if in_transition is None:
        return _deadline(decided_on, SHELTER, SHELTER_IN_TRANSITION)
    return _deadline(decided_on, SHELTER_IN_TRANSITION if in_transition else SHELTER)


def judge_deadline(seised_on: date) -> Deadline:
    """The day by which the judge rules on the action of a household.

    Raises:
        InvalidTypeError: For anything but a day.
        NotKnownError: Before 21 January 2017, or past the last day verified.

    Examples:
        >>> judge_deadline(date(2018, 5, 1)).day
        datetime.date(2018, 7, 1)
    """
    return _deadline(seised_on, JUDGE)


def action_deadline(offer: Deadline) -> Deadline:
    """The last day on which a household can sue for want of an offer.

    Args:
        offer: The deadline of the offer; where two days are possible, so are two here.

    Raises:
        InvalidTypeError: For anything but a deadline.
        NotKnownError: When it ran out before 21 January 2017, or past the last day verified.

    Examples:
        >>> from housing_agreements.law.dalo_deadlines import offer_deadline
        >>> action_deadline(offer_deadline(date(2018, 5, 1), "33")).day
        datetime.date(2019, 3, 1)
    """
    if not isinstance(offer, Deadline):
        remedy = "give what offer_deadline(...) answers"
        raise InvalidTypeError("action_deadline, offer", shown(offer), "a Deadline", remedy)
    versions = [ACTION.at(day) for day in offer.days]
    days = (each.value.after(day) for each, day in zip(versions, offer.days, strict=True))
    length = versions[0].value.words
    return Deadline(
        ACTION.title,
        sorted(set(days)),
        Text(
            f"{length.en} after the time for the offer ({offer.reason.en})",
            f"{length.fr} après le délai de proposition ({offer.reason.fr})",
        ),
        (*versions[0].sources, *offer.sources),
        versions[0].confidence,
    )


def reply_deadline(offered_on: date) -> Deadline:
    """The day before which silence on an offer is no refusal: an offer may leave more time.

    Raises:
        InvalidTypeError: For anything but a day.
        NotKnownError: Before 21 January 2017, or past the last day verified.

    Examples:
        >>> reply_deadline(date(2018, 5, 1)).day
        datetime.date(2018, 5, 11)
    """
    return _deadline(offered_on, REPLY)


def _deadline(start: date, *rules: Provision[Time]) -> Deadline:
    """The days that one rule gives, or each of several when it is not known which holds."""
    exact_day(start, f"{rules[0].code}, day")
    versions = [rule.at(start) for rule in rules]
    said = [_said(rule, version) for rule, version in zip(rules, versions, strict=True)]
    return Deadline(
        rules[0].title,
        sorted({each.value.after(start) for each in versions}),
        Text(" or ".join(each.en for each in said), " ou ".join(each.fr for each in said)),
        versions[0].sources,
        versions[0].confidence,
    )


def _said(rule: Provision[Time], version: Version[Time]) -> Text:
    length = version.value.words
    return Text(f"{length.en}: {rule.title.en}", f"{length.fr}\u00a0: {rule.title.fr}")
