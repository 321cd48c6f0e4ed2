"""The commission that attributes dwellings, and what it decides (*CALEOL*, L.441-2, R.441-3).

`COMMISSION_SEATS` tells who sits in it, with a vote or to be heard, and whose vote decides a tie
(`count_votes`). For a dwelling it examines three applications at least, but for the exceptions of
R.441-3, and takes one of five decisions on each: `check_candidates` says whether a list complies.
`commission_owed` tells whether a territory of its own has one, `commission_undertakings` what it
does in a year.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

import attrs

from housing_agreements._checks import Codes, Faults, exact_count, exact_day, exact_series
from housing_agreements._records import Enumeration, Record, tell_missing
from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.explanations.blocks import Block, Note, Section, cite
from housing_agreements.explanations.explanation import Row, Told
from housing_agreements.law._answer_lines import list_missing, write_missing, write_verdicts
from housing_agreements.law._calendar import CODE_READ_ON, FLOW_SINCE
from housing_agreements.law._terms import check_term, split_whole
from housing_agreements.law.answers import LawAnswer, answer_question
from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import (
    Language,
    Text,
    check_language,
    say_day,
    semicolon,
)
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "APPLICATIONS_PER_DWELLING",
    "COMMISSION_RULES",
    "COMMISSION_SEATS",
    "Candidacy",
    "CandidatesCheck",
    "CommissionDecision",
    "CommissionRules",
    "Seat",
    "check_candidates",
    "commission_owed",
    "commission_undertakings",
    "count_votes",
)

_SEATS_ARTICLE: Final = code("R.441-9, version en vigueur depuis le 22 février 2020")
_CALEOL_ARTICLE: Final = code("L.441-2, version en vigueur depuis le 23 février 2022")
_READ_AS_IN_2022: Final = Text(
    "L.441-2 was read as it stands since 23 February 2022, and says the same",
    "L.441-2 a été lu dans sa version en vigueur depuis le 23 février 2022, et dit la même chose",
)


@attrs.frozen(eq=False, repr=False)
class Seat(Record):
    """Who sits in the commission (*membre de la commission*).

    Examples:
        >>> [seat.code for seat in COMMISSION_SEATS.on(date(2024, 1, 1)) if seat.breaks_ties]
        ['mayor']
    """

    code: str
    """What tells this seat from others."""
    name: Text
    """Who holds it, and for which dwellings."""
    members: int | None
    """How many there are; `None`: as many as there are such."""
    votes: bool
    """Whether it has a vote (*voix délibérative*), or is heard only (*voix consultative*)."""
    breaks_ties: bool = False
    """Whether its vote decides where votes are equal (*voix prépondérante*)."""


COMMISSION_SEATS: Final[Provision[tuple[Seat, ...]]] = Provision(
    "attribution-commission-seats",
    Text("who sits in the attribution commission", "la composition de la commission d'attribution"),
    (
        Version(
            (
                Seat(
                    "landlord",
                    Text(
                        "six members named by the board of the landlord, of whom one represents "
                        "the tenants; they elect the chair",
                        "six membres désignés par le conseil du bailleur, dont un représentant des "
                        "locataires\u202f; ils élisent le président",
                    ),
                    6,
                    votes=True,
                ),
                Seat("prefect", Text("the prefect", "le préfet"), 1, votes=True),
                Seat(
                    "grouping",
                    Text(
                        "the president of the grouping, or of the establishment of Greater Paris, "
                        "for the dwellings of its territory",
                        "le président de l'EPCI, ou de l'établissement public territorial, pour "
                        "les logements de son territoire",
                    ),
                    1,
                    votes=True,
                ),
                Seat(
                    "mayor",
                    Text(
                        "the mayor of the commune of the dwelling",
                        "le maire de la commune du logement",
                    ),
                    1,
                    votes=True,
                    breaks_ties=True,
                ),
                Seat(
                    "principal",
                    Text(
                        "the chair of the commission of the body for which the landlord manages "
                        "and attributes the dwelling",
                        "le président de la commission de l'organisme qui a confié la gérance et "
                        "l'attribution du logement",
                    ),
                    1,
                    votes=True,
                ),
                Seat(
                    "support",
                    Text(
                        "a representative of the bodies approved under L.365-3",
                        "un représentant des organismes agréés au titre de l'article L.365-3",
                    ),
                    1,
                    votes=False,
                ),
                Seat(
                    "district-mayors",
                    Text(
                        "in Paris, Marseille and Lyon the mayors of the districts, for theirs",
                        "à Paris, Marseille et Lyon, les maires d'arrondissement, pour le leur",
                    ),
                    None,
                    votes=False,
                ),
                Seat(
                    "holders",
                    Text(
                        "the holders of reservations without a seat of their own, for their "
                        "contingent",
                        "les réservataires non membres de droit, pour leur contingent",
                    ),
                    None,
                    votes=False,
                ),
            ),
            FLOW_SINCE,
            (_SEATS_ARTICLE, _CALEOL_ARTICLE),
            Confidence.VERIFIED,
            Text(
                f"{_READ_AS_IN_2022.en}; the chair may call a representative of social services, "
                "to be heard; the quorum is that of the rules of the commission",
                f"{_READ_AS_IN_2022.fr}\u202f; le président peut appeler un représentant des "
                "services sociaux, à titre consultatif\u202f; le quorum est celui du règlement de "
                "la commission",
            ),
        ),
    ),
)
"""Six of the landlord, the prefect, the grouping, the mayor whose vote decides a tie; others."""


@attrs.frozen(eq=False, repr=False)
class CommissionRules(Record):
    """How often the commission meets, and where a territory has its own (*fonctionnement*).

    Examples:
        >>> COMMISSION_RULES.on(date(2024, 1, 1)).months_between_meetings
        2
    """

    months_between_meetings: int
    """It meets at least once in so many months."""
    years_between_accounts: int
    """It accounts for its activity to the board at least once in so many years."""
    above_dwellings: int
    """A landlord with more social dwellings in a territory makes one there, if asked."""


COMMISSION_RULES: Final[Provision[CommissionRules]] = Provision(
    "attribution-commission-rules",
    Text(
        "how often the attribution commission meets, and where a territory has its own",
        "la fréquence des réunions de la commission d'attribution, et les territoires qui ont la "
        "leur",
    ),
    (
        Version(
            CommissionRules(
                months_between_meetings=2, years_between_accounts=1, above_dwellings=2_000
            ),
            FLOW_SINCE,
            (_SEATS_ARTICLE, _CALEOL_ARTICLE),
            Confidence.VERIFIED,
            Text(
                f"{_READ_AS_IN_2022.en}; from which day the two months run is not written",
                f"{_READ_AS_IN_2022.fr}\u202f; le point de départ des deux mois n'est pas précisé",
            ),
        ),
    ),
)
"""Every two months; more than 2,000 dwellings."""

_FEWER_FOR: Final = Text(
    "but where candidates are short, for persons whom the prefect designates under DALO, and for "
    "dwellings with the grant of D.331-25-1",
    "sauf insuffisance du nombre des candidats, personnes désignées par le préfet au titre du DALO "
    "et logements ayant bénéficié de la subvention de l'article D.331-25-1",
)

APPLICATIONS_PER_DWELLING: Final[Provision[int]] = Provision(
    "applications-per-dwelling",
    Text(
        "the applications that a commission examines for a dwelling, at least",
        "le nombre minimal de demandes examinées pour un logement",
    ),
    (
        Version(3, CODE_READ_ON, (code("R.441-3"),), Confidence.VERIFIED, _FEWER_FOR),
        Version(
            3,
            CODE_READ_ON + timedelta(days=1),
            (code("R.441-3"),),
            Confidence.INFERRED,
            Text(
                f"{_FEWER_FOR.en}; the changes of this article from 22 January 2017 to 31 August "
                "2019 were not followed",
                f"{_FEWER_FOR.fr}\u202f; les changements de cet article du 22 janvier 2017 au 31 "
                "août 2019 n'ont pas été suivis",
            ),
        ),
        Version(
            3,
            date(2019, 9, 1),
            (code("R.441-3, version en vigueur depuis le 1er septembre 2019"),),
            Confidence.VERIFIED,
            _FEWER_FOR,
        ),
    ),
)
"""Three, but for the exceptions."""


class CommissionDecision(Enumeration):
    """What a commission decides on a candidate for a dwelling (*décision*, R.441-3).

    Examples:
        >>> CommissionDecision.RANKED.say("fr")
        'attribution par ordre de priorité'
    """

    ATTRIBUTED = "attributed"
    """The dwelling is attributed to the candidate (a)."""
    RANKED = "ranked"
    """To the first of several, in order, who does not refuse it (b)."""
    CONDITIONAL = "conditional"
    """On the condition that a document that is missing is handed in (c)."""
    NOT_ATTRIBUTED = "not-attributed"
    """Not to this candidate (d)."""
    INADMISSIBLE = "inadmissible"
    """The application is inadmissible; the applicant has notice of it in writing (e)."""

    def say(self, language: Language) -> str:
        """The decision in words."""
        return _DECISIONS[self].say(language)


_DECISIONS: Final = {
    CommissionDecision.ATTRIBUTED: Text("attribution", "attribution"),
    CommissionDecision.RANKED: Text(
        "attribution by order of priority", "attribution par ordre de priorité"
    ),
    CommissionDecision.CONDITIONAL: Text(
        "attribution on a condition", "attribution sous condition suspensive"
    ),
    CommissionDecision.NOT_ATTRIBUTED: Text("no attribution", "non-attribution"),
    CommissionDecision.INADMISSIBLE: Text("inadmissible", "irrecevabilité"),
}


@attrs.frozen(eq=False, repr=False)
class Candidacy(Record):
    """A candidate whom a commission examines for a dwelling (*candidature*).

    Args:
        code: What tells the candidate from others.
        decision: What was decided; `None`: not known.
        rank: The place in the order of those who are ranked; `None`: not known, or not ranked.
        designated: Whether the prefect designated the candidate under DALO; `None`: not known.

    Raises:
        InvalidValueError: For a rank below 1, or of a candidate who is not ranked.
        InvalidTypeError: For anything but a code, a decision, a whole number, a yes or no.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> Candidacy("a", CommissionDecision.RANKED, rank=1).rank
        1
    """

    code: str
    """What tells the candidate from others."""
    decision: CommissionDecision | None = None
    """What was decided; `None`: not known."""
    rank: int | None = attrs.field(default=None, kw_only=True)
    """The place among those who are ranked; `None`: not known, or not ranked."""
    designated: bool | None = attrs.field(default=None, kw_only=True)
    """Whether the prefect designated the candidate under DALO; `None`: not known."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults(f"Candidacy {show(self.code)}")
        faults.check_fields(self, but=("rank",))
        if self.rank is not None:
            faults.count("rank", self.rank, at_least=1)
            if self.decision is not CommissionDecision.RANKED:
                expected = "a rank of a candidate whose decision is RANKED"
                faults.value("rank", self.rank, expected)
        faults.report()


