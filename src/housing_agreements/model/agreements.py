"""An agreement, what it names, and how its amendments change it.

An `Agreement` holds parts, each with a code: contingents, publics, commitments, undertakings. An
`Amendment` replaces, adds or removes parts by code. The agreement says which terms are in force
on a day as known on a day, and of each commitment which contingents and which territory make its
base.
"""

from collections.abc import Iterable
from datetime import date
from functools import partial
from itertools import product
from typing import Final

import attrs

from housing_agreements._checks import (
    Faults,
    as_ordered_codes,
    as_tuple,
    attempt,
    exact_day,
    exact_kind,
)
from housing_agreements._records import shorten, tell_number
from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidObjectError,
    InvalidTypeError,
    UnknownCodeError,
    nearest,
    show,
)
from housing_agreements.geography.territories import Territory
from housing_agreements.model._grounds_with_levels import check_grounds_with_levels
from housing_agreements.model._names import Names, as_names
from housing_agreements.model._sectors import as_optional_sectors, as_sectors, check_sectors
from housing_agreements.model.commitments import Commitment, as_commitments
from housing_agreements.model.contingents import Contingent, as_contingents
from housing_agreements.model.groups import Per
from housing_agreements.model.kinds import AgreementKind
from housing_agreements.model.parties import Party, as_parties, check_landlords
from housing_agreements.model.publics import PriorityPublic, as_publics
from housing_agreements.model.references import Reference, as_references, check_references
from housing_agreements.model.undertakings import Undertaking, as_undertakings, check_apart
from housing_agreements.values.periods import Period, as_period, check_length, years_of_terms
from housing_agreements.values.sources import Source, as_sources
from housing_agreements.values.texts import (
    Language,
    Spoken,
    Text,
    as_words,
    colon,
    join_words,
    say_day,
    semicolon,
)

__all__ = ("Agreement", "AgreementKind", "Amendment", "Part", "Reference")

Part = Contingent | PriorityPublic | Commitment | Undertaking
"""What an amendment can name by its code."""


def _as_parts(given: Iterable[Part]) -> tuple[Part, ...]:
    return as_tuple(given)


_A_PART: Final = "a Contingent, PriorityPublic, Share, Volume or Undertaking"


def _as_term(given: Period | int) -> Period:
    return attempt(as_period, given)


