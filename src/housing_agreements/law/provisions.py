"""What the law says, from when until when, where it is written and how far that was checked.

A `Provision` is a rule with its `Version`s, one for each day on which the rule changed.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Final, Generic, TypeVar

import attrs

from housing_agreements._checks import Faults, as_tuple, exact_day
from housing_agreements._markup import Markup
from housing_agreements._records import Brief, Enumeration, shorten, tell_number
from housing_agreements.errors import InvalidValueError, NotKnownError, show
from housing_agreements.explanations._page import write_page
from housing_agreements.explanations.blocks import Block, Line, Note, Section, Table, cite
from housing_agreements.values._steps import tell_value
from housing_agreements.values.followed import FollowedUntil
from housing_agreements.values.sources import Source, as_sources
from housing_agreements.values.texts import Language, Text, as_words, say_day
from housing_agreements.values.timelines import Timeline, note_assumption

__all__ = (
    "CODE",
    "NO_ROUNDING",
    "UNREAD",
    "VERIFIED_UNTIL",
    "Confidence",
    "Provision",
    "Version",
    "as_title",
    "carry_past",
    "code",
)

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

CODE: Final = "Code de la construction et de l'habitation"
"""The code that holds most of these rules (*CCH*)."""

VERIFIED_UNTIL: Final = date(2026, 4, 1)
"""The last day up to which the changes of the code were followed."""


class Confidence(Enumeration):
    """How far a version was checked (*degré de confiance*)."""

    VERIFIED = "verified"
    """Its text was read in the statute, the decree or the document itself."""
    DATED = "dated"
    """The day of the change was verified; what changed was not read."""
    SECONDARY = "secondary"
    """It was read in a secondary source: an administration's page, the press, a question."""
    INFERRED = "inferred"
    """It follows by reasoning or arithmetic from what was read."""

    def say(self, language: Language) -> str:
        """How far, in words.

        Examples:
            >>> Confidence.SECONDARY.say("en")
            'in a secondary source'
        """
        return _HOW_FAR_CHECKED[self].say(language)

    def say_briefly(self, language: Language) -> str:
        """How far, in a word or two.

        Examples:
            >>> Confidence.INFERRED.say_briefly("fr")
            'déduit'
        """
        return _HOW_FAR_IN_BRIEF[self].say(language)


_HOW_FAR_CHECKED: Final = {
    Confidence.VERIFIED: Text("the text itself was read", "le texte même a été lu"),
    Confidence.DATED: Text(
        "the day of the change only, its text was not read",
        "la date du changement seule, le texte n'a pas été lu",
    ),
    Confidence.SECONDARY: Text("in a secondary source", "dans une source secondaire"),
    Confidence.INFERRED: Text("inferred from what was read", "déduit de ce qui a été lu"),
}
_HOW_FAR_IN_BRIEF: Final = {
    Confidence.VERIFIED: Text("text read", "texte lu"),
    Confidence.DATED: Text("text changed since it was read", "texte modifié depuis qu'il a été lu"),
    Confidence.SECONDARY: Text("secondary source", "source secondaire"),
    Confidence.INFERRED: Text("inferred", "déduit"),
}


def code(article: str, *, url: str | None = None, text: str = CODE) -> Source:
    """An article of the code, as a source.

    Examples:
        >>> print(code("L.313-26-2"))
        Code de la construction et de l'habitation, L.313-26-2
    """
    return Source(text, article, url=url)


