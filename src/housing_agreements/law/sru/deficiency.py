"""The communes pronounced deficient under the SRU law (*communes carencées*), as far as known.

A commune is pronounced deficient after a three-year cycle that it did not complete, by an order
of the prefect that looks back on that cycle: the order in force on a day looks back on a cycle
that was over before, never on the cycle of that day. No complete national list is known: each
list says for which departments it is complete, and elsewhere the answer is not known. Nor are
the days known on which the orders began and ended.
"""

from collections.abc import Collection
from typing import Final

import attrs

from housing_agreements._checks import Faults, as_codes, exact_kind
from housing_agreements._records import Brief, tell_number
from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.geography._coverage import (
    A_COMMUNE_CODE,
    check_commune_code,
    department_in,
    is_commune_code,
    remedy_for_commune,
)
from housing_agreements.geography._unknown_codes import check_code
from housing_agreements.geography.departments import ILE_DE_FRANCE
from housing_agreements.law.provisions import Confidence, code
from housing_agreements.law.sru._deficient_communes import (
    AFTER_2011_2013,
    AFTER_2014_2016,
    AFTER_2017_2019,
    AFTER_2020_2022,
)
from housing_agreements.law.sru.shares import is_cycle
from housing_agreements.values.periods import Period
from housing_agreements.values.sources import Source, as_sources
from housing_agreements.values.texts import Text
from housing_agreements.values.verdicts import Verdict

__all__ = ("DEFICIENCY_LISTS", "DeficiencyList", "deficiency_list_after", "deficient")

_DEFICIENCY_ARTICLE: Final = code("L.302-9-1")