def _as_optional_term(given: Period | int | None) -> Period | None:
    return None if given is None else attempt(as_period, given)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Amendment(Spoken):
    """A change of an agreement in mid-term (*avenant*), which replaces whole objects by code.

    It may be signed before or after it takes effect. Asked what is known on a day, an
    agreement leaves out the amendments not yet signed then.

    Args:
        effective: The day from which it holds.
        signed_on: The day it was signed, from which it is known.
        replace: Contingents, publics, commitments or undertakings that take the place of those
            of the same code.
        add: New ones.
        remove: The codes of those that end.
        term: The new term, a calendar year or a `Period`; `None`: unchanged. The years of the
            agreement go on in a longer one, see `Agreement.years`.
        territory: The new territory; `None`: unchanged.
        sectors: The new sectors, all of them; `None`: unchanged.
        sources: Where it can be read.

    Raises:
        InvalidTypeError: For a `datetime` as a day, or a part of another kind.
        InvalidValueError: For a code that is named twice, or an amendment that changes nothing.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> longer = Amendment(
        ...     effective=date(2019, 1, 1),
        ...     signed_on=date(2018, 12, 3),
        ...     term=Period.years(2016, 2019),
        ... )
        >>> longer.remove
        ()
    """

    effective: date
    """The day from which it holds."""
    signed_on: date
    """The day it was signed."""
    replace: tuple[Part, ...] = attrs.field(default=(), converter=_as_parts)
    """What takes the place of the parts of the same code."""
    add: tuple[Part, ...] = attrs.field(default=(), converter=_as_parts)
    """What is new."""
    remove: tuple[str, ...] = attrs.field(default=(), converter=as_ordered_codes)
    """The codes of what ends."""
    term: Period | None = attrs.field(default=None, converter=_as_optional_term)
    """The new term; `None`: unchanged."""
    territory: Territory | None = None
    """The new territory; `None`: unchanged."""
    sectors: tuple[Territory, ...] | None = attrs.field(default=None, converter=as_optional_sectors)
    """The new sectors, all of them; `None`: unchanged."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources)
    """Where it can be read."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults(f"Amendment of {show(self.effective).removesuffix(' (a date)')}")
        faults.check_fields(self, dict.fromkeys(("replace", "add"), _A_PART))
        if not faults.found:
            named = [part.code for part in (*self.replace, *self.add)]
            faults.once("replace, add, remove", [*named, *self.remove])
            unchanged = self.term is None and self.territory is None and self.sectors is None
            if unchanged and not named and not self.remove:
                faults.value("replace", (), "something that changes")
        faults.report()

    def apply(self, parts: Iterable[Part], *, where: str) -> tuple[Part, ...]:
        """The parts of an agreement after the amendment, in their order, the new ones last.

        Raises:
            UnknownCodeError: For a code to replace or remove that is not there.
            InvalidTypeError: For a part that replaces one of another kind.
            InvalidObjectError: For several of these at once.
        """
        faults, before_it = Faults("Amendment.apply"), as_tuple(parts)
        faults.text("where", where)
        faults.each("parts", before_it, Part, _A_PART)
        faults.report()
        kept = {part.code: part for part in before_it}
        faults = Faults(where)
        for code in (*(part.code for part in self.replace), *self.remove):
            if code not in kept:
                expected = "the code of a part in force then"
                faults.note(UnknownCodeError(where, show(code), expected, nearest(code, kept)))
        for part in self.replace:
            kind, before = _kind_of(part), _kind_of(kept.get(part.code, part))
            if kind is not before:
                given = f"{show(part.code)} ({kind.__name__})"
                expected = f"a part of the kind that it replaces: {before.__name__}"
                faults.note(InvalidTypeError(where, given, expected))
        faults.report()
        kept.update((part.code, part) for part in self.replace)
        for code in self.remove:
            del kept[code]
        return (*kept.values(), *self.add)

    def say(self, language: Language) -> str:
        """When it was signed, from when it holds, and what it changes.

        Examples:
            >>> print(
            ...     Amendment(
            ...         effective=date(2019, 1, 1), signed_on=date(2018, 12, 3), remove=("quarter",)
            ...     )
            ... )
            amendment signed on 3 December 2018, in effect from 1 January 2019: removes quarter
        """
        head = _SIGNED_ON.say(language, signed=self.signed_on, effective=self.effective)
        return f"{head}{colon(language)}{self._say_changes(language)}"

    def _essentials(self) -> str:
        changes = self._say_changes("en")
        return f"signed on {self.signed_on}, in effect from {self.effective}: {changes}"

    def _say_changes(self, language: Language) -> str:
        named = (
            ", ".join(part.code for part in self.replace),
            ", ".join(part.code for part in self.add),
            ", ".join(self.remove),
            self.term or "",
            "" if self.territory is None else self.territory.name,
            "" if self.sectors is None else _say_names(self.sectors, language),
        )
        return semicolon(language).join(
            change.say(language, what=what)
            for change, what in zip(_CHANGES, named, strict=True)
            if what
        )


_SIGNED_ON: Final = Text(
    "amendment signed on {signed}, in effect from {effective}",
    "avenant signé le {signed}, applicable à partir du {effective}",
)
_CHANGES: Final = (
    Text("replaces {what}", "remplace {what}"),
    Text("adds {what}", "ajoute {what}"),
    Text("removes {what}", "supprime {what}"),
    Text("new term {what}", "nouvelle durée {what}"),
    Text("new territory {what}", "nouveau territoire {what}"),
    Text("new sectors {what}", "nouveaux secteurs {what}"),
)
_NO_SECTORS: Final = Text("(none)", "(aucun)")


def _say_names(sectors: Iterable[Territory], language: Language) -> str:
    names = join_words((sector.name for sector in sectors), language)
    return names or _NO_SECTORS.say(language)


def _kind_of(part: Part) -> type:
    """What a part is; a share may replace a volume."""
    return Commitment if isinstance(part, Commitment) else type(part)


LONGEST_TERM: Final = 100
"""The most years that an agreement lasts: those of the longest leases, rounded up."""

_WITH_CODES: Final = (
    "parties", "contingents", "landlords", "others", "publics", "commitments", "undertakings",
    "part_of", "annexes", "beside",
)  # fmt: skip
_LOOKED_UP: Final = (*_WITH_CODES, "sectors", "sources", "amendments", "tags")
"""The fields that must be sound before their codes are looked at."""


def _as_amendments(given: Iterable[Amendment]) -> tuple[Amendment, ...]:
    return as_tuple(given)