@attrs.frozen(eq=False, repr=False)
class Version(Brief, Generic[T_co]):
    """What a provision says from a day on, until its next version (*version en vigueur*).

    Args:
        value: What it says.
        since: The first day on which it is in force.
        sources: Where it is written; at least one.
        confidence: How far it was checked.
        note: What the sources leave open; `None`: nothing that was noticed.

    Raises:
        InvalidValueError: For no source.
        InvalidTypeError: For a `datetime` or a string as a day.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> quarter = Version(
        ...     "annual", date(2017, 1, 29), (code("L.313-26-2"),), Confidence.VERIFIED
        ... )
        >>> quarter.confidence
        Confidence.VERIFIED
    """

    value: T_co
    """What it says."""
    since: date
    """The first day on which it is in force."""
    sources: tuple[Source, ...] = attrs.field(converter=as_sources)
    """Where it is written."""
    confidence: Confidence
    """How far it was checked."""
    note: Text | None = None
    """What the sources leave open; `None`: nothing that was noticed."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults("Version")
        faults.check_fields(self, {"note": "a Text or None"})
        if faults.sound("sources") and not self.sources:
            faults.value("sources", (), "at least one source")
        faults.report()

    def _essentials(self) -> str:
        value = shorten(repr(self.value), 140)
        return f"since {self.since}, {self.confidence.value}: {value}"

    def write_parts(self) -> tuple[Block, ...]:
        """What it says, how far it was checked and where it is written, in English."""
        note = () if self.note is None else (Note(self.note.say("en")),)
        value, checked = shorten(tell_value(self.value), _LONGEST_VALUE), self.confidence.say("en")
        return (Line(value or repr(value)), Line(checked, "checked"), *note, *cite(self.sources))

    def _repr_html_(self) -> Markup:
        """What it says, in English, how far it was checked and where it is written."""
        heading = f"since {say_day(self.since, 'en')}"
        return write_page((Section(heading, parts=self.write_parts()),), "en")


_LONGEST_VALUE: Final = 500


def _as_versions(given: Iterable[Version[T]]) -> tuple[Version[T], ...]:
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False)
class Provision(Brief, Generic[T]):
    """A rule of law with all its known versions (*disposition*).

    It answers for the days from its first known version to the last day for which it was
    verified, and for no other: the nearest version is never passed off as the answer.

    Args:
        code: Its code in the library.
        title: What it rules.
        versions: Its versions, in the order in which they came into force.
        verified_until: The last day up to which its changes were followed.
        ended: The first day on which it is no longer in force; `None`: still in force.
        assumed_until: The last day up to which it is taken to be as it was; `None`: nothing is
            assumed.

    Raises:
        InvalidValueError: For no version, versions out of order, or an assumption for a day
            already verified.
        InvalidObjectError: For several faults at once.

    Laws:
        - `provision_is_its_versions`: on each day it says what the version in force says.

    Examples:
        >>> rates = Provision(
        ...     "example",
        ...     "an example",
        ...     [Version("1/4", date(2009, 3, 28), (code("L.1"),), Confidence.VERIFIED)],
        ...     verified_until=date(2026, 4, 1),
        ... )
        >>> rates.on(date(2017, 1, 1))
        '1/4'
        >>> rates.known_on(date(2009, 3, 27))
        False
    """

    code: str
    """Its code in the library."""
    title: Text = attrs.field(converter=as_words)
    """What it rules."""
    versions: tuple[Version[T], ...] = attrs.field(converter=_as_versions)
    """Its versions, in order."""
    verified_until: date = attrs.field(default=VERIFIED_UNTIL, kw_only=True)
    """The last day up to which its changes were followed."""
    ended: date | None = attrs.field(default=None, kw_only=True)
    """The first day on which it is no longer in force; `None`: still in force."""
    assumed_until: date | None = attrs.field(default=None, kw_only=True)
    """The last day up to which it is taken to be as it was; `None`: nothing is assumed."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults(f"Provision {show(self.code)}")
        faults.check_fields(self)
        if faults.sound("versions"):
            if not self.versions:
                faults.value("versions", (), "at least one version")
            for before, after in pairwise(self.versions):
                if after.since <= before.since:
                    expected = f"a version in force after {before.since}"
                    faults.add(InvalidValueError, "versions", str(after.since), expected)
        if faults.sound("verified_until", "assumed_until"):
            note_assumption(faults, self.verified_until, self.assumed_until)
        faults.report()

    def _essentials(self) -> str:
        known = f"{self.versions[0].since} to {self._last}"
        versions = tell_number(len(self.versions), "version")
        how = "known" if self.assumed_until is None else "assumed known"
        return f"{self.code}, {versions}, {how} {known}: {self.title.en}"

    def _repr_html_(self) -> Markup:
        """What it says from each day on, in English, and where that is written."""
        rows = [
            (say_day(version.since, "en"), shorten(tell_value(version.value), _LONGEST_VALUE))
            for version in self.versions
        ]
        ends = [("followed until", self.verified_until), ("assumed until", self.assumed_until)]
        ends.append(("no longer in force from", self.ended))
        told = [Line(f"{how} {say_day(day, 'en')}") for how, day in ends if day is not None]
        # Versions that follow each other are often written in the same place, with the same note.
        checked = [
            Section(
                "; ".join(f"since {say_day(version.since, 'en')}" for version in alike),
                None,
                None,
                parts,
            )
            for parts, alike in groupby(self.versions, lambda version: version.write_parts()[1:])
        ]
        table = Table(_COLUMNS_OF_VERSIONS, rows)
        parts = (*told, table, *checked)
        return write_page((Section(self.title.say("en"), parts=parts),), "en")

    def known_on(self, day: date) -> bool:
        """Whether the provision answers for a day."""
        exact_day(day, f"{self.code}, day asked")
        return self.versions[0].since <= day <= self._last

    def at(self, day: date) -> Version[T]:
        """The version in force on a day.

        Raises:
            InvalidTypeError: For anything but a day.
            NotKnownError: Before the first known version, once it has ended, or past the last
                verified day.
        """
        if not self.known_on(day):
            raise NotKnownError(f"{self.title.en} ({self.code})", str(day), *self._reason(day))
        return next(version for version in reversed(self.versions) if version.since <= day)

    def on(self, day: date) -> T:
        """What the provision says on a day.

        Raises:
            InvalidTypeError: For anything but a day.
            NotKnownError: Before the first known version, once it has ended, or past the last
                verified day.
        """
        return self.at(day).value

    @property
    def timeline(self) -> Timeline[T]:
        """What it says, by day, for a criterion or a public to be built on."""
        changes = {version.since: version.value for version in self.versions}
        last = self._last
        if last <= self.verified_until:
            return Timeline(changes, verified_until=last)
        return Timeline(changes, verified_until=self.verified_until, assumed_until=last)

    def followed_until(self, day: date) -> FollowedUntil | None:
        """The rule, when it was followed until a day before that asked; `None`: else.

        A rule that has ended was followed for every day.

        Raises:
            InvalidTypeError: For anything but a day.
        """
        exact_day(day, f"{self.code}, day asked")
        ended = self.ended is not None and self.ended <= day
        last = self.assumed_until or self.verified_until
        return None if ended or day <= last else self._name_rule()

    def assumption_on(self, day: date) -> FollowedUntil | None:
        """The rule, when it is only taken to be on that day as it was; `None`: else.

        Raises:
            InvalidTypeError: For anything but a day.
        """
        is_assumed = self.known_on(day) and day > self.verified_until
        return self._name_rule() if is_assumed else None

    def _name_rule(self) -> FollowedUntil:
        return FollowedUntil(self.code, self.title, self.verified_until, self.assumed_until)

    @property
    def _last(self) -> date:
        last = self.assumed_until or self.verified_until
        return last if self.ended is None else min(last, self.ended - timedelta(days=1))

    def _reason(self, day: date) -> tuple[str, str]:
        first = self.versions[0].since
        if day < first:
            return f"a day from {first} on", "no earlier version is held here"
        if self.ended is not None and day >= self.ended:
            return f"a day before {self.ended}", "the rule is no longer in force"
        expected = f"a day up to {self.verified_until}, the last one verified"
        if self.assumed_until is not None:
            expected = f"a day up to {self.assumed_until}, the last one assumed"
        return expected, "check the source and extend the provision"


