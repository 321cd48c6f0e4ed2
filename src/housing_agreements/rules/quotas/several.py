"""Several agreements judged on one ledger: each gets the report that it gets alone.

A code that one of the agreements knows is not unknown to the others; there it counts for nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any, Final

import attrs

from housing_agreements._checks import Faults, exact_day, exact_series, make
from housing_agreements._records import tell_number
from housing_agreements.errors import DuplicateIdError, InvalidTypeError, InvalidValueError, show
from housing_agreements.explanations.blocks import Block, Section
from housing_agreements.explanations.explanation import write_blocks
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.entries import Attribution
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.rules._answers import Report, tell_verdict
from housing_agreements.rules._vocabulary import say_verdict
from housing_agreements.rules.quotas._declared_codes import list_declared_codes
from housing_agreements.rules.quotas.check import check_quotas
from housing_agreements.rules.quotas.ledger import Entry, Ids, Unknown, iterate_entries
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.rules.quotas.tally import Tally
from housing_agreements.values.texts import Language, Text, say_number_of
from housing_agreements.values.verdicts import Verdict

__all__ = ("AgreementsReport", "check_agreements")


@attrs.frozen(eq=False, repr=False)
class AgreementsReport(Report[QuotaReport]):
    """The reports on several agreements, in their order: a sequence of them (*bilans*).

    Examples:
        >>> import housing_agreements as ha
        >>> from housing_agreements.catalogue import gironde_2018, ile_de_france_2016
        >>> both = [gironde_2018.AGREEMENT, ile_de_france_2016.AGREEMENT]
        >>> reports = ha.check_agreements(both, [], on=date(2019, 6, 1))
        >>> [report.agreement.code for report in reports]
        ['gironde-2018', 'ile-de-france-2016']
    """

    on: date
    """The day asked."""
    known: date
    """The day of the knowledge: amendments signed later are left out."""
    reports: tuple[QuotaReport, ...]
    """The report on each agreement."""

    @property
    def _items(self) -> tuple[QuotaReport, ...]:
        return self.reports

    @property
    def verdict(self) -> Verdict | None:
        """Whether all of them are kept; `None` when nothing could be judged."""
        verdicts = [report.verdict for report in self.reports if report.verdict is not None]
        return Verdict.all(verdicts) if verdicts else None

    def of(self, code: str) -> QuotaReport:
        """The report on one agreement.

        Raises:
            UnknownCodeError: For an agreement that was not judged.
        """
        expected = "an agreement that was judged"
        return self._items_with(code, lambda report: report.agreement.code, expected)[0]

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The day asked, and each report."""
        parts = tuple(block for report in self.reports for block in write_blocks(report, language))
        number = say_number_of(len(self.reports), *_NUMBER_OF_AGREEMENTS, language)
        heading = _SEVERAL_ON.say(language, agreements=number, day=self.on)
        yield Section(heading, say_verdict(self.verdict, language), self.verdict, parts)

    def _essentials(self) -> str:
        number = tell_number(len(self.reports), "agreement")
        return f"{number} on {self.on}: {tell_verdict(self.verdict)}"


_NUMBER_OF_AGREEMENTS: Final = (Text("agreement", "convention"), Text("agreements", "conventions"))
_SEVERAL_ON: Final = Text("{agreements} on {day}", "{agreements} au {day}")


