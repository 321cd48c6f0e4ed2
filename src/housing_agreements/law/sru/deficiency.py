"""The communes pronounced deficient under the SRU law (*communes carencées*), as far as known.

A commune is pronounced deficient after a three-year cycle that it did not complete, by an order
of the prefect that looks back on that cycle: the order in force on a day looks back on a cycle
that was over before, never on the cycle of that day. No complete national list is known: each
list says for which departments it is complete, and elsewhere the answer is not known. Nor are
the days known on which the orders began and ended.

A list names the ground of its communes, whatever it is coded as on another day. A commune of which
a part only was pronounced deficient, under the name of a commune that became part of it, is
undetermined.
"""

from collections.abc import Collection
from datetime import date
from functools import cached_property
from typing import Final

import attrs

from housing_agreements._checks import Faults, as_codes, exact_day, exact_kind
from housing_agreements._records import Brief, tell_number
from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.geography._coverage import (
    A_COMMUNE_CODE,
    check_commune_code,
    department_in,
    is_commune_code,
    remedy_for_commune,
)
from housing_agreements.geography._ground import Extent
from housing_agreements.geography._names import (
    name_of_code,
    tell_ground_named_in_part,
    tell_last_day,
)
from housing_agreements.geography._official_code import (
    LAST_DAY,
    GroundReach,
    join_reaches,
    load_official_code,
)
from housing_agreements.geography._unknown_codes import check_code, check_listed_department
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
from housing_agreements.values.texts import Listed, Text
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
        coded_on: The day as of which its codes are written; `None`: the first day after the cycle.

    Raises:
        InvalidValueError: For a period that is not a cycle of the law, or a code of another form.
        UnknownCodeError: For a code that no department has.
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
    coded_on: date | None = None
    """The day as of which its codes are written; `None`: the first day after the cycle."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults("DeficiencyList")
        faults.check_fields(self, {"note": "a Text or None", "coded_on": "a day or None"})
        if faults.sound("cycle") and not is_cycle(self.cycle):
            expected = "a cycle of the law, such as 2011-2013"
            faults.add(InvalidValueError, "cycle", str(self.cycle), expected)
        if faults.sound("communes"):
            for commune in sorted(self.communes):
                check_commune_code(faults, "communes", commune)
        if faults.sound("complete_in"):
            for department in sorted(self.complete_in):
                check_listed_department(faults, "complete_in", department)
        faults.report()

    def _essentials(self) -> str:
        communes, complete = tell_number(len(self.communes), "commune"), sorted(self.complete_in)
        where = ", ".join(complete) or "no department"
        return f"of {self.cycle}, {self.confidence.value}: {communes}; complete in {where}"

    @property
    def _day(self) -> date:
        """The day as of which its codes are read."""
        return self.cycle.end if self.coded_on is None else self.coded_on

    @cached_property
    def _listed(self) -> GroundReach:
        """The ground that the list names."""
        where = f"DeficiencyList of {self.cycle}, communes"
        for commune in sorted(self.communes):
            check_code(where, commune, self._day)
        official = load_official_code()
        return join_reaches(official.reach(commune, self._day) for commune in self.communes)

    @cached_property
    def _complete(self) -> GroundReach:
        """The ground on which no other commune was pronounced deficient."""
        official = load_official_code()
        departments = sorted(self.complete_in)
        return join_reaches(official.department_reach(code, self._day) for code in departments)

    def holds(self, commune: str, *, on: date | None = None) -> Verdict:
        """Whether a commune was pronounced deficient, as far as the list tells.

        Met when the list names all its ground: a district of a commune that it names, a commune
        all of whose ground it names under other codes. Undetermined when it names a part of its
        ground; and where it names none and is not complete.

        Args:
            commune: Its INSEE code, or that of a district.
            on: The day as of which the code is written; `None`: any day from that of the list
                until the last edition, of which the answer is the same.

        Raises:
            InvalidTypeError: For anything but text, or a day.
            InvalidValueError: For anything but an INSEE commune code.
            UnknownCodeError: For a code that no edition of the official code holds, or that is
                only a postcode.

        Laws:
            - `deficient_ground_stays`: what is named stays so under any code that has its ground.

        Examples:
            >>> mine = DeficiencyList(
            ...     Period.years(2020, 2022), {"93059"}, {"93"}, (), Confidence.INFERRED
            ... )
            >>> mine.holds("93066", on=date(2024, 12, 31))
            Verdict.UNMET
            >>> mine.holds("93066", on=date(2025, 1, 1))
            Verdict.UNDETERMINED
        """
        answers = {self._holds_on(commune, day) for day in self._days_read(commune, on)}
        return answers.pop() if len(answers) == 1 else Verdict.UNDETERMINED

    def why_undetermined(self, commune: str, *, on: date | None = None) -> Text | None:
        """Why the list does not tell whether a commune was pronounced deficient; `None`: it does.

        Args:
            commune: Its INSEE code, or that of a district.
            on: The day as of which the code is written, as in `holds`.

        Raises:
            InvalidTypeError: For anything but text, or a day.
            InvalidValueError: For anything but an INSEE commune code.
            UnknownCodeError: For a code that no edition of the official code holds, or that is
                only a postcode.

        Examples:
            >>> mine = DeficiencyList(
            ...     Period.years(2020, 2022), {"93059"}, {"93"}, (), Confidence.INFERRED
            ... )
            >>> print(mine.why_undetermined("93066", on=date(2025, 1, 1)).en)
            on 1 January 2025, 93066 Saint-Denis has ground of 93059 Pierrefitte-sur-Seine, which \