@attrs.frozen(eq=False, repr=False)
class DeficiencyList(Brief):
    """The communes pronounced deficient after a cycle, and where the list is complete.

    Args:
        cycle: The three years that the orders look back on.
        communes: The INSEE codes of the communes.
        complete_in: The departments in which no other commune was pronounced deficient.
        sources: Where the list comes from.
        confidence: How far it was checked.
        note: What whoever relies on it must know.

    Raises:
        InvalidValueError: For a period that is not a cycle of the law, or a code of another form.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> mine = DeficiencyList(
        ...     Period.years(2017, 2019), {"94071"}, {"94"}, (), Confidence.INFERRED
        ... )
        >>> mine.holds("94068")
        Verdict.UNMET
    """

    cycle: Period
    """The three years looked back on."""
    communes: frozenset[str] = attrs.field(converter=as_codes)
    """The INSEE codes of the communes."""
    complete_in: frozenset[str] = attrs.field(converter=as_codes)
    """The departments in which the list is complete."""
    sources: tuple[Source, ...] = attrs.field(converter=as_sources)
    """Where it comes from."""
    confidence: Confidence
    """How far it was checked."""
    note: Text | None = None
    """What whoever relies on it must know."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults("DeficiencyList")
        faults.check_fields(self, {"note": "a Text or None"})
        if faults.sound("cycle") and not is_cycle(self.cycle):
            expected = "a cycle of the law, such as 2011-2013"
            faults.add(InvalidValueError, "cycle", str(self.cycle), expected)
        if faults.sound("communes"):
            for commune in sorted(self.communes):
                check_commune_code(faults, "communes", commune)
        faults.report()

    def _essentials(self) -> str:
        communes, complete = tell_number(len(self.communes), "commune"), sorted(self.complete_in)
        where = ", ".join(complete) or "no department"
        return f"of {self.cycle}, {self.confidence.value}: {communes}; complete in {where}"

    def holds(self, commune: str) -> Verdict:
        """Whether a commune was pronounced deficient, as far as the list tells.

        Raises:
            InvalidTypeError: For anything but text.
            InvalidValueError: For anything but an INSEE commune code.
            UnknownCodeError: For a code that no edition of the official code holds, or that is
                only a postcode.
        """
        if not is_commune_code(commune):
            wrong = InvalidValueError if type(commune) is str else InvalidTypeError
            remedy = remedy_for_commune(commune)
            raise wrong("commune", show(commune), A_COMMUNE_CODE, remedy)
        check_code("commune", commune, self.cycle.end)
        if commune in self.communes:
            return Verdict.MET
        return Verdict.of(False if department_in(commune) in self.complete_in else None)


DEFICIENCY_LISTS: Final = (
    DeficiencyList(
        Period.years(2011, 2013),
        frozenset(AFTER_2011_2013),
        (),
        (
            _DEFICIENCY_ARTICLE,
            Source(
                "Liste nationale de 219 communes carencées (bilan 2011-2013), publiée le "
                "19 avril 2016",
                "copie donnes/sru.csv du dépôt Ombrelin/logement-social-idf (source secondaire)",
                url="https://github.com/Ombrelin/logement-social-idf",
            ),
        ),
        Confidence.SECONDARY,
        Text(
            "37 communes of Île-de-France are known; 40 were counted in April 2015 and 39 in "
            "March 2016, and no commune elsewhere is held",
            "37 communes d'Île-de-France sont connues\u00a0; on en comptait 40 en avril 2015 et "
            "39 en mars 2016, et aucune commune d'ailleurs n'est connue ici",
        ),
    ),
    DeficiencyList(
        Period.years(2014, 2016),
        frozenset(AFTER_2014_2016),
        ("92",),
        (
            _DEFICIENCY_ARTICLE,
            Source(
                "Précarité logement 92, neuf communes des Hauts-de-Seine carencées",
                url="http://www.precaritelogement92.fr/neuf-communes-des-hauts-de-seine-carencees",
            ),
        ),
        Confidence.SECONDARY,
        Text(
            "only the nine communes of Hauts-de-Seine were found, of 269 in France",
            "seules les neuf communes des Hauts-de-Seine ont été trouvées, sur 269 en France",
        ),
    ),
    DeficiencyList(
        Period.years(2017, 2019),
        frozenset(AFTER_2017_2019),
        (),
        (
            _DEFICIENCY_ARTICLE,
            Source("Préfecture du Val-de-Marne, communiqué du 15 décembre 2023"),
        ),
        Confidence.SECONDARY,
        Text(
            "one commune was found, by order of 30 December 2020 and lifted in 2023, of ten in "
            "Val-de-Marne and 280 in France",
            "une seule commune a été trouvée, par arrêté du 30 décembre 2020 levé en 2023, sur "
            "dix dans le Val-de-Marne et 280 en France",
        ),
    ),
    DeficiencyList(
        Period.years(2020, 2022),
        frozenset(AFTER_2020_2022),
        ILE_DE_FRANCE,
        (
            _DEFICIENCY_ARTICLE,
            Source(
                "Bilan SRU 2020-2022, état de 2025",
                "copie sru_2025/maire_sru_cleaned.csv du dépôt basileroth75/data_viz "
                "(source secondaire)",
                url="https://github.com/basileroth75/data_viz",
            ),
        ),
        Confidence.SECONDARY,
        Text(
            "the state of 2025: a commune withdrawn before is not in it; no commune outside "
            "Île-de-France is held",
            "état de 2025\u00a0: une commune retirée avant n'y figure pas\u00a0; aucune commune "
            "hors d'Île-de-France n'est connue ici",
        ),
    ),
)
"""The lists known, by cycle."""


def deficiency_list_after(cycle: Period) -> DeficiencyList | None:
    """The list known of the communes pronounced deficient after a cycle, or `None`.

    Args:
        cycle: The cycle that the orders look back on, not that of the day asked.

    Raises:
        InvalidTypeError: For anything but a period.
        InvalidValueError: For a period that is not a cycle of the law.

    Examples:
        >>> len(deficiency_list_after(Period.years(2011, 2013)).communes)
        37
    """
    remedy = (
        "write Period.years(2011, 2013): not the cycle of the day asked, but the one that "
        "the order looks back on"
    )
    exact_kind(cycle, "deficiency_list_after, cycle", Period, remedy)
    if not is_cycle(cycle):
        expected = "a cycle of the law, such as 2011-2013"
        raise InvalidValueError("deficiency_list_after, cycle", str(cycle), expected)
    return next((listed for listed in DEFICIENCY_LISTS if listed.cycle == cycle), None)


def deficient(
    commune: str, cycle: Period, *, lists: Collection[DeficiencyList] | None = None
) -> Verdict:
    """Whether a commune was pronounced deficient after a cycle, as far as the lists tell.

    Met means that the commune is at fault: it is on the list. Undetermined where no list is
    known, or where the list is not complete and does not name it.

    Args:
        commune: Its INSEE code.
        cycle: The cycle that the order looks back on: not the cycle of the day asked, which is
            not over.
        lists: Lists of one's own, which are read instead; `None`: those of `DEFICIENCY_LISTS`.

    Raises:
        InvalidTypeError: For anything but a period.
        InvalidValueError: For a code of another form, or a period that is not a cycle.
        UnknownCodeError: For a code that no edition of the official code holds, or that is only
            a postcode.

    Examples:
        >>> deficient("94068", Period.years(2011, 2013))
        Verdict.MET
        >>> deficient("94065", Period.years(2011, 2013))
        Verdict.UNDETERMINED
        >>> deficient("94065", Period.years(2020, 2022))
        Verdict.UNMET
    """
    listed = deficiency_list_after(cycle)
    if lists is not None:
        listed = next((own for own in lists if own.cycle == cycle), None)
    if listed is None:  # an empty list, complete nowhere
        listed = DeficiencyList(cycle, (), (), (), Confidence.SECONDARY)
    return listed.holds(commune)