_COLUMNS_OF_VERSIONS: Final = ("since", "what it says")
UNREAD: Final = Text(
    "the version in force was not read; what the text said before is given",
    "la version en vigueur n'a pas été lue\u202f; ce que le texte disait avant est donné",
)
"""What a version says that carries the words of the one before."""


def carry_past(
    value: T, sources: Iterable[Source], *days: date, note: Text | None = None
) -> tuple[Version[T], ...]:
    """Versions that carry a value past days on which its text changed in a way not read.

    Args:
        value: What the last version that was read says.
        sources: Where it is written.
        days: The days of the changes, in order.
        note: What the last version that was read leaves open, which stays so.

    Examples:
        >>> (later,) = carry_past("1/4", (code("L.302-5"),), date(2017, 1, 29))
        >>> later.confidence
        Confidence.DATED
    """
    cited = tuple(sources)
    carried_note = UNREAD
    if note is not None:
        carried_note = _BOTH_NOTES.format(note=note, unread=UNREAD)
    return tuple(Version(value, day, cited, Confidence.DATED, carried_note) for day in days)


_BOTH_NOTES: Final = Text("{note}; {unread}", "{note}\u202f; {unread}")

NO_ROUNDING: Final = Text(
    "no rounding is written in the law: to require the next whole number is an interpretation",
    "la loi n'écrit aucun arrondi\u00a0: exiger l'entier supérieur est une interprétation",
)
"""What each finding on a share of the law says of rounding."""


def as_title(words: Text) -> Text:
    """What a provision rules, as a title.

    Examples:
        >>> as_title(Text("the quarter", "le quart"))
        Text(en='The quarter', fr='Le quart')
    """
    return Text(*(f"{line[0].upper()}{line[1:]}" for line in (words.en, words.fr)))
