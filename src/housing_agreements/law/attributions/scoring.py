"""What the scoring of applications owes the law (*cotation de la demande*, L.441-2-8, R.441-2-10).

The plan of a territory for applications (*PPGDID*, `law.attributions.application_plans`) has a
scoring system. The law gives no grid: criteria and points are local. It says what a grid must hold
(`SCORING_DUTIES`), and `check_grid` holds one to it; and what an applicant can learn
(`APPLICANT_INFORMATION`).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from housing_agreements._checks import Faults, as_tuple, exact_day, exact_kind
from housing_agreements._records import Brief, Record
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.explanations.blocks import Block, Section, cite
from housing_agreements.explanations.explanation import Row, Told
from housing_agreements.law._answer_lines import write_missing, write_verdicts
from housing_agreements.law._calendar import THREE_DS_SINCE
from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import (
    Language,
    Text,
    as_words,
    check_language,
    say_day,
)
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "APPLICANT_INFORMATION",
    "SCORING_DUE",
    "SCORING_DUTIES",
    "GridCheck",
    "ScoringCriterion",
    "ScoringDuty",
    "ScoringGrid",
    "check_grid",
)


@attrs.frozen(eq=False, repr=False)
class ScoringDuty(Record):
    """Something that the law asks of a scoring system (*exigence*).

    Examples:
        >>> [duty.code for duty in SCORING_DUTIES.on(date(2024, 1, 1))][:3]
        ['criteria', 'weights', 'priorities']
    """

    code: str
    """What tells it from others."""
    name: Text
    """What is asked."""


SCORING_DUTIES: Final[Provision[tuple[ScoringDuty, ...]]] = Provision(
    "scoring-duties",
    Text("what a scoring system holds", "le contenu du système de cotation"),
    (
        Version(
            (
                ScoringDuty(
                    "criteria", Text("the criteria that were chosen", "les critères choisis")
                ),
                ScoringDuty("weights", Text("their weights", "leur pondération")),
                ScoringDuty(
                    "priorities",
                    Text(
                        "a criterion, or several, that serve the priorities of L.441-1, among them "
                        "persons recognised under DALO",
                        "un critère ou un ensemble de critères pour les priorités de L.441-1, "
                        "notamment les personnes reconnues au titre du DALO",
                    ),
                ),
                ScoringDuty(
                    "refusals",
                    Text(
                        "the cases in which refusing a suited dwelling changes the score, and how",
                        "les cas où le refus d'un logement adapté a des effets sur la cotation, et "
                        "lesquels",
                    ),
                ),
                ScoringDuty(
                    "uniform",
                    Text(
                        "the same for all applications of the territory, but that transfers may "
                        "have a system of their own",
                        "la même cotation pour toutes les demandes du territoire, sauf un système "
                        "propre aux mutations",
                    ),
                ),
                ScoringDuty(
                    "orientations",
                    Text(
                        "compatible with the orientations of the intercommunal conference",
                        "la compatibilité avec les orientations de la conférence intercommunale",
                    ),
                ),
                ScoringDuty(
                    "evaluation",
                    Text(
                        "how often and how it is evaluated",
                        "la périodicité et les modalités de son évaluation",
                    ),
                ),
                ScoringDuty(
                    "information",
                    Text(
                        "what the public and applicants are told, so that an applicant can see "
                        "where the application stands and how long others waited",
                        "l'information du public et du demandeur, qui lui permet de situer sa "
                        "demande et de connaître le délai d'attente constaté",
                    ),
                ),
            ),
            date(2021, 9, 1),
            (code("R.441-2-10, 11°, version en vigueur depuis le 1er septembre 2021"),),
            Confidence.VERIFIED,
            Text(
                "there is no grid of the country; the cases of refusal are to be defined, a score "
                "need not fall; whether DALO needs a criterion of its own is not written",
                "il n'y a pas de grille nationale\u202f; les cas de refus sont à définir, sans "
                "que la cotation doive baisser\u202f; le texte ne dit pas si le DALO doit avoir "
                "son propre critère",
            ),
        ),
    ),
)
"""What the plan says of its scoring; the grid itself is local."""

APPLICANT_INFORMATION: Final[Provision[tuple[Text, ...]]] = Provision(
    "applicant-information",
    Text(
        "what an applicant can learn once the application is made",
        "ce à quoi le demandeur a accès une fois sa demande déposée",
    ),
    (
        Version(
            (
                Text(
                    "the criteria and their weights, the score of the application, and the spread "
                    "of scores for a like one",
                    "les critères, leur pondération, la cotation de la demande et la distribution "
                    "des cotations pour une demande analogue",
                ),
                Text(
                    "the waiting time observed for the type and the place asked for",
                    "le délai d'attente constaté pour la typologie et la localisation demandées",
                ),
                Text(
                    "the cases in which refusing a suited dwelling changes the score, and how",
                    "les cas où le refus d'un logement adapté a des effets sur la cotation, et "
                    "lesquels",
                ),
                Text(
                    "whether the application has priority under L.441-1, until that is checked",
                    "le caractère prioritaire de la demande au regard de L.441-1, sous réserve de "
                    "vérification",
                ),
                Text(
                    "what the commission decided, the rank of a candidate who is ranked, and the "
                    "reasons of an attribution on a condition or of none",
                    "la décision de la commission, le rang en cas de classement, et les motifs "
                    "d'une attribution sous condition ou d'une non-attribution",
                ),
                Text(
                    "the dwelling that is offered, and whether it is under DALO",
                    "le logement proposé, et s'il l'est au titre du DALO",
                ),
                Text(
                    "what follows from refusing the offer",
                    "les conséquences d'un refus de l'offre",
                ),
            ),
            date(2021, 9, 1),
            (code("R.441-2-17, version en vigueur depuis le 1er septembre 2021"),),
            Confidence.VERIFIED,
            Text(
                "it names the priorities as paragraphs 3 to 18 of L.441-1, as they were before "
                "letter m was added",
                "il désigne les priorités par les alinéas 3 à 18 de L.441-1, tels qu'ils étaient "
                "avant l'ajout du m",
            ),
        ),
    ),
)
"""Score, waiting time, priority, decision and rank, offer."""

SCORING_DUE: Final[Provision[date]] = Provision(
    "scoring-due",
    Text(
        "the day by which the scoring of applications is in force",
        "la date limite d'entrée en vigueur de la cotation",
    ),
    (
        Version(
            date(2023, 12, 31),
            THREE_DS_SINCE,
            (Source("Loi 2018-1021 (ELAN)", "article 111, III"), code("L.441-2-8")),
            Confidence.VERIFIED,
            Text(
                "at the latest, on the day that a decree sets; by secondary sources it was due by "
                "1 September, then 31 December 2021 before",
                "au plus tard, à la date fixée par décret\u202f; d'après des sources secondaires, "
                "l'échéance était auparavant le 1er septembre, puis le 31 décembre 2021",
            ),
        ),
    ),
)
"""31 December 2023 at the latest, on the territories of the mix rules."""


@attrs.frozen(eq=False, repr=False)
class ScoringCriterion(Record):
    """A criterion of a local grid, with its points (*critère de cotation*).

    Args:
        code: What tells it from others.
        name: What it looks at.
        points: How many points it gives or, below nought, takes; `None`: not known.
        serves_priorities: Whether it serves the priorities of L.441-1; `None`: not known.

    Raises:
        InvalidTypeError: For points that are a float, or an answer that is none.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> ScoringCriterion("dalo", "recognised under DALO", 100, serves_priorities=True).points
        100
    """

    code: str
    """What tells it from others."""
    name: Text = attrs.field(converter=as_words)
    """What it looks at."""
    points: int | Fraction | None = None
    """How many points it gives or takes; `None`: not known."""
    serves_priorities: bool | None = attrs.field(default=None, kw_only=True)
    """Whether it serves the priorities of L.441-1; `None`: not known."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults(f"ScoringCriterion {show(self.code)}")
        faults.check_fields(self, but=("points",))
        if self.points is not None and type(self.points) not in {int, Fraction}:
            expected = "a whole number, a Fraction or None"
            faults.add(InvalidTypeError, "points", show(self.points), expected)
        faults.report()