def check_agreements(
    agreements: Iterable[Agreement],
    entries: Tally | Iterable[Entry],
    *,
    on: date,
    known: date | None = None,
    ids: Ids = Ids.CHECKED,
    unknown: Unknown = Unknown.REFUSED,
    coded_on: date | None = None,
) -> AgreementsReport:
    """Whether the commitments of several agreements are kept, on one ledger (*bilans*).

    The entries are read once. Each agreement gets the report that it gets alone on the codes that
    it knows: an entry of a contingent, or of a landlord, that only another one knows is not among
    its entries; a public or a tag that only another one knows counts for nothing there. Where a
    code of a public means two things, an entry says which: "agreement:public".

    Args:
        agreements: The agreements.
        entries: A ledger of attributions and production, or a tally that covers all of them.
        on: The day asked.
        known: The day of the knowledge; `None`: `on`.
        ids: Whether an id that stands twice is refused; not beside a tally.
        unknown: What becomes of entries with a code that none of the agreements knows; not beside
            a tally.
        coded_on: The day as of which the codes of communes were written; not beside a tally.

    Raises:
        InvalidValueError: For no agreement, two agreements with one code, agreements that name
            each other in a circle, or an entry with a public that means two things.
        DuplicateIdError: For ids that stand twice.
        UnknownCodeError: For a code that none of the agreements knows.
        UncoveredReadingError: For a tally that did not read what an agreement needs.

    Laws:
        - Judging several agreements at once gives each the report that it gets alone.

    Examples:
        >>> import housing_agreements as ha
        >>> from housing_agreements.catalogue import gironde_2018, ile_de_france_2016
        >>> both = [gironde_2018.AGREEMENT, ile_de_france_2016.AGREEMENT]
        >>> offer = ha.Attribution(
        ...     "A",
        ...     "action-logement",
        ...     "33063",
        ...     available_on=date(2018, 3, 1),
        ...     publics={"gironde-2018:dalo"},
        ... )
        >>> reports = ha.check_agreements(both, [offer], on=date(2019, 6, 1))
        >>> reports.of("gironde-2018").finding("quarter", 2018).counted.value
        1
    """
    judged = exact_series(agreements, "check_agreements, agreements", ordered=True)
    _check_agreements(judged)
    exact_day(on, "check_agreements, on")
    if isinstance(entries, Tally):
        ledgers: Iterable[Any] = (entries for _ in judged)
    else:
        ledger = tuple(iterate_entries(entries, "check_agreements", _HOW_WITH_FRAMES))
        _refuse_no_entries(ledger)
        if ids is Ids.CHECKED:
            _refuse_repeated(ledger)
        ledgers = _list_own_entries(judged, ledger)
    reports = tuple(
        check_quotas(
            agreement, own, on=on, known=known, ids=ids, unknown=unknown, coded_on=coded_on
        )
        for agreement, own in zip(judged, ledgers, strict=True)
    )
    knowledge = on if known is None else known
    return make(AgreementsReport, on=on, known=knowledge, reports=reports)


_HOW_WITH_FRAMES: Final = "tally it for each agreement with housing_agreements.frames.tally"


def _refuse_no_entries(ledger: Iterable[object]) -> None:
    for entry in ledger:
        if not isinstance(entry, Entry):
            expected = "an Attribution or a Production"
            raise InvalidTypeError("check_agreements, entries", show(entry), expected)


def _refuse_repeated(ledger: Iterable[Entry]) -> None:
    ids = Counter(entry.id for entry in ledger)
    if repeated := {code for code, times in ids.items() if times > 1}:
        raise DuplicateIdError("check_agreements, entries", repeated)


def _check_agreements(agreements: tuple[Agreement, ...]) -> None:
    """Refuse what are no agreements, two of one code, and a circle of them."""
    faults = Faults("check_agreements")
    if faults.each("agreements", agreements, Agreement, "an Agreement"):
        codes = [agreement.code for agreement in agreements]
        if not codes:
            faults.value("agreements", (), "at least one agreement")
        faults.once("agreements", codes)
        if not faults.found and (circle := _find_circle(agreements)):
            expected = "agreements none of which is part of itself"
            faults.value("agreements, part_of", " > ".join((*circle, circle[0])), expected)
    faults.report()


def _find_circle(agreements: Iterable[Agreement]) -> tuple[str, ...]:
    """Agreements each of which is part of the next, and the last of the first; or none."""
    above: dict[str, set[str]] = {agreement.code: set() for agreement in agreements}
    for agreement in agreements:
        above[agreement.code] |= {one.code for one in agreement.part_of if one.code in above}
        for annex in agreement.annexes:
            if annex.code in above:
                above[annex.code].add(agreement.code)
    while free := [code for code, others in above.items() if not others & above.keys()]:
        for code in free:
            del above[code]
    if not above:
        return ()
    # Each that is left is part of one that is left: going on, one comes back.
    path = [min(above)]
    while (following := min(above[path[-1]] & above.keys())) not in path:
        path.append(following)
    return tuple(path[path.index(following) :])


_CodesBorne = tuple[str | None, str | None, AbstractSet[str], AbstractSet[str], AbstractSet[str]]
"""The codes of an entry: its contingent, landlord, publics, possible publics and tags."""


