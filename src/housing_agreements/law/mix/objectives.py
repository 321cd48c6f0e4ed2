"""The objective that an attribution agreement sets for key workers (*travailleurs essentiels*).

On the territories of the mix rules the agreement sets an objective of attributions to applicants
whose work cannot be done from afar, in a sector essential to the life of the Nation; for volunteer
firefighters it may set one. The law gives no number: `attribution_objective` states that of an
agreement, and `sets_key_worker_objective` tells whether an agreement has one. Which sectors are
essential, and how the objective is carried out, the intercommunal conference says.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from housing_agreements._checks import Codes, exact_codes, exact_day, exact_kind
from housing_agreements.errors import (
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
    UnknownCodeError,
    nearest,
    show,
)
from housing_agreements.geography.territories import Territory
from housing_agreements.law._calendar import THREE_DS_SINCE
from housing_agreements.law.answers import LawAnswer, answer_question
from housing_agreements.law.provisions import NO_ROUNDING, as_title
from housing_agreements.law.publics import ATTRIBUTION_OBJECTIVES, KEY_WORKERS
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Share, Volume
from housing_agreements.model.entries import Stage
from housing_agreements.model.kinds import AgreementKind
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import RateLike
from housing_agreements.values.texts import Text
from housing_agreements.values.verdicts import Verdict

__all__ = ("attribution_objective", "sets_key_worker_objective")

_ATTRIBUTIONS_ONLY: Final = Text(
    "the law speaks of attributions, and asks for no signed lease",
    "la loi parle d'attributions, sans exiger de bail signé",
)


def attribution_objective(
    public: str,
    within: Territory,
    *,
    on: date,
    share: RateLike | None = None,
    number: int | None = None,
    landlords: Codes = (),
    periods: Sequence[Period] | None = None,
) -> Share | Volume:
    """The objective of an attribution agreement for key workers, or for volunteer firefighters.

    Put it into the agreement, with its public of `ATTRIBUTION_OBJECTIVES`.

    Args:
        public: The code of the public: "key-workers" or "volunteer-firefighters".
        within: The territory concerned; for firefighters, what lies near the fire stations.
        on: The day whose law is asked.
        share: The least share of attributions that the agreement sets.
        number: The least number of attributions that it sets, where it sets no share.
        landlords: The landlords judged; none: all.
        periods: The accounting periods; `None`: the calendar years of the agreement.

    Raises:
        InvalidTypeError: For a territory that is none.
        InvalidValueError: For a share and a number at once, or a share above 1.
        UnknownCodeError: For a public for whom the law speaks of no objective on that day.
        NotKnownError: Without a share or a number, since the law sets none for the country; and
            on a day for which the rule is not known.

    Source:
        L.441-1 of the Code de la construction et de l'habitation, paragraphs 35 and 36.

    Examples:
        >>> town = Territory("33", "Gironde", "department", departments=("33",))
        >>> attribution_objective("key-workers", town, on=date(2024, 1, 1), share="10 %").code
        'objective-key-workers'
    """
    where = "attribution_objective"
    version = ATTRIBUTION_OBJECTIVES.at(exact_day(on, f"{where}, on"))
    named = {known.code: known for known in version.value}
    if type(public) is not str:
        raise InvalidTypeError(f"{where}, public", show(public), "the code of a public")
    if public not in named:
        expected = f"one of {', '.join(sorted(named))} on {on}"
        raise UnknownCodeError(f"{where}, public", show(public), expected, nearest(public, named))
    if share is not None and number is not None:
        expected = "a share or a number, as the agreement writes it"
        given = f"{show(share)} and {show(number)}"
        raise InvalidValueError(f"{where}, share and number", given, expected)
    title = as_title(_ATTRIBUTIONS_TO.format(public=named[public].name))
    exact_kind(within, f"{where}, within", Territory)
    caveats = (_ATTRIBUTIONS_ONLY, *([version.note] if version.note else []))
    if number is not None:
        return Volume(
            f"objective-{public}",
            to=(public,),
            stage=Stage.DECIDED,
            at_least=number,
            territory=within,
            landlords=landlords,
            periods=periods,
            title=title,
            sources=version.sources,
            caveats=caveats,
        )
    if share is None:
        raise NotKnownError(
            f"{where}, share and number",
            "neither",
            "the share or the number that the agreement sets",
            "the law gives no number for the country: read it in the agreement of the territory",
        )
    return Share(
        f"objective-{public}",
        to=(public,),
        stage=Stage.DECIDED,
        at_least=share,
        territory=within,
        landlords=landlords,
        periods=periods,
        title=title,
        sources=version.sources,
        caveats=(*caveats, NO_ROUNDING),
    )


_ATTRIBUTIONS_TO: Final = Text("attributions to {public}", "attributions aux {public}")


def sets_key_worker_objective(
    agreement: Agreement,
    *,
    on: date,
    whole: bool | None = None,
    to: Codes = (KEY_WORKERS.code,),
) -> LawAnswer:
    """Whether an attribution agreement sets the objective for key workers that it must set.

    Met where a commitment reaches them. Where none does, unmet only if the commitments stated are
    those of the whole agreement: one that was left out may be this one.

    Args:
        agreement: An intercommunal attribution agreement.
        on: The day whose law is asked.
        whole: Whether all commitments of the agreement are stated; `None`: not known.
        to: The codes by which the agreement names key workers.

    Raises:
        InvalidTypeError: For anything but an agreement, a day, codes, and a yes or no.
        InvalidValueError: For an agreement of another kind, which need not set it.
        NotKnownError: On a day for which the rule is not known, or on which there was none: it
            is in force since 23 February 2022.

    Source:
        L.441-1 of the Code de la construction et de l'habitation, paragraph 35.

    Examples:
        >>> from housing_agreements import Contingent, Party
        >>> town, party = Territory("t", "Town", "commune", communes=("33063",)), Party("m", "M")
        >>> agreement = Agreement(
        ...     "cia",
        ...     AgreementKind.CIA,
        ...     "An attribution agreement",
        ...     parties=(party,),
        ...     signed_on=date(2023, 1, 1),
        ...     term=Period.years(2023, 2028),
        ...     territory=town,
        ...     contingents=(Contingent("m", party, town),),
        ...     publics=ATTRIBUTION_OBJECTIVES.on(date(2024, 1, 1)),
        ...     commitments=(
        ...         attribution_objective("key-workers", town, on=date(2024, 1, 1), number=50),
        ...     ),
        ... )
        >>> sets_key_worker_objective(agreement, on=date(2024, 1, 1)).verdict
        Verdict.MET
    """
    where = "sets_key_worker_objective"
    exact_kind(agreement, f"{where}, agreement", Agreement)
    if agreement.kind is not AgreementKind.CIA:
        expected = "an intercommunal attribution agreement, AgreementKind.CIA"
        raise InvalidValueError(f"{where}, agreement", str(agreement.kind), expected)
    version = ATTRIBUTION_OBJECTIVES.at(exact_day(on, f"{where}, on"))
    if KEY_WORKERS not in version.value:
        expected = f"a day from {THREE_DS_SINCE} on"
        raise NotKnownError(f"{where}, on", str(on), expected, "no such objective was due before")
    codes = exact_codes(to, f"{where}, to")
    reached = any(codes.intersection(commitment.to) for commitment in agreement.commitments)
    return answer_question(
        where,
        _SETS_KEY_WORKER_OBJECTIVE,
        on,
        # An agreement told to be stated in part is settled by stating it whole.
        {"whole": None if whole is False else whole},
        lambda facts: Verdict.of(reached) | ~facts["whole"],
        sources=version.sources,
    )


_SETS_KEY_WORKER_OBJECTIVE: Final = Text(
    "whether the agreement sets an objective for key workers",
    "la convention fixe un objectif pour les travailleurs essentiels",
)