def _as_scoring_criteria(given: Iterable[ScoringCriterion]) -> tuple[ScoringCriterion, ...]:
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False)
class ScoringGrid(Brief):
    """The scoring of a territory, as its plan states it (*système de cotation*).

    Args:
        criteria: All its criteria.
        refusals: Whether it defines the cases in which a refusal changes the score; `None`: not
            known, here and below.
        uniform: Whether it is the same for all applications, transfers left aside.
        orientations: Whether it is compatible with the orientations of the conference.
        evaluation: Whether it says how often and how it is evaluated.
        information: Whether it says what the public and applicants are told.

    Raises:
        InvalidTypeError: For criteria, or answers, that are none.
        InvalidValueError: For two criteria of one code.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> ScoringGrid([ScoringCriterion("dalo", "recognised under DALO", 100)])
        <ScoringGrid 1 criterion>
    """

    criteria: tuple[ScoringCriterion, ...] = attrs.field(converter=_as_scoring_criteria)
    """All its criteria."""
    refusals: bool | None = attrs.field(default=None, kw_only=True)
    """Whether it defines the cases in which a refusal changes the score."""
    uniform: bool | None = attrs.field(default=None, kw_only=True)
    """Whether it is the same for all applications, transfers left aside."""
    orientations: bool | None = attrs.field(default=None, kw_only=True)
    """Whether it is compatible with the orientations of the conference."""
    evaluation: bool | None = attrs.field(default=None, kw_only=True)
    """Whether it says how often and how it is evaluated."""
    information: bool | None = attrs.field(default=None, kw_only=True)
    """Whether it says what the public and applicants are told."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults("ScoringGrid")
        faults.check_fields(self)
        if faults.sound("criteria"):
            faults.once("criteria", [criterion.code for criterion in self.criteria])
        faults.report()

    def _essentials(self) -> str:
        count = len(self.criteria)
        return f"{count} {'criterion' if count == 1 else 'criteria'}"


@attrs.frozen(eq=False, repr=False)
class GridCheck(Told):
    """Whether a grid holds what the law asks of it; `check_grid` makes it.

    Laws:
        - To know one fact more never overturns a verdict that is decided.

    Examples:
        >>> grid = ScoringGrid([ScoringCriterion("seniority", "years waited", 10)])
        >>> check_grid(grid, on=date(2024, 1, 1)).missing[0]
        'priorities'
    """

    on: date
    """The day asked."""
    duties: tuple[tuple[ScoringDuty, Verdict], ...]
    """Each duty, and whether it is met."""

    @property
    def verdict(self) -> Verdict:
        """Whether all are met."""
        return Verdict.all(verdict for _, verdict in self.duties)

    @property
    def unmet(self) -> tuple[str, ...]:
        """The codes of the duties that are not met."""
        return tuple(duty.code for duty, verdict in self.duties if verdict is Verdict.UNMET)

    @property
    def missing(self) -> tuple[str, ...]:
        """The codes of the duties that are neither surely met nor surely unmet."""
        return tuple(duty.code for duty, verdict in self.duties if not verdict.decided)

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """Each duty with its verdict, what would settle the rest, and the source."""
        parts: tuple[Block, ...] = (
            *write_verdicts(((duty.name, verdict) for duty, verdict in self.duties), language),
            *write_missing(self.missing, language),
            *cite(SCORING_DUTIES.at(self.on).sources),
        )
        heading = f"{_SCORING_ON.say(language)} {say_day(self.on, language)}"
        yield Section(heading, self.verdict.say(language), self.verdict, parts)

    def rows(self, language: Language = "en") -> list[Row]:
        """A row for each duty, in their order: `on`, `duty` (code), `name`, `verdict`."""
        check_language(language)
        return [
            {
                "on": self.on.isoformat(),
                "duty": duty.code,
                "name": duty.name.say(language),
                "verdict": verdict.value,
            }
            for duty, verdict in self.duties
        ]

    def _essentials(self) -> str:
        parts = [f"{self.on}: {self.verdict.value}"]
        for word, codes in (("unmet", self.unmet), ("missing", self.missing)):
            if codes:
                parts.append(f"{word} {', '.join(codes)}")
        return "; ".join(parts)


_SCORING_ON: Final = Text("scoring on", "cotation au")


def check_grid(grid: ScoringGrid, *, on: date) -> GridCheck:
    """Whether the scoring of a territory holds what the law asks of it, duty by duty.

    Args:
        grid: The scoring, as the plan states it.
        on: The day asked.

    Raises:
        InvalidTypeError: For anything but a grid and a day.
        NotKnownError: On a day for which the duties are not known.

    Source:
        R.441-2-10, 11° of the Code de la construction et de l'habitation.

    Examples:
        >>> grid = ScoringGrid(
        ...     [
        ...         ScoringCriterion("dalo", "DALO", 100, serves_priorities=True),
        ...         ScoringCriterion("seniority", "years waited", 10, serves_priorities=False),
        ...     ],
        ...     refusals=True,
        ...     uniform=True,
        ...     orientations=True,
        ...     evaluation=True,
        ...     information=True,
        ... )
        >>> check_grid(grid, on=date(2024, 1, 1)).verdict
        Verdict.MET
    """
    exact_kind(grid, "check_grid, grid", ScoringGrid)
    duties = SCORING_DUTIES.on(exact_day(on, "check_grid, on"))
    weighed = all(criterion.points is not None for criterion in grid.criteria)
    verdicts = {
        "criteria": Verdict.of(bool(grid.criteria)),
        "weights": Verdict.of(True if weighed else None),
        "priorities": Verdict.any(
            Verdict.of(criterion.serves_priorities) for criterion in grid.criteria
        ),
        "refusals": Verdict.of(grid.refusals),
        "uniform": Verdict.of(grid.uniform),
        "orientations": Verdict.of(grid.orientations),
        "evaluation": Verdict.of(grid.evaluation),
        "information": Verdict.of(grid.information),
    }
    return GridCheck(on, tuple((duty, verdicts[duty.code]) for duty in duties))