_CANDIDATES_OF: Final = Text("list of candidates of", "liste de candidats du")
_NUMBER_OF_APPLICATIONS: Final = Text("number of applications", "nombre de demandes")
_DECISIONS_TAKEN: Final = Text("decisions", "décisions")


@attrs.frozen(eq=False, repr=False)
class CandidatesCheck(Told):
    """Whether a list of candidates for a dwelling complies; `check_candidates` makes it.

    Laws:
        - To know one fact more never overturns a verdict that is decided.

    Examples:
        >>> check = check_candidates([Candidacy("a")], on=date(2024, 1, 1), shortage=True)
        >>> check.number.value, check.decisions.value, check.missing
        ('met', 'undetermined', ('decision of a',))
    """

    on: date
    """The day of the session."""
    number: Verdict
    """Whether enough applications were examined."""
    decisions: Verdict
    """Whether the decisions go together."""
    missing: tuple[str, ...]
    """What is not known and would say more."""
    remarks: tuple[Text, ...]
    """What does not comply, and what the text leaves open."""

    @property
    def verdict(self) -> Verdict:
        """Whether both hold."""
        return self.number & self.decisions

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """Whether the list complies, why not, what would settle it, and the source."""
        parts: tuple[Block, ...] = (
            *write_verdicts(
                ((_NUMBER_OF_APPLICATIONS, self.number), (_DECISIONS_TAKEN, self.decisions)),
                language,
            ),
            *(Note(remark.say(language)) for remark in self.remarks),
            *write_missing(self.missing, language),
            *cite(APPLICATIONS_PER_DWELLING.at(self.on).sources),
        )
        heading = f"{_CANDIDATES_OF.say(language)} {say_day(self.on, language)}"
        yield Section(heading, self.verdict.say(language), self.verdict, parts)

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: `on`, `verdict`, `number`, `decisions`, `missing` and `remarks`."""
        check_language(language)
        joint = semicolon(language)
        return [
            {
                "on": self.on.isoformat(),
                "verdict": self.verdict.value,
                "number": self.number.value,
                "decisions": self.decisions.value,
                "missing": list_missing(self.missing, language) or None,
                "remarks": joint.join(remark.say(language) for remark in self.remarks) or None,
            }
        ]

    def _essentials(self) -> str:
        missing = tell_missing(self.missing)
        return f"{self.on}: number {self.number.value}, decisions {self.decisions.value}{missing}"


def check_candidates(
    candidacies: Iterable[Candidacy],
    *,
    on: date,
    shortage: bool | None = None,
    granted: bool | None = None,
) -> CandidatesCheck:
    """Whether the candidates whom a commission examined for a dwelling, and its decisions, comply.

    At least three applications, unless candidates are short, the prefect designated those examined
    under DALO, or the dwelling had the grant of D.331-25-1. One dwelling is attributed to one
    candidate, or to several in order, ranked from 1 on without a gap. Where some candidates are
    designated and others are not, the text does not say whether fewer than three will do; nor does
    it say what may stand beside an attribution on a condition.

    Args:
        candidacies: All candidates examined for the dwelling.
        on: The day of the session.
        shortage: Whether there were too few candidates (*insuffisance*); `None`: not known.
        granted: Whether the dwelling had the grant of D.331-25-1; `None`: not known.

    Raises:
        InvalidTypeError: For anything but candidacies, a day, and a yes or no.
        InvalidValueError: For no candidate, or two of one code.
        NotKnownError: On a day for which the rule is not known.

    Source:
        R.441-3 of the Code de la construction et de l'habitation.

    Examples:
        >>> ranked = [
        ...     Candidacy(name, CommissionDecision.RANKED, rank=place)
        ...     for place, name in enumerate("abc", start=1)
        ... ]
        >>> check_candidates(ranked, on=date(2024, 1, 1)).verdict
        Verdict.MET
        >>> check_candidates(ranked[:2], on=date(2024, 1, 1), shortage=False).missing
        ('granted', 'designation of a', 'designation of b')
    """
    least = APPLICATIONS_PER_DWELLING.on(exact_day(on, "check_candidates, on"))
    examined = exact_series(candidacies, "check_candidates, candidacies")
    exceptions = {"shortage": shortage, "granted": granted}
    _check_examined(examined, exceptions)
    number = Verdict.of(len(examined) >= least) | _are_designated(examined)
    number |= Verdict.any(map(Verdict.of, exceptions.values()))
    remarks: list[Text] = []
    if number is Verdict.UNMET:
        remarks.append(_TOO_FEW)
    elif not number.decided and {candidacy.designated for candidacy in examined} >= {True, False}:
        remarks.append(_SOME_DESIGNATED)
    decisions = _judge_decisions(examined, remarks)
    missing: list[str] = []
    if not number.decided:
        missing.extend(name for name, answer in exceptions.items() if answer is None)
        unknown = [candidacy for candidacy in examined if candidacy.designated is None]
        missing.extend(f"designation of {candidacy.code}" for candidacy in unknown)
    if not decisions.decided:
        missing.extend(_name_unknown_decisions(examined))
    return CandidatesCheck(on, number, decisions, tuple(missing), tuple(remarks))


def _check_examined(examined: tuple[Candidacy, ...], exceptions: Mapping[str, bool | None]) -> None:
    """Refuse nobody, two of one code, and answers that are none."""
    faults = Faults("check_candidates")
    if faults.each("candidacies", examined, Candidacy, "Candidacy objects"):
        faults.once("candidacies", [candidacy.code for candidacy in examined])
    if not examined:
        faults.value("candidacies", (), "at least one candidate")
    for name, answer in exceptions.items():
        if answer is not None and type(answer) is not bool:
            faults.add(InvalidTypeError, name, show(answer), "True, False or None")
    faults.report()


def _name_unknown_decisions(examined: tuple[Candidacy, ...]) -> Iterator[str]:
    """The decisions and ranks that are not known."""
    for candidacy in examined:
        if candidacy.decision is None:
            yield f"decision of {candidacy.code}"
        elif candidacy.decision is CommissionDecision.RANKED and candidacy.rank is None:
            yield f"rank of {candidacy.code}"


_NUMBER: Final = Text("number of applications", "nombre de demandes")
_TAKEN: Final = Text("decisions", "décisions")
_TOO_FEW: Final = Text(
    "fewer applications than three, and no exception",
    "moins de trois demandes, et aucune exception",
)
_SOME_DESIGNATED: Final = Text(
    "some candidates are designated by the prefect and others are not: the text does not say "
    "whether fewer than three will do",
    "certains candidats sont désignés par le préfet et d'autres non\u00a0: le texte ne dit pas si "
    "moins de trois suffisent",
)
_TWICE: Final = Text(
    "the dwelling is attributed more than once", "le logement est attribué plus d'une fois"
)
_RANKS: Final = Text(
    "the ranks are not 1, 2, 3 and so on, each once",
    "les rangs ne sont pas 1, 2, 3 et ainsi de suite, chacun une fois",
)
_BESIDE_CONDITION: Final = Text(
    "an attribution on a condition stands beside another: the text does not say whether it may",
    "une attribution sous condition côtoie une autre attribution\u00a0: le texte ne dit pas si "
    "c'est possible",
)


def _are_designated(examined: Sequence[Candidacy]) -> Verdict:
    """Whether the candidates are those whom the prefect designates; open where some are."""
    answers = {candidacy.designated for candidacy in examined}
    return Verdict.of(answers.pop() if len(answers) == 1 else None)


def _judge_decisions(examined: Sequence[Candidacy], remarks: list[Text]) -> Verdict:
    """Whether the decisions on one dwelling go together."""
    taken = [candidacy.decision for candidacy in examined]
    attributed = taken.count(CommissionDecision.ATTRIBUTED)
    ranked = taken.count(CommissionDecision.RANKED)
    conditional = taken.count(CommissionDecision.CONDITIONAL)
    open_ones = taken.count(None)
    ranks = [candidacy.rank for candidacy in examined if candidacy.rank is not None]
    faulty = False
    if attributed > 1 or (attributed and ranked):
        remarks.append(_TWICE)
        faulty = True
    if len(set(ranks)) < len(ranks) or max(ranks, default=0) > ranked + open_ones:
        remarks.append(_RANKS)
        faulty = True
    if faulty:
        return Verdict.UNMET
    if conditional and conditional + attributed + ranked > 1:
        remarks.append(_BESIDE_CONDITION)
        return Verdict.UNDETERMINED
    if open_ones or len(ranks) < ranked:
        return Verdict.UNDETERMINED
    return Verdict.MET


def count_votes(
    in_favour: int,
    against: int,
    *,
    on: date,
    mayor: bool | None = None,
) -> LawAnswer:
    """Whether a vote of the commission carries; where votes are equal, that of the mayor decides.

    Those who are heard only are not counted. Met: carried; unmet: not. Where votes are equal and
    the vote of the mayor is not known, or the mayor did not vote, it is undetermined: the text
    names nobody else. The quorum is not judged: the rules of the commission set it.

    Args:
        in_favour: The votes in favour, that of the mayor among them.
        against: The votes against.
        on: The day of the session.
        mayor: Whether the mayor votes in favour; `None`: not known, or no vote.

    Raises:
        InvalidTypeError: For anything but whole numbers, a day, and a yes or no.
        InvalidValueError: For a negative number, or no vote where the mayor has one.
        NotKnownError: On a day for which the rule is not known.

    Source:
        L.441-2 and R.441-9 of the Code de la construction et de l'habitation.

    Examples:
        >>> count_votes(4, 4, on=date(2024, 1, 1), mayor=False).verdict
        Verdict.UNMET
    """
    where = "count_votes"
    version = COMMISSION_SEATS.at(exact_day(on, f"{where}, on"))
    votes = {
        True: exact_count(in_favour, f"{where}, in_favour"),
        False: exact_count(against, f"{where}, against"),
    }
    if type(mayor) is bool and not votes[mayor]:
        expected = "a vote that is among those counted"
        raise InvalidValueError(f"{where}, mayor", show(mayor), expected)
    question = _VOTE_CARRIES.format(in_favour=in_favour, against=against)

    def carry(facts: Mapping[str, Verdict]) -> Verdict:
        return facts["mayor"] if in_favour == against else Verdict.of(in_favour > against)

    return answer_question(where, question, on, {"mayor": mayor}, carry, sources=version.sources)


_VOTE_CARRIES: Final = Text(
    "whether a vote of {in_favour} to {against} carries",
    "un vote de {in_favour} contre {against} l'emporte",
)


def commission_owed(dwellings: int | None, *, requested: bool | None, on: date) -> LawAnswer:
    """Whether a landlord makes a commission for a territory of its own.

    It does where it has more than 2,000 social dwellings there and the grouping, Paris or the
    establishment of Greater Paris asks for one.

    Args:
        dwellings: Its social dwellings in the territory; `None`: not known.
        requested: Whether one was asked for; `None`: not known.
        on: The day asked.

    Raises:
        InvalidTypeError: For anything but a whole number, a day, and a yes or no.
        InvalidValueError: For a negative number.
        NotKnownError: On a day for which the rule is not known.

    Source:
        L.441-2 and R.441-9 of the Code de la construction et de l'habitation.

    Examples:
        >>> [
        ...     commission_owed(number, requested=True, on=date(2024, 1, 1)).verdict.value
        ...     for number in (2_000, 2_001)
        ... ]
        ['unmet', 'met']
    """
    where = "commission_owed"
    version = COMMISSION_RULES.at(exact_day(on, f"{where}, on"))
    large = None
    if dwellings is not None:
        count = exact_count(dwellings, f"{where}, dwellings")
        large = count > version.value.above_dwellings
    return answer_question(
        where,
        _COMMISSION_OF_ITS_OWN,
        on,
        {"dwellings": large, "requested": requested},
        lambda facts: facts["dwellings"] & facts["requested"],
        sources=version.sources,
    )


_COMMISSION_OF_ITS_OWN: Final = Text(
    "whether the territory has a commission of its own",
    "le territoire a sa propre commission d'attribution",
)


def commission_undertakings(term: Period, *, by: Codes) -> tuple[Undertaking, ...]:
    """What a commission does in some years: a meeting every two months, an account every year.

    The text says once in two months, and once a year, at least; both are taken to run from the
    first day of the term. A last piece that is shorter is left out.

    Args:
        term: The days asked.
        by: The code of the landlord in the agreement.

    Raises:
        InvalidTypeError: For anything but a period.
        InvalidValueError: For a term of less than a year.
        NotKnownError: For a term whose first day the rule is not known for.

    Source:
        R.441-9 of the Code de la construction et de l'habitation.

    Examples:
        >>> owed = commission_undertakings(Period.year(2024), by=("landlord",))
        >>> [each.code for each in owed][4:]
        ['meeting-2024-09', 'meeting-2024-11', 'account-2024-01']
    """
    version = COMMISSION_RULES.at(check_term(term, "commission_undertakings").start)
    rules = version.value
    return tuple(
        Undertaking(f"{name}-{piece.start:%Y-%m}", text, by=by, due=piece, sources=version.sources)
        for name, text, months in (
            ("meeting", _MEET, rules.months_between_meetings),
            ("account", _GIVE_ACCOUNT, 12 * rules.years_between_accounts),
        )
        for piece in split_whole(term, months=months)
    )


_MEET: Final = Text("meet as the attribution commission", "réunir la commission d'attribution")
_GIVE_ACCOUNT: Final = Text(
    "account for the activity of the attribution commission to the board",
    "rendre compte au conseil de l'activité de la commission d'attribution",
)