def _list_own_entries(
    agreements: tuple[Agreement, ...], ledger: tuple[Entry, ...]
) -> Iterator[Iterator[Entry]]:
    """For each agreement the entries that it would be given alone."""
    declared = {agreement.code: list_declared_codes(agreement) for agreement in agreements}
    anywhere: dict[str, set[str]] = {}
    for codes_by_kind in declared.values():
        for kind, codes in codes_by_kind.items():
            anywhere.setdefault(kind, set()).update(codes)
    of_two_meanings = _find_two_meanings(agreements)
    for agreement in agreements:
        yield _Adapter(agreement.code, declared, anywhere, of_two_meanings).adapt(ledger)


def _find_two_meanings(agreements: Iterable[Agreement]) -> frozenset[str]:
    """The codes of publics that do not mean the same in all the agreements that know them."""
    meanings: dict[str, set[frozenset[Any]]] = {}
    for agreement in agreements:
        own: dict[str, set[Any]] = {}
        for part in agreement.every_part:
            if isinstance(part, PriorityPublic):
                own.setdefault(part.code, set()).add(part.criterion)
        for code, criteria in own.items():
            meanings.setdefault(code, set()).add(frozenset(criteria))
    return frozenset(code for code, several in meanings.items() if len(several) > 1)


class _Adapter:
    """What tells the entries of one agreement from those of others, and reads their codes.

    Args:
        code: The agreement.
        declared: The codes that each agreement declares, by what they are codes of.
        anywhere: Those that one of them declares.
        of_two_meanings: The publics that do not mean the same in all of them.
    """

    def __init__(
        self,
        code: str,
        declared: Mapping[str, Mapping[str, AbstractSet[str]]],
        anywhere: Mapping[str, AbstractSet[str]],
        of_two_meanings: AbstractSet[str],
    ) -> None:
        self._code = code
        self._agreements = declared.keys()
        self._own, self._anywhere = declared[code], anywhere
        self._of_two_meanings = of_two_meanings
        self._seen: dict[_CodesBorne, dict[str, Any] | None] = {}

    def adapt(self, ledger: Iterable[Entry]) -> Iterator[Entry]:
        """The entries of the agreement, with the publics and tags that it would read alone."""
        for entry in ledger:
            borne: _CodesBorne = (None, entry.landlord, frozenset(), frozenset(), entry.tags)
            if isinstance(entry, Attribution):
                publics = (entry.publics, entry.possible_publics)
                borne = (entry.contingent, entry.landlord, *publics, entry.tags)
            if borne not in self._seen:
                self._seen[borne] = self._read(entry.id, borne)
            changed = self._seen[borne]
            if changed is not None:
                yield attrs.evolve(entry, **changed) if changed else entry

    def _read(self, code: str, borne: _CodesBorne) -> dict[str, Any] | None:
        """The fields that read otherwise here; `None`: the entry is of other agreements alone."""
        contingent, landlord, publics, possible, tags = borne
        if self._is_of_others("contingent", contingent) or self._is_of_others("landlord", landlord):
            return None
        sure = frozenset(self._read_publics(code, publics))
        read = {
            "publics": sure,
            "possible_publics": frozenset(self._read_publics(code, possible)) - sure,
            "tags": frozenset(tag for tag in tags if not self._is_of_others("tag", tag)),
        }
        before = {"publics": publics, "possible_publics": possible, "tags": tags}
        return {name: codes for name, codes in read.items() if codes != before[name]}

    def _is_of_others(self, kind: str, code: str | None) -> bool:
        """Whether this agreement would refuse a code that another one knows."""
        return (
            code is not None
            and kind in self._own
            and code not in self._own[kind]
            and code in self._anywhere[kind]
        )

    def _read_publics(self, entry: str, codes: Iterable[str]) -> Iterator[str]:
        """The publics that the agreement would read alone."""
        for code in codes:
            agreement, _, public = code.partition(":")
            if public and agreement in self._agreements and code not in self._anywhere["public"]:
                if agreement == self._code:
                    yield public
            elif code in self._of_two_meanings:
                raise InvalidValueError(
                    f"check_agreements, entries, {show(entry)}, publics",
                    show(code),
                    "a public that means the same in all the agreements that know it",
                    f"write {f'{self._code}:{code}'!r} for that of one of them",
                )
            elif not self._is_of_others("public", code):
                yield code
