"""Which dwellings a commune makes for what it lacks: very social ones enough, PLS not too many.

Of the dwellings to make in a cycle at most 30 % are financed by PLS, and at least 30 % are as by
PLAI; at most 20 % by PLS where fewer than 10 % of main residences are social and no housing
programme (*PLH*) is in force (L.302-8, III).
"""

import math
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

import attrs

from housing_agreements._checks import exact_day
from housing_agreements._markup import Markup
from housing_agreements._records import Brief, Record, tell_missing
from housing_agreements.errors import InvalidValueError
from housing_agreements.explanations._page import write_page
from housing_agreements.explanations.blocks import Line, Section
from housing_agreements.law._calendar import CODE_READ_ON, THREE_DS_SINCE
from housing_agreements.law._numbers import (
    DwellingsLike,
    ShareLike,
    bound_dwellings,
    bound_share,
    judge_at_most,
)
from housing_agreements.law._yes_or_no import read_answer
from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.rates import rate
from housing_agreements.values.texts import Text, say_day
from housing_agreements.values.verdicts import Verdict

__all__ = ("TYPOLOGY", "Typology", "TypologyCheck", "check_typology")


@attrs.frozen(eq=False, repr=False)
class Typology(Record):
    """How the dwellings of a cycle are to be financed (*typologie*).

    Examples:
        >>> TYPOLOGY.on(date(2024, 1, 1)).least_plai
        Fraction(3, 10)
    """

    most_pls: Fraction
    """At most this part by PLS."""
    most_pls_where_few: Fraction
    """At most this part by PLS in a commune with few social dwellings and no programme."""
    few: Fraction
    """Below this share of social dwellings a commune has few."""
    least_plai: Fraction
    """At least this part as by PLAI."""


_TYPOLOGY: Final = Typology(
    most_pls=rate("30 %"),
    most_pls_where_few=rate("20 %"),
    few=rate("10 %"),
    least_plai=rate("30 %"),
)

TYPOLOGY: Final[Provision[Typology]] = Provision(
    "sru-typology",
    Text(
        "how the dwellings that a cycle owes are financed",
        "la typologie des logements à réaliser dans un cycle",
    ),
    (
        Version(_TYPOLOGY, CODE_READ_ON, (code("L.302-8, III"),), Confidence.VERIFIED),
        Version(
            _TYPOLOGY,
            CODE_READ_ON + timedelta(days=1),
            (code("L.302-8, III"),),
            Confidence.INFERRED,
            Text(
                "the changes of this article from 22 January 2017 to 22 February 2022 were not "
                "followed",
                "les changements de cet article du 22 janvier 2017 au 22 février 2022 n'ont pas "
                "été relevés",
            ),
        ),
        Version(
            _TYPOLOGY,
            THREE_DS_SINCE,
            (code("L.302-8, III, version en vigueur depuis le 23 février 2022"),),
            Confidence.VERIFIED,
        ),
    ),
)
"""30 % at most, 30 % at least, 20 % where there are few."""


@attrs.frozen(eq=False, repr=False)
class TypologyCheck(Brief):
    """Whether dwellings are financed as the law asks; `check_typology` makes it.

    Examples:
        >>> found = check_typology(dwellings=100, pls=25, plai=30, on=date(2024, 1, 1))
        >>> found.pls.value, found.plai.value, found.missing
        ('undetermined', 'met', ('social_share', 'programme'))
    """

    on: date
    """The day asked."""
    pls: Verdict
    """Whether no more are financed by PLS than may be."""
    plai: Verdict
    """Whether as many are financed as by PLAI as must be."""
    missing: tuple[str, ...]
    """The arguments that would say more."""

    @property
    def verdict(self) -> Verdict:
        """Whether both hold."""
        return self.pls & self.plai

    def _essentials(self) -> str:
        missing = tell_missing(self.missing)
        return f"on {self.on}: PLS {self.pls.value}, PLAI {self.plai.value}{missing}"

    def _repr_html_(self) -> Markup:
        """What each kind of finance comes to, in English, and what would say more."""
        judged = (("PLS", self.pls), ("PLAI", self.plai))
        parts = [Line(kind, verdict.say("en"), verdict) for kind, verdict in judged]
        if self.missing:
            named = (name.replace("_", " ") for name in self.missing)
            parts.append(Line(", ".join(named), "not known"))
        heading = f"how dwellings are financed, on {say_day(self.on, 'en')}"
        section = Section(heading, self.verdict.say("en"), self.verdict, parts)
        return write_page((section,), "en")


