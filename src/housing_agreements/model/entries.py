"""The entries of a ledger: attributions and dwellings produced, with the stages they reached.

A `Stage` names the day that counts an entry; a `StageDay` says when an entry reached it, as far as
that is known. `Placed` and `check_entry` are what both kinds of entries share; `Attribution` and
`Production` are the two kinds.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final, Protocol

import attrs

from housing_agreements._checks import MOST, Faults, as_codes
from housing_agreements._markup import Markup, write_sheet, write_told
from housing_agreements._records import Enumeration, Record
from housing_agreements._remedies import day_meant
from housing_agreements._visible_text import SOUND_TEXTS, is_text
from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.geography._coverage import COMMUNE_CODE_LENGTH, check_commune_code
from housing_agreements.values._steps import tell_value
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Language, Text, say_day

__all__ = (
    "ATTRIBUTION_STAGES",
    "NOT_KNOWN",
    "PRODUCTION_STAGES",
    "Attribution",
    "NotKnown",
    "Placed",
    "Production",
    "Stage",
    "StageDay",
    "check_days_in_order",
    "check_entry",
    "first_and_last_day",
)


class Stage(Enumeration):
    """The stage at which a commitment counts an entry (*étape*).

    Of an attribution: the dwelling is made available (*mis à disposition*), proposed to a
    household (*proposé*), attributed by the commission (*attribué*), its lease signed (*bail
    signé*). Of dwellings produced: approved (*agréés*), started (*mis en chantier*),
    delivered (*livrés*).

    Source:
        L.313-26-2 and L.441-1 of the Code de la construction et de l'habitation count
        attributions; the rule on priority neighbourhoods counts signed leases; the Gironde
        protocol of 2018 counts dwellings offered.

    Examples:
        >>> Stage.SIGNED.field
        'signed_on'
        >>> Stage.AVAILABLE.of_production
        False
    """

    AVAILABLE = "available"
    PROPOSED = "proposed"
    DECIDED = "decided"
    SIGNED = "signed"
    APPROVED = "approved"
    STARTED = "started"
    DELIVERED = "delivered"

    field: str
    """The field of an entry that holds the day of the stage."""
    of_production: bool
    """Whether the stage is one of dwellings produced, not of an attribution."""

    def __init__(self, word: str) -> None:
        self.field = f"{word}_on"
        self.of_production = word in {"approved", "started", "delivered"}

    def say(self, language: Language) -> str:
        """The stage in words.

        Examples:
            >>> Stage.DECIDED.say("fr")
            "décision d'attribution"
        """
        return _STAGES[self].say(language)

    def say_what_reached_it(self, language: Language) -> str:
        """What has reached the stage, in words.

        Examples:
            >>> Stage.SIGNED.say_what_reached_it("en"), Stage.STARTED.say_what_reached_it("fr")
            ('leases signed', 'logements mis en chantier')
        """
        return _REACHED[self].say(language)


_STAGES: Final = {
    Stage.AVAILABLE: Text("made available", "mise à disposition"),
    Stage.PROPOSED: Text("proposal", "proposition"),
    Stage.DECIDED: Text("decision", "décision d'attribution"),
    Stage.SIGNED: Text("lease signed", "signature du bail"),
    Stage.APPROVED: Text("approval", "agrément"),
    Stage.STARTED: Text("start of works", "mise en chantier"),
    Stage.DELIVERED: Text("delivery", "livraison"),
}
_REACHED: Final = {
    Stage.AVAILABLE: Text("dwellings made available", "logements mis à disposition"),
    Stage.PROPOSED: Text("proposals", "propositions"),
    Stage.DECIDED: Text("decisions", "décisions d'attribution"),
    Stage.SIGNED: Text("leases signed", "baux signés"),
    Stage.APPROVED: Text("dwellings approved", "logements agréés"),
    Stage.STARTED: Text("dwellings started", "logements mis en chantier"),
    Stage.DELIVERED: Text("dwellings delivered", "logements livrés"),
}


ATTRIBUTION_STAGES = (Stage.AVAILABLE, Stage.PROPOSED, Stage.DECIDED, Stage.SIGNED)
"""The stages of an attribution, in order."""
PRODUCTION_STAGES = (Stage.APPROVED, Stage.STARTED, Stage.DELIVERED)
"""The stages of dwellings produced, in order."""


class NotKnown(Enumeration):
    """What stands in the place of a day of which nothing is known (*non connu*).

    Examples:
        >>> NOT_KNOWN
        NotKnown.NOT_KNOWN
    """

    NOT_KNOWN = "not_known"
    """The stage was perhaps reached, on whatever day; perhaps it was not."""


NOT_KNOWN: Final = NotKnown.NOT_KNOWN
"""Of a stage: perhaps reached, on whatever day (*non connu*); `None` is *not reached*."""

StageDay = date | Period | NotKnown
"""When an entry reached a stage: on a day, on some day of a period, or not known whether."""


def first_and_last_day(day: StageDay | None) -> tuple[date, date] | None:
    """The first and the last day that a stage may have been reached on; `None`: not surely reached.

    Examples:
        >>> first_and_last_day(Period.year(2018))
        (datetime.date(2018, 1, 1), datetime.date(2018, 12, 31))
    """
    if day is None:
        return None
    if isinstance(day, date):
        return day, day
    return (day.start, day.last_day) if isinstance(day, Period) else None


class Placed(Protocol):
    """What every entry of a ledger states: the place and the landlord of its dwellings."""

    @property
    def id(self) -> str:
        """Its identifier in the ledger."""
        ...

    @property
    def commune(self) -> str:
        """The INSEE code of the commune."""
        ...

    @property
    def neighbourhood(self) -> str | None:
        """The code of the neighbourhood."""

    @property
    def landlord(self) -> str | None:
        """The code of the landlord."""

    @property
    def programme(self) -> str | None:
        """The code of the programme."""

    @property
    def cancelled_on(self) -> date | None:
        """The day from which the entry is void."""


def check_entry(faults: Faults, entry: Placed, stages: Sequence[Stage]) -> None:
    """Note what is wrong in the fields that every entry has: codes, place, days in order."""
    faults.code("id", entry.id)
    check_commune_code(faults, "commune", entry.commune)
    for name, code in (
        ("neighbourhood", entry.neighbourhood),
        ("landlord", entry.landlord),
        ("programme", entry.programme),
    ):
        if code is not None:
            faults.code(name, code)
    if entry.cancelled_on is not None:
        faults.day("cancelled_on", entry.cancelled_on)
    check_days_in_order(faults, ((stage.field, getattr(entry, stage.field)) for stage in stages))


def check_days_in_order(faults: Faults, days: Iterable[tuple[str, StageDay | None]]) -> None:
    """Note the days of stages, by field, that are none or that come before an earlier stage.

    A period does so when no day of it could follow: all of it comes before that stage.
    """
    latest: tuple[str, date] | None = None
    for field, day in days:
        if day is not None and type(day) not in _KINDS_OF_DAYS:
            faults.add(InvalidTypeError, field, show(day), _DAY_EXPECTED, _remedy_for_day(day))
            continue
        possible = first_and_last_day(day)
        if possible is None:
            continue
        first, last = possible
        if latest is not None and last < latest[1]:
            given = f"the period {day}" if isinstance(day, Period) else show(day)
            expected = f"a day not before {latest[0]}, {latest[1]}"
            faults.add(InvalidValueError, field, given, expected)
            latest = (field, first)
        elif latest is None or first > latest[1]:
            latest = (field, first)


_KINDS_OF_DAYS: Final = (date, Period, NotKnown)
_DAY_EXPECTED: Final = "a day (datetime.date), a Period, NOT_KNOWN or None"


def _remedy_for_day(given: object) -> str:
    """What to write for what looks like a day, a year or a month."""
    text = given if type(given) is str else ""
    year, dash, month = text.partition("-")
    if type(given) is int and given in _YEARS_WRITTEN:
        return f"write Period.year({given})"
    if year in map(str, _YEARS_WRITTEN):
        if not dash:
            return f"write Period.year({year})"
        if month in _MONTHS_WRITTEN:
            return f"write Period.lasting(date({year}, {int(month)}, 1), months=1)"
    return day_meant(given)


_YEARS_WRITTEN: Final = range(1900, 2100)
_MONTHS_WRITTEN: Final = frozenset(f"{month:02}" for month in range(1, 13))


_NO_CODES: Final[frozenset[str]] = frozenset()
_SETS_OF_CODES: Final = ("publics", "possible_publics", "tags")
_bind_setter: Final = object.__setattr__.__get__
_strip: Final = str.strip


class _Entry(Record):
    """What both kinds of entries show of themselves in a notebook."""

    __slots__ = ()

    def _repr_html_(self) -> Markup:
        """What is written of it, in English: a row for each field that is."""
        name, *names = (field.name for field in attrs.fields(type(self)))
        written = ((name, getattr(self, name)) for name in names)
        lines = (
            f"  {name.replace('_', ' ')}: {_tell_field(value)}"
            for name, value in written
            if value is not None and value != frozenset()
        )
        head = f"{type(self).__name__} {getattr(self, name)}"
        return write_sheet(write_told(chr(10).join((head, *lines))), language="en")


def _tell_field(value: object) -> str:
    if isinstance(value, NotKnown):
        return "not known"
    return say_day(value, "en") if isinstance(value, date) else tell_value(value)


@attrs.frozen(repr=False)
class Attribution(_Entry):
    """The attribution of a social dwelling to a household (*attribution de logement social*).

    It says what became of one dwelling, under which contingent, and to which priority publics
    the household belongs. Days are those of the stages. A day of which the month or the year alone
    is known is a `Period`, as wide as what is known; `NOT_KNOWN` is a stage that was perhaps
    reached, on whatever day; `None` means *not reached*. An entry that reached a later stage
    reached the earlier ones, on a day that is not known.

    Args:
        id: Its identifier in the ledger, never that of a person.
        contingent: The code of the contingent it is charged to.
        commune: The INSEE code of the commune where the dwelling stands.
        publics: The publics to which the household surely belongs.
        possible_publics: Those to which it may belong: facts are missing.
        available_on: The day the dwelling was made available.
        proposed_on: The day it was proposed to the household.
        decided_on: The day the commission attributed it.
        signed_on: The day the lease was signed.
        cancelled_on: The day from which the entry is void, for every stage. A refused offer is
            not cancelled: it only never reaches the next stage.
        neighbourhood: The code of the neighbourhood; `None` when not known, and
            `NO_NEIGHBOURHOOD` for a dwelling in none of those listed.
        landlord: The code of the landlord (*bailleur*); `None` when not known.
        programme: The code of the building programme; `None` when not known.
        tags: What else the agreement must know of it: an internal transfer, a relocation.
        count: How many dwellings the entry stands for, all alike and independent.

    Raises:
        InvalidTypeError: For a `datetime`, a year or a string as a day, a bool as a count, ...
        InvalidValueError: For a commune code of another form, days of which none can be in order,
            a count below 1, a public that is both sure and possible.
        InvalidObjectError: For several of these at once.

    Examples:
        >>> signed = Attribution(
        ...     "A1", "action-logement", "94068", publics={"dalo"}, signed_on=date(2016, 4, 1)
        ... )
        >>> signed.publics
        frozenset({'dalo'})
        >>> in_2016 = Attribution("A2", "state", "94068", signed_on=Period.year(2016))
        >>> in_2016.decided_on is None  # but reached: in 2016, or before
        True
    """

    id: str
    """Its identifier in the ledger."""
    contingent: str
    """The code of the contingent it is charged to."""
    commune: str
    """The INSEE code of the commune where the dwelling stands."""
    publics: AbstractSet[str] = attrs.field(default=_NO_CODES, kw_only=True)
    """The publics to which the household surely belongs, as a frozenset.

    A household of two publics counts once in each commitment, whether it is to one or to both.
    """
    possible_publics: AbstractSet[str] = attrs.field(default=_NO_CODES, kw_only=True)
    """The publics to which it may belong, as a frozenset: facts are missing."""
    available_on: StageDay | None = attrs.field(default=None, kw_only=True)
    """The day the dwelling was made available; `None`: not reached."""
    proposed_on: StageDay | None = attrs.field(default=None, kw_only=True)
    """The day it was proposed; `None`: not reached."""
    decided_on: StageDay | None = attrs.field(default=None, kw_only=True)
    """The day the commission attributed it; `None`: not reached."""
    signed_on: StageDay | None = attrs.field(default=None, kw_only=True)
    """The day the lease was signed; `None`: not reached."""
    cancelled_on: date | None = attrs.field(default=None, kw_only=True)
    """The day from which the entry is void; `None`: it stands."""
    neighbourhood: str | None = attrs.field(default=None, kw_only=True)
    """The code of the neighbourhood; `None`: not known."""
    landlord: str | None = attrs.field(default=None, kw_only=True)
    """The code of the landlord; `None`: not known."""
    programme: str | None = attrs.field(default=None, kw_only=True)
    """The code of the programme; `None`: not known."""
    tags: AbstractSet[str] = attrs.field(default=_NO_CODES, kw_only=True)
    """What else the agreement must know of it, as a frozenset."""
    count: int = attrs.field(default=1, kw_only=True)
    """How many dwellings the entry stands for."""

    def __init__(  # noqa: C901, PLR0912, PLR0915  # one flat pass, see below
        self,
        id: str,  # noqa: A002  # the word of the agreement, as the field
        contingent: str,
        commune: str,
        *,
        publics: AbstractSet[str] = _NO_CODES,
        possible_publics: AbstractSet[str] = _NO_CODES,
        available_on: StageDay | None = None,
        proposed_on: StageDay | None = None,
        decided_on: StageDay | None = None,
        signed_on: StageDay | None = None,
        cancelled_on: date | None = None,
        neighbourhood: str | None = None,
        landlord: str | None = None,
        programme: str | None = None,
        tags: AbstractSet[str] = _NO_CODES,
        count: int = 1,
    ) -> None:
        # Ledgers hold millions of these: a sound entry is accepted at once, on what is given and
        # with next to no call; `_check` names every fault of any other, and may find none.
        set_field = _bind_setter(self)
        set_field("id", id)
        set_field("contingent", contingent)
        set_field("commune", commune)
        set_field("publics", publics)
        set_field("possible_publics", possible_publics)
        set_field("available_on", available_on)
        set_field("proposed_on", proposed_on)
        set_field("decided_on", decided_on)
        set_field("signed_on", signed_on)
        set_field("cancelled_on", cancelled_on)
        set_field("neighbourhood", neighbourhood)
        set_field("landlord", landlord)
        set_field("programme", programme)
        set_field("tags", tags)
        set_field("count", count)
        sound = True
        try:
            if (
                _strip(id) is not id
                or not id
                or not ((id.isascii() and id.isprintable()) or is_text(id))
                or type(contingent) is not str
                or not SOUND_TEXTS[contingent]
                or type(commune) is not str
                or len(commune) != COMMUNE_CODE_LENGTH
                or not commune.isascii()
                or not (commune.isdigit() or ("2A" <= commune < "2C" and commune[2:].isdigit()))
                or type(count) is not int
                or not 0 < count <= MOST
                or not (type(publics) is type(possible_publics) is type(tags) is frozenset)
            ):
                sound = False
            if landlord is not None and (type(landlord) is not str or not SOUND_TEXTS[landlord]):
                sound = False
            if programme is not None and (type(programme) is not str or not SOUND_TEXTS[programme]):
                sound = False
            if neighbourhood is not None and (
                type(neighbourhood) is not str or not SOUND_TEXTS[neighbourhood]
            ):
                sound = False
            if sound:
                for code in publics:
                    if type(code) is not str or not SOUND_TEXTS[code]:
                        sound = False
                if possible_publics:
                    for code in possible_publics:
                        if type(code) is not str or not SOUND_TEXTS[code] or code in publics:
                            sound = False
                if tags:
                    for code in tags:
                        if type(code) is not str or not SOUND_TEXTS[code]:
                            sound = False
        except TypeError:
            sound = False
        last = None
        if available_on is not None:
            if type(available_on) is date:
                last = available_on
            else:
                sound = False
        if proposed_on is not None:
            if type(proposed_on) is date and (last is None or last <= proposed_on):
                last = proposed_on
            else:
                sound = False
        if decided_on is not None:
            if type(decided_on) is date and (last is None or last <= decided_on):
                last = decided_on
            else:
                sound = False
        if signed_on is not None and (
            type(signed_on) is not date or (last is not None and signed_on < last)
        ):
            sound = False
        if cancelled_on is not None and type(cancelled_on) is not date:
            sound = False
        if not sound:
            self._check()

    def _check(self) -> None:
        """Look at each field by itself; sets of any kind become frozensets."""
        faults = Faults(f"Attribution {show(self.id)}")
        check_entry(faults, self, ATTRIBUTION_STAGES)
        faults.code("contingent", self.contingent)
        faults.count("count", self.count, at_least=1)
        sound: set[str] = set()
        for name in _SETS_OF_CODES:
            codes = as_codes(getattr(self, name))
            if faults.codes(name, codes):
                object.__setattr__(self, name, codes)
                sound.add(name)
        both = {"publics", "possible_publics"} <= sound and self.publics & self.possible_publics
        if both:
            faults.value("possible_publics", sorted(both), "publics that are not already sure ones")
        faults.report()


@attrs.frozen(repr=False)
class Production(_Entry):
    """Social dwellings of one kind in one operation (*production de logements sociaux*).

    The days of its stages are known or not as those of an `Attribution` are.

    Args:
        id: Its identifier in the ledger.
        commune: The INSEE code of the commune.
        financing: The loan that finances them (*PLAI*, *PLUS*, *PLS*, ...); `None`: not known.
        approved_on: The day the financing was approved (*agrément*); `None`: not reached.
        started_on: The day works started; `None`: not reached.
        delivered_on: The day they were delivered; `None`: not reached.
        cancelled_on: The day from which the entry is void; `None`: it stands.
        neighbourhood: The code of the neighbourhood; `None`: not known.
        landlord: The code of the landlord; `None`: not known.
        programme: The code of the programme; `None`: not known.
        tags: What else the agreement must know of it.
        count: How many dwellings; negative to take back some counted before.

    Raises:
        InvalidTypeError: For a `datetime`, a year or a string as a day, a bool as a count, ...
        InvalidValueError: For a commune code of another form, days of which none can be in order,
            a zero count.
        InvalidObjectError: For several of these at once.

    Examples:
        >>> homes = Production("P1", "59350", "PLAI", approved_on=date(2018, 6, 1), count=24)
        >>> homes.count
        24
    """

    id: str
    """Its identifier in the ledger."""
    commune: str
    """The INSEE code of the commune."""
    financing: str | None = None
    """The loan that finances them; `None`: not known."""
    approved_on: StageDay | None = attrs.field(default=None, kw_only=True)
    """The day the financing was approved; `None`: not reached."""
    started_on: StageDay | None = attrs.field(default=None, kw_only=True)
    """The day works started; `None`: not reached."""
    delivered_on: StageDay | None = attrs.field(default=None, kw_only=True)
    """The day they were delivered; `None`: not reached."""
    cancelled_on: date | None = attrs.field(default=None, kw_only=True)
    """The day from which the entry is void; `None`: it stands."""
    neighbourhood: str | None = attrs.field(default=None, kw_only=True)
    """The code of the neighbourhood; `None`: not known."""
    landlord: str | None = attrs.field(default=None, kw_only=True)
    """The code of the landlord; `None`: not known."""
    programme: str | None = attrs.field(default=None, kw_only=True)
    """The code of the programme; `None`: not known."""
    tags: AbstractSet[str] = attrs.field(default=frozenset(), converter=as_codes, kw_only=True)
    """What else the agreement must know of it, as a frozenset."""
    count: int = attrs.field(default=1, kw_only=True)
    """How many dwellings; may be negative."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults(f"Production {show(self.id)}")
        check_entry(faults, self, PRODUCTION_STAGES)
        if self.financing is not None:
            faults.code("financing", self.financing)
        faults.codes("tags", self.tags)
        faults.count("count", self.count, at_least=None)
        if type(self.count) is int and self.count == 0:
            faults.value("count", 0, "a number of dwellings other than 0")
        faults.report()