# The type stands as text, so that the signature is short.
def _as_former_terms(given: "Iterable[Period]") -> tuple[Period, ...]:
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False)
class Agreement(Spoken):
    """An agreement on the attribution or production of social housing (*convention, protocole*).

    Args:
        code: Its code.
        kind: What kind of agreement it is; `None` when it is not stated.
        title: Its title, in one language or both.
        parties: Who signs it.
        signed_on: The day it was signed; `None` when it is not known.
        term: When it is in force (*durée*): a calendar year or a `Period`.
        territory: Where it holds.
        contingents: The reservation rights that it commits.
        landlords: The landlords that it binds (*bailleurs*); none: whoever the entries name.
            Each is judged by itself where a commitment holds landlord by landlord, even when no
            entry bears it. They are the same in all versions.
        others: Landlords that it does not bind. They are no group, and an entry of which the
            landlord is not known may be theirs.
        sectors: The parts of its territory by which commitments may hold (*secteurs*). No two
            surely share ground on a day of the term; what stands in none is judged in the total
            only.
        publics: To whom it promises.
        commitments: What it promises that can be counted.
        undertakings: What else is to be done.
        part_of: The agreements that it implements or is annexed to.
        annexes: The documents annexed to it.
        beside: The agreements beside it, with whether one entry may serve promises of both.
        tags: The tags that its entries may bear, beside those that commitments leave out.
        names: What answers call a code that no part names, such as a programme: by code.
        sources: Where it can be read.
        amendments: The amendments, in the order they were added; see `amend`.
        former_terms: The terms that amendments replaced, the first one first, as `on` tells
            them: the years of the agreement go on from them.

    Raises:
        InvalidObjectError: For several faults at once; a single fault raises itself: an
            `UnknownCodeError` for a public, a contingent or a party that nobody declared, an
            `InvalidValueError` for a code used twice, and so on.

    Examples:
        >>> region = Territory("33", "Gironde", "department", departments=("33",))
        >>> gironde = Agreement(
        ...     "gironde",
        ...     AgreementKind.PROTOCOL,
        ...     "A protocol",
        ...     parties=(Party("als", "ALS"),),
        ...     signed_on=date(2018, 1, 1),
        ...     term=Period.years(2018, 2020),
        ...     territory=region,
        ... )
        >>> gironde.on(date(2019, 1, 1)) == gironde
        True
    """

    code: str
    """Its code."""
    kind: AgreementKind | None
    """What kind of agreement it is; `None`: not stated."""
    title: Text = attrs.field(converter=as_words)
    """Its title."""
    parties: tuple[Party, ...] = attrs.field(converter=as_parties, kw_only=True)
    """Who signs it."""
    signed_on: date | None = attrs.field(kw_only=True)
    """The day it was signed; `None`: not known."""
    term: Period = attrs.field(converter=_as_term, kw_only=True)
    """When it is in force."""
    territory: Territory = attrs.field(kw_only=True)
    """Where it holds."""
    contingents: tuple[Contingent, ...] = attrs.field(
        default=(), converter=as_contingents, kw_only=True
    )
    """The reservation rights that it commits."""
    landlords: tuple[Party, ...] = attrs.field(default=(), converter=as_parties, kw_only=True)
    """The landlords that it binds; none: whoever the entries name."""
    others: tuple[Party, ...] = attrs.field(default=(), converter=as_parties, kw_only=True)
    """Landlords that it does not bind."""
    sectors: tuple[Territory, ...] = attrs.field(default=(), converter=as_sectors, kw_only=True)
    """The parts of its territory by which commitments may hold."""
    publics: tuple[PriorityPublic, ...] = attrs.field(
        default=(), converter=as_publics, kw_only=True
    )
    """To whom it promises."""
    commitments: tuple[Commitment, ...] = attrs.field(
        default=(), converter=as_commitments, kw_only=True
    )
    """What it promises that can be counted."""
    undertakings: tuple[Undertaking, ...] = attrs.field(
        default=(), converter=as_undertakings, kw_only=True
    )
    """What else is to be done."""
    part_of: tuple[Reference, ...] = attrs.field(default=(), converter=as_references, kw_only=True)
    """The agreements that it implements or is annexed to."""
    annexes: tuple[Reference, ...] = attrs.field(default=(), converter=as_references, kw_only=True)
    """The documents annexed to it."""
    beside: tuple[Reference, ...] = attrs.field(default=(), converter=as_references, kw_only=True)
    """The agreements beside it, with whether one entry may serve the promises of both."""
    tags: tuple[str, ...] = attrs.field(default=(), converter=as_ordered_codes, kw_only=True)
    """The tags that its entries may bear, beside those that commitments leave out."""
    names: Names = attrs.field(default=Names(()), converter=as_names, kw_only=True)
    """What answers call a code that no part names: a programme, a neighbourhood, a financing."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources, kw_only=True)
    """Where it can be read."""
    amendments: tuple[Amendment, ...] = attrs.field(
        default=(), converter=_as_amendments, kw_only=True
    )
    """The amendments, in the order they were added."""
    former_terms: tuple[Period, ...] = attrs.field(
        default=(), converter=_as_former_terms, kw_only=True
    )
    """The terms that amendments replaced, the first one first."""

    def __attrs_post_init__(self) -> None:
        """Name every fault, those of each amended version included."""
        faults = Faults(f"Agreement {show(self.code)}")
        faults.check_fields(self)
        if faults.sound("term"):
            check_length(self.term, faults, "term", LONGEST_TERM)
        if faults.sound(*_LOOKED_UP):
            self._check_codes(faults)
            if faults.sound("term", "former_terms"):
                self._check_periods(faults)
                check_grounds_with_levels(faults, self.commitments, self._periods_if_any)
        faults.report()
        self._check_amendments()

    def _check_codes(self, faults: Faults) -> None:
        codes = {name: [part.code for part in getattr(self, name)] for name in _WITH_CODES}
        for name in ("parties", "part_of", "annexes", "beside"):
            faults.once(name, codes[name])
        check_references(faults, self.code, (*self.part_of, *self.annexes), self.beside)
        faults.once("tags", self.tags)
        apart = ("contingents", "publics", "commitments", "undertakings")
        check_apart(faults, {name: codes[name] for name in apart})
        bound, others = codes["landlords"], codes["others"]
        faults.once("landlords, others", [*bound, *others])
        check_sectors(faults, self.sectors, self.commitments, self.term)
        held = partial(faults.declared, declared=codes["contingents"], what="a contingent")
        for commitment in self.commitments:
            named = f"commitments, {show(commitment.code)}"
            held(f"{named}, contingents", commitment.contingents)
            if not commitment.stage.of_production:
                faults.declared(f"{named}, to", commitment.publics, codes["publics"], "a public")
            held(f"{named}, groups", commitment.codes_with_levels(Per.CONTINGENT))
            groups = commitment.codes_with_levels(Per.LANDLORD)
            check_landlords(faults, named, commitment.landlords, groups, bound, others)
        for undertaking in self.undertakings:
            named = f"undertakings, {show(undertaking.code)}, by"
            faults.declared(named, undertaking.by, codes["parties"], "a party")

    def _check_periods(self, faults: Faults) -> None:
        """Each commitment has periods: its own, those of its levels, or the years of the terms."""
        for commitment in () if self.years else self.commitments:
            try:
                commitment.accounting_periods(self.term)
            except HousingAgreementsError as fault:
                faults.note(fault.at(faults.at(f"commitments, {show(commitment.code)}"), "periods"))

    def _periods_if_any(self, commitment: Commitment) -> tuple[Period, ...]:
        """The periods of a commitment; none, where that is a fault of its own."""
        return commitment.stated_periods or self.years

    def _check_amendments(self) -> None:
        """Each version that can be asked for must itself be a sound agreement."""
        days = sorted({amendment.effective for amendment in self.amendments})
        signature_days = sorted({amendment.signed_on for amendment in self.amendments})
        for knowledge, day in product(signature_days, days):
            self.on(day, known=knowledge)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everything that an amendment can name: contingents, publics, commitments, undertakings.

        Their codes differ from one another.
        """
        return (*self.contingents, *self.publics, *self.commitments, *self.undertakings)

    @property
    def every_part(self) -> tuple[Part, ...]:
        """Every part of any version: those of the original, then those that amendments bring.

        A code that an amendment replaces stands here more than once.
        """
        brought = (part for change in self.amendments for part in (*change.add, *change.replace))
        return (*self.parts, *brought)

    @property
    def every_sector(self) -> tuple[Territory, ...]:
        """Every sector of any version: those of the original, then those that amendments bring."""
        brought = (sector for change in self.amendments for sector in change.sectors or ())
        return (*self.sectors, *brought)

    def commitment(self, code: str) -> Commitment:
        """The commitment of that code.

        Raises:
            UnknownCodeError: When there is none; the message names the nearest.
        """
        for commitment in self.commitments if type(code) is str else ():
            if commitment.code == code:
                return commitment
        declared = [commitment.code for commitment in self.commitments]
        raise UnknownCodeError(
            f"Agreement {show(self.code)}, commitment",
            show(code),
            "a commitment that is declared",
            nearest(code, declared),
        )

    def contingents_of(self, commitment: Commitment) -> tuple[str, ...]:
        """The codes of the contingents in the base of a commitment, under these terms.

        Its own, in its order, or all those of the agreement. Dwellings produced are charged to
        no contingent.

        Examples:
            >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
            >>> AGREEMENT.contingents_of(AGREEMENT.commitments[0])
            ('action-logement',)
        """
        exact_kind(commitment, "Agreement.contingents_of, commitment", Commitment)
        if commitment.stage.of_production:
            return ()
        return commitment.contingents or tuple(contingent.code for contingent in self.contingents)

    def territory_of(self, commitment: Commitment) -> Territory:
        """The territory of the base of a commitment: its own, else that of the agreement."""
        exact_kind(commitment, "Agreement.territory_of, commitment", Commitment)
        return self.territory if commitment.territory is None else commitment.territory

    @property
    def years(self) -> tuple[Period, ...]:
        """The years of the agreement (*années de la convention*), in order.

        They are the periods of the constant levels for which none are given: the years that the
        term is made of, from its first day, calendar years where it begins with one. None, when
        it does not last whole years. An amendment that lengthens the term, or ends it sooner,
        leaves those that the new term holds whole, and adds whole ones; the days that are left
        are in none.

        Examples:
            >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
            >>> [str(year) for year in AGREEMENT.years]
            ['2018', '2019', '2020']
        """
        return years_of_terms((*self.former_terms, self.term))

    def periods_of(self, commitment: Commitment) -> tuple[Period, ...]:
        """The periods that a commitment is judged on under these terms, in order.

        Those that it states, else the years of the agreement.

        Raises:
            InvalidValueError: For a commitment of another agreement, with a constant level and
                no periods, when this one has no years.
        """
        exact_kind(commitment, "Agreement.periods_of, commitment", Commitment)
        periods = commitment.stated_periods or self.years
        return periods or commitment.accounting_periods(self.term)

    def amend(self, amendment: Amendment) -> "Agreement":
        """The agreement with one amendment more (*avenant*); the original is not changed.

        Raises:
            UnknownCodeError: For an amendment that replaces or removes what is not there.
            InvalidTypeError: For an amendment that replaces a part by one of another kind.
            InvalidObjectError: For an amended version that would not be a sound agreement.

        Laws:
            - `amending_leaves_the_past`: nothing changes before it takes effect, nor as long
              as it is not signed.
        """
        exact_kind(amendment, "Agreement.amend, amendment", Amendment)
        return attrs.evolve(self, amendments=(*self.amendments, amendment))

    def on(self, day: date, *, known: date | None = None) -> "Agreement":
        """The terms in force on a day, as known on a day.

        The original is always known. Then come the amendments signed up to `known` and in
        effect up to `day`, in the order of their effect, then of their signature, then as they
        were added.

        Args:
            day: The day whose terms are asked for.
            known: The day of the knowledge; `None`: the same day.

        Returns:
            An agreement without amendments.

        Raises:
            InvalidTypeError: For anything but days.

        Laws:
            - `amendments_replace_by_code`: each part is the one that the last amendment in
              force left.
        """
        exact_day(day, "Agreement.on, day")
        knowledge = day if known is None else exact_day(known, "Agreement.on, known")
        in_force = [
            amendment
            for amendment in self.amendments
            if amendment.signed_on <= knowledge and amendment.effective <= day
        ]
        if not in_force:
            return self._original
        in_force.sort(key=lambda amendment: (amendment.effective, amendment.signed_on))
        where = f"Agreement {show(self.code)}, amendments in force on {day} as known on {knowledge}"
        return self._amend_by(in_force, where)

    @property
    def _original(self) -> "Agreement":
        return attrs.evolve(self, amendments=()) if self.amendments else self

    def _amend_by(self, in_force: Iterable[Amendment], where: str) -> "Agreement":
        """The terms after the amendments, in the order given, judged sound as a whole."""
        parts, terms, territory = self.parts, [*self.former_terms, self.term], self.territory
        sectors = self.sectors
        for amendment in in_force:
            parts = amendment.apply(parts, where=where)
            if amendment.term is not None and amendment.term != terms[-1]:
                terms.append(amendment.term)
            territory = territory if amendment.territory is None else amendment.territory
            sectors = sectors if amendment.sectors is None else amendment.sectors
        try:
            return attrs.evolve(
                self,
                contingents=[part for part in parts if isinstance(part, Contingent)],
                publics=[part for part in parts if isinstance(part, PriorityPublic)],
                commitments=[part for part in parts if isinstance(part, Commitment)],
                undertakings=[part for part in parts if isinstance(part, Undertaking)],
                term=terms[-1],
                former_terms=terms[:-1],
                territory=territory,
                sectors=sectors,
                amendments=(),
            )
        except HousingAgreementsError as fault:
            several = fault.faults if isinstance(fault, InvalidObjectError) else (fault,)
            raise InvalidObjectError(where, several) from None

    def versions(self, *, known: date) -> tuple["Agreement", ...]:
        """The original version, then that of each day on which an amendment takes effect.

        Args:
            known: The day of the knowledge.

        Raises:
            InvalidTypeError: For anything but a day.

        Laws:
            - `versions_are_complete`: the terms of any day are one of the versions.
        """
        exact_day(known, "Agreement.versions, known")
        days = self._days_of_effect(known)
        return (self._original, *(self.on(day, known=known) for day in days))

    def history(self, on: date, known: date) -> tuple[tuple[date, "Agreement"], ...]:
        """The terms in force one after another, up to a day, as known on a day.

        Args:
            on: The last day looked at.
            known: The day of the knowledge.

        Returns:
            Pairs (first day, terms): each version with the day from which it is in force, the
            first day of the calendar for the original.

        Raises:
            InvalidTypeError: For anything but days.

        Laws:
            - `versions_are_complete`: the terms of a day come last in the history up to it.
        """
        exact_day(on, "Agreement.history, on")
        exact_day(known, "Agreement.history, known")
        days = dict.fromkeys((date.min, *self._days_of_effect(known)))
        return tuple((day, self.on(day, known=known)) for day in days if day <= on)

    def _days_of_effect(self, known: date) -> list[date]:
        """The days on which amendments known on a day take effect, in order."""
        return sorted({change.effective for change in self.amendments if change.signed_on <= known})

    def say(self, language: Language) -> str:
        """What is agreed, a few lines: who, when, where, for whom, what is promised, on what."""
        kind = "" if self.kind is None else f", {self.kind.say(language)}"
        lines = [f"{self.title.say(language)} ({self.code}){kind}"]
        signed = self.signed_on
        publics = (f"{public.name.say(language)} ({public.code})" for public in self.publics)
        told = (
            semicolon(language).join(party.name for party in self.parties),
            _SIGNATURE_NOT_KNOWN.say(language) if signed is None else say_day(signed, language),
            self.term.say(language),
            self.territory.say(language),
            semicolon(language).join(party.name for party in self.landlords),
            semicolon(language).join(party.name for party in self.others),
            semicolon(language).join(publics),
            ", ".join(undertaking.code for undertaking in self.undertakings),
        )
        for label, words in zip(_LABELS, told, strict=True):
            if words:
                lines.append(f"  {label.say(language)}{colon(language)}{words}")
        listed = (self.contingents, self.sectors, self.commitments, self.amendments)
        for label, parts in zip(_LISTS, listed, strict=True):
            if parts:
                lines.append(f"  {label.say(language)}{colon(language).rstrip()}")
                lines.extend(f"    {part.say(language)}" for part in parts)
        return "\n".join(lines)

    def _essentials(self) -> str:
        numbers = ", ".join(
            tell_number(len(parts), noun)
            for noun, parts in (
                ("party", self.parties),
                ("contingent", self.contingents),
                ("public", self.publics),
                ("commitment", self.commitments),
                ("undertaking", self.undertakings),
                ("amendment", self.amendments),
            )
            if parts
        )
        kind = "" if self.kind is None else f"{self.kind.value}, "
        code, where = shorten(self.code, 60), shorten(self.territory.name, 60)
        return f"{code}: {kind}{self.term}, {where}; {numbers}"


_SIGNATURE_NOT_KNOWN: Final = Text("not known", "non connue")
_LABELS: Final = (
    Text("parties", "signataires"),
    Text("signed on", "signature"),
    Text("term", "durée"),
    Text("territory", "territoire"),
    Text("landlords bound", "bailleurs engagés"),
    Text("other landlords", "autres bailleurs"),
    Text("publics", "publics"),
    Text("undertakings", "engagements de faire"),
)
_LISTS: Final = (
    Text("contingents", "contingents"),
    Text("sectors", "secteurs"),
    Text("commitments", "engagements chiffrés"),
    Text("amendments", "avenants"),
)
