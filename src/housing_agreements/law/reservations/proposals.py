"""How long a holder of reservations has to propose candidates for a dwelling (*proposition*).

In the zones where housing is tight (*zones tendues*, law 89-462, article 17) a month from the day
on which it is informed of the vacancy. The rule is of public order: no convention departs from it.
Elsewhere the law sets no time. Which communes lie in these zones is not held here.
"""

from datetime import date
from typing import Final

from housing_agreements._checks import Codes, exact_day
from housing_agreements.errors import NotKnownError, show
from housing_agreements.law._calendar import ATTRIBUTION_ARTICLE_CHANGES, THREE_DS_SINCE
from housing_agreements.law._yes_or_no import read_answer
from housing_agreements.law.provisions import Confidence, Provision, Version, carry_past, code
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.values.periods import months_after
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text

__all__ = ("MONTHS_TO_PROPOSE", "candidate_proposal")

_START_READ_LATER: Final = Text(
    "of public order; that it runs from the day on which the holder is informed was read in the "
    "text in force since 23 February 2022",
    "d'ordre public\u202f; qu'il court du jour où le réservataire est informé a été lu dans le "
    "texte en vigueur depuis le 23 février 2022",
)

MONTHS_TO_PROPOSE: Final[Provision[int]] = Provision(
    "months-to-propose",
    Text(
        "the months that a holder has to propose candidates, where housing is tight",
        "le délai de proposition de candidats par le réservataire, en zone tendue",
    ),
    (
        Version(
            1,
            date(2015, 8, 8),
            (code("L.441-1"), Source("Loi Macron, en vigueur le 8 août 2015")),
            Confidence.VERIFIED,
            _START_READ_LATER,
        ),
        *carry_past(1, (code("L.441-1"),), *ATTRIBUTION_ARTICLE_CHANGES, note=_START_READ_LATER),
        Version(
            1,
            THREE_DS_SINCE,
            (code("L.441-1, alinéa 42, version en vigueur depuis le 23 février 2022"),),
            Confidence.VERIFIED,
            Text("of public order", "d'ordre public"),
        ),
    ),
)
"""One month, from the day on which the holder is informed of the vacancy."""


def candidate_proposal(
    informed_on: date, *, by: Codes, tight: bool | None, dwelling: str = "dwelling"
) -> Undertaking:
    """The candidates that a holder owes for a dwelling that is vacant, as an undertaking.

    Args:
        informed_on: The day on which the holder is informed of the vacancy, not that of the
            vacancy itself.
        by: The code of the holder in the agreement.
        tight: Whether the dwelling lies in a zone where housing is tight; `None`: not known.
        dwelling: What tells this dwelling from others, in the code of the undertaking.

    Raises:
        InvalidTypeError: For anything but a day, or a yes or no.
        NotKnownError: Where it is not known whether housing is tight; where it is not, since the
            law sets no time there; and on a day for which the rule is not known.

    Source:
        L.441-1 of the Code de la construction et de l'habitation.

    Examples:
        >>> candidate_proposal(date(2024, 1, 31), by=("als",), tight=True).due
        datetime.date(2024, 2, 29)
    """
    read_answer(tight, "candidate_proposal, tight")
    version = MONTHS_TO_PROPOSE.at(exact_day(informed_on, "candidate_proposal, informed_on"))
    if not tight:
        expected = "a dwelling in a zone where housing is tight"
        remedy = (
            "say tight=True or False: the communes of these zones are not held here"
            if tight is None
            else "the law sets no time elsewhere: state that of the convention"
        )
        raise NotKnownError("candidate_proposal, tight", show(tight), expected, remedy)
    due = months_after(informed_on, version.value)
    text = _PROPOSE_CANDIDATES.format(due=due, informed_on=informed_on)
    return Undertaking(
        f"proposal-{dwelling}-{informed_on}", text, by=by, due=due, sources=version.sources
    )


_PROPOSE_CANDIDATES: Final = Text(
    "propose candidates by {due} for a dwelling of which the holder was informed on {informed_on}",
    "proposer des candidats au plus tard le {due} pour un logement dont le réservataire a été "
    "informé le {informed_on}",
)