the list names, and more
            >>> print(mine.why_undetermined("93066").en)
            the day is not given as of which the code is written: 93066 Saint-Denis has other \
ground from 1 January 2025 on
            >>> print(mine.why_undetermined("94068").en)
            the list after 2020-2022 is not known to be complete in the department 94
            >>> mine.why_undetermined("93001") is None
            True
        """
        days = self._days_read(commune, on)
        answers = [self._holds_on(commune, day) for day in days]
        first = answers[0]
        for day, answer in zip(days, answers, strict=True):
            if answer is not first:
                return _tell_day_not_given(commune, day)
        return self._why_open(commune, days[-1]) if first is Verdict.UNDETERMINED else None

    def _days_read(self, commune: str, on: date | None) -> tuple[date, ...]:
        """The days as of which a code may be written, one for each ground that it has on them."""
        if not is_commune_code(commune):
            wrong = InvalidValueError if type(commune) is str else InvalidTypeError
            remedy = remedy_for_commune(commune)
            raise wrong("commune", show(commune), A_COMMUNE_CODE, remedy)
        first = self._day if on is None else exact_day(on, "on")
        check_code("commune", commune, first)
        if on is not None:
            return (on,)
        later = load_official_code().days(commune)
        return (first, *(day for day in later if first < day <= LAST_DAY))

    def _holds_on(self, commune: str, day: date) -> Verdict:
        """The answer for a code that is written as of a day."""
        if self._is_past(day):
            return Verdict.UNDETERMINED
        ground = load_official_code().reach(commune, day).ground
        named = self._listed.covers(ground)
        if named is False and self._complete.covers(ground):
            return Verdict.UNMET
        return Verdict.of(named or None)

    def _is_past(self, day: date) -> bool:
        """Whether no ground of a day compares with that of the list."""
        return max(day, self._day) > LAST_DAY and day != self._day

    def _why_open(self, commune: str, day: date) -> Text:
        """Why the list does not tell of a code that is written as of a day."""
        official = load_official_code()
        if max(day, self._day) > LAST_DAY:
            return tell_last_day()
        ground = official.reach(commune, day).ground
        if ground.meets(self._listed.ground):
            some = (one for one in sorted(self.communes) if _has_some_of(one, self._day, ground))
            return tell_ground_named_in_part(commune, some, day, self._day)
        holders = official.holders(ground, self._day)
        departments = sorted({*map(department_in, holders)} - self.complete_in)
        template = _INCOMPLETE_IN_SEVERAL if len(departments) > 1 else _INCOMPLETE_IN
        return template.format(years=self.cycle, departments=Listed(departments))


_INCOMPLETE_IN: Final = Text(
    "the list after {years} is not known to be complete in the department {departments}",
    "on ne sait pas si la liste établie après {years} est complète dans le département "
    "{departments}",
)
_INCOMPLETE_IN_SEVERAL: Final = Text(
    "the list after {years} is not known to be complete in the departments {departments}",
    "on ne sait pas si la liste établie après {years} est complète dans les départements "
    "{departments}",
)


def _has_some_of(commune: str, day: date, ground: Extent) -> bool:
    return ground.meets(load_official_code().reach(commune, day).ground)


def _tell_day_not_given(commune: str, day: date) -> Text:
    """Why nothing is told of a code when it is not given as of which day it is written."""
    name = f"{commune} {name_of_code(commune)}"
    return _DAY_NOT_GIVEN.format(commune=name, day=day)


_DAY_NOT_GIVEN: Final = Text(
    "the day is not given as of which the code is written: {commune} has other ground from {day} "
    "on",
    "la date à laquelle le code a été écrit n'est pas donnée\u00a0: {commune} n'a plus le même "
    "territoire à partir du {day}",
)


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
            "37 communes d'Île-de-France sont connues\u202f; on en comptait 40 en avril 2015 et "
            "39 en mars 2016, et aucune commune d'une autre région n'est connue ici",
        ),
        date(2016, 4, 19),
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
        date(2020, 12, 30),
    ),
    DeficiencyList(
        Period.years(2020, 2022),
        frozenset(AFTER_2020_2022),
        ("92", "94"),
        (
            _DEFICIENCY_ARTICLE,
            Source(
                "Bilan SRU 2020-2022, état de 2025",
                "copie sru_2025/maire_sru_cleaned.csv du dépôt basileroth75/data_viz "
                "(source secondaire)",
                url="https://github.com/basileroth75/data_viz",
            ),
            Source("Préfecture du Val-de-Marne, communiqué du 15 décembre 2023"),
            Source(
                "Précarité logement 92, bilan 2020-2022 en Île-de-France",
                "source secondaire",
                url="http://www.precaritelogement92.fr/",
            ),
        ),
        Confidence.SECONDARY,
        Text(
            "the state of 2025: a commune withdrawn before is not in it, and it is complete only "
            "where another source counts as many, in Hauts-de-Seine and Val-de-Marne; in "
            "Île-de-France 67 were proposed and 62 are held; no commune elsewhere is",
            "état de 2025\u00a0: une commune retirée avant n'y figure pas, et il n'est complet "
            "que là où une autre source en compte autant, dans les Hauts-de-Seine et le "
            "Val-de-Marne\u202f; en Île-de-France, 67 étaient proposées et 62 sont connues "
            "ici\u202f; aucune commune d'une autre région ne l'est",
        ),
        date(2025, 1, 1),
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
    commune: str,
    cycle: Period,
    *,
    on: date | None = None,
    lists: Collection[DeficiencyList] | None = None,
) -> Verdict:
    """Whether a commune was pronounced deficient after a cycle, as far as the lists tell.

    Met means that the commune is at fault: it is on the list. Undetermined where no list is
    known, where the list is not complete and does not name it, and where it names a part of its
    ground only; `DeficiencyList.why_undetermined` says which.

    Args:
        commune: Its INSEE code, or that of a district.
        cycle: The cycle that the order looks back on: not the cycle of the day asked, which is
            not over.
        on: The day as of which the code is written; `None`: any day from that of the list until
            the last edition, of which the answer is the same.
        lists: Lists of one's own, which are read instead; `None`: those of `DEFICIENCY_LISTS`.

    Raises:
        InvalidTypeError: For anything but text, a period or a day.
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
    return listed.holds(commune, on=on)