def check_typology(
    *,
    dwellings: DwellingsLike,
    pls: DwellingsLike,
    plai: DwellingsLike,
    on: date,
    social_share: ShareLike | None = None,
    programme: bool | None = None,
) -> TypologyCheck:
    """Whether the dwellings of a cycle are financed as the law asks; nothing is rounded.

    Args:
        dwellings: How many dwellings were made, exactly or within bounds.
        pls: How many of them by PLS.
        plai: How many of them as by PLAI.
        on: The day asked.
        social_share: The share of social dwellings among main residences; `None`: not known.
        programme: Whether a housing programme (*PLH*) is in force; `None`: not known.

    Raises:
        InvalidTypeError: For numbers that are not whole, or an answer that is none.
        InvalidValueError: For a negative number, or surely more of a kind than dwellings.
        NotKnownError: On a day for which the rule is not known.

    Source:
        L.302-8, III of the Code de la construction et de l'habitation.

    Examples:
        >>> check_typology(
        ...     dwellings=100, pls=25, plai=30, on=date(2024, 1, 1), programme=True
        ... ).verdict
        Verdict.MET
    """
    rule = TYPOLOGY.on(exact_day(on, "check_typology, on"))
    has_programme = read_answer(programme, "check_typology, programme")
    total = bound_dwellings(dwellings, "check_typology, dwellings")
    by_pls = bound_dwellings(pls, "check_typology, pls")
    by_plai = bound_dwellings(plai, "check_typology, plai")
    if total.high is not None and by_pls.low + by_plai.low > total.high:
        given = f"{pls} by PLS and {plai} as by PLAI"
        expected = f"at most all of them, {dwellings}"
        raise InvalidValueError("check_typology, pls and plai", given, expected)
    few = Verdict.UNDETERMINED
    if social_share is not None:
        share = bound_share(social_share, "check_typology, social_share")
        few = ~judge_at_most(Bounds.exactly(rule.few), share)
    strict = few & ~has_programme
    within = {
        limit: _is_part_at_most(by_pls, limit, total, by_plai)
        for limit, possible in (
            (rule.most_pls, strict is not Verdict.MET),
            (rule.most_pls_where_few, strict is not Verdict.UNMET),
        )
        if possible
    }
    answers = set(within.values())
    missing: tuple[str, ...] = ()
    if len(answers) > 1:
        missing = tuple(
            name
            for name, told in (("social_share", social_share), ("programme", programme))
            if told is None
        )
    kept = answers.pop() if len(answers) == 1 else Verdict.UNDETERMINED
    return TypologyCheck(
        on, kept, _is_part_at_least(by_plai, rule.least_plai, total, by_pls), missing
    )


def _is_part_at_most(
    part: Bounds[Fraction], limit: Fraction, total: Bounds[Fraction], other: Bounds[Fraction]
) -> Verdict:
    """Whether a part is a share of the whole at most, beside another part of it."""
    kept = total.high is None or part.low <= limit * total.high
    # More than the limit of a whole: a whole below part / limit, with room for the other part.
    room = math.floor(other.low / (1 - limit)) + 1
    few = None if part.high is None else math.ceil(part.high / limit) - 1
    exceeded = _is_there(max(total.low, Fraction(room)), total.high, few)
    return _decide(kept, exceeded)


def _is_part_at_least(
    part: Bounds[Fraction], least: Fraction, total: Bounds[Fraction], other: Bounds[Fraction]
) -> Verdict:
    """Whether a part is a share of the whole at least, beside another part of it."""
    missed = total.high is None or part.low < least * total.high
    room = math.ceil(other.low / (1 - least))
    few = None if part.high is None else math.floor(part.high / least)
    kept = _is_there(max(total.low, Fraction(room)), total.high, few)
    return _decide(kept, missed)


def _is_there(low: Fraction, *highs: Fraction | int | None) -> bool:
    """Whether a whole number lies from one on up to all of some others."""
    return all(high is None or low <= high for high in highs)


def _decide(kept: bool, missed: bool) -> Verdict:  # noqa: FBT001  # what may be, and what may not
    """The verdict where it may be kept, may be missed, or both."""
    return Verdict.of(None if kept and missed else kept)
