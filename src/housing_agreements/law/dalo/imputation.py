"""To whose reservations an attribution to a DALO household is charged (*imputation*).

When the prefect names a household recognised under DALO to a landlord (L.441-2-3, II), the
dwelling is charged to the prefect of its department; or, for a household of which someone is
salaried or seeks work, to Action Logement; and in a commune under an order of deficiency, first
to the commune's own reservations. How the last two combine is not spelled out in the law: where
both apply, the answer stays open between them.

Since 29 January 2017 the charge may also be on the reservations of a local authority or a
grouping, or on the landlord's own dwellings, as L.441-1 says of those who miss their quarter. The
list says "or": none of its items excludes another, and the answer stays open between them.

It is the department of the dwelling that counts, which may not be the household's. The same
attribution may count in the commitments of a collective agreement, or of an intercommunal one
(CIA), beside.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from housing_agreements._checks import exact_day
from housing_agreements._records import Enumeration, Record
from housing_agreements.criteria.households import Household
from housing_agreements.criteria.reasons import Reasons
from housing_agreements.errors import InvalidTypeError, NotKnownError, show
from housing_agreements.explanations.blocks import Block, Line, Note, Section, cite
from housing_agreements.explanations.explanation import Row, Told, write_blocks
from housing_agreements.law._calendar import (
    ALUR_SINCE,
    DALO_ARTICLE_CHANGES,
    MOLLE_SINCE,
    THREE_DS_SINCE,
)
from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.law.publics import AT_WORK
from housing_agreements.values.texts import (
    OR_WORD,
    Language,
    Text,
    check_language,
    semicolon,
)
from housing_agreements.values.verdicts import Verdict

__all__ = ("IMPUTATION", "Charge", "Imputation", "ImputationRules", "imputation_of")


class Charge(Enumeration):
    """Whose reservations bear an attribution (*imputation*)."""

    PREFECT = "prefect"
    """The prefect of the department of the dwelling."""
    ACTION_LOGEMENT = "action_logement"
    """Action Logement Services, or the reserved fraction of the Association foncière logement.

    Which of the two depends on whose dwelling it is; the collectors before 22 October 2016.
    """
    COMMUNE = "commune"
    """The commune's own reservation rights, first."""
    LOCAL_AUTHORITY = "local_authority"
    """A local authority, or a grouping of them, on its reservations."""
    LANDLORD = "landlord"
    """The landlord, on its own dwellings."""


@attrs.frozen(eq=False, repr=False)
class ImputationRules(Record):
    """Who may bear the charge beside the prefect."""

    working_exception: bool
    """Whether the exception for salaried persons and jobseekers is in force."""
    deficiency_exception: bool
    """Whether the exception for deficient communes is in force."""
    others_too: bool = False
    """Whether a local authority or the landlord may bear it too, as L.441-1 says."""


_IMPUTATION_ARTICLE: Final = code("L.441-2-3")
_WORKING_ARTICLES: Final = (_IMPUTATION_ARTICLE, code("L.313-26-2"), code("L.313-35"))
_ALL_ARTICLES: Final = (*_WORKING_ARTICLES, code("L.302-9-1"))
_BOTH_EXCEPTIONS: Final = ImputationRules(working_exception=True, deficiency_exception=True)
_OTHERS_TOO: Final = attrs.evolve(_BOTH_EXCEPTIONS, others_too=True)
_ARTICLES_WITH_OTHERS: Final = (*_ALL_ARTICLES, code("L.441-1"))
_LIST_NOT_READ: Final = Text(
    "the list was read as it stands since 23 February 2022; that a local authority and the "
    "landlord were in it before follows from their quarters, which began on 29 January 2017",
    "la liste a été lue dans sa version en vigueur depuis le 23 février 2022\u202f; que les "
    "collectivités et le bailleur y aient figuré auparavant se déduit de leurs quarts, nés le 29 "
    "janvier 2017",
)
_NOTHING_OF_RIGHTS: Final = Text(
    "of a deficient commune the article refers to conditions of L.302-9-1, which says nothing of "
    "reservation rights",
    "pour une commune carencée, l'article renvoie à des conditions de L.302-9-1, qui ne dit rien "
    "de droits de réservation",
)

IMPUTATION: Final[Provision[ImputationRules]] = Provision(
    "dalo-imputation",
    Text("charge of an attribution under DALO", "imputation d'une attribution au titre du DALO"),
    (
        Version(
            ImputationRules(working_exception=True, deficiency_exception=False),
            MOLLE_SINCE,
            _WORKING_ARTICLES,
            Confidence.VERIFIED,
        ),
        Version(_BOTH_EXCEPTIONS, ALUR_SINCE, _ALL_ARTICLES, Confidence.VERIFIED),
        *(
            Version(_OTHERS_TOO, day, _ARTICLES_WITH_OTHERS, Confidence.INFERRED, _LIST_NOT_READ)
            for day in DALO_ARTICLE_CHANGES
            if day < THREE_DS_SINCE
        ),
        Version(
            _OTHERS_TOO,
            THREE_DS_SINCE,
            _ARTICLES_WITH_OTHERS,
            Confidence.VERIFIED,
            _NOTHING_OF_RIGHTS,
        ),
    ),
)
"""Who may bear the charge, by day."""

_WORKS: Final = AT_WORK.labelled(
    Text("salaried or seeking work", "salarié ou demandeur d'emploi"), _WORKING_ARTICLES
)
_SAY_CHARGE: Final = {
    Charge.PREFECT: Text(
        "the prefect of the department of the dwelling", "le préfet du département du logement"
    ),
    Charge.ACTION_LOGEMENT: Text(
        "Action Logement Services or the Association foncière logement",
        "Action Logement Services ou l'Association foncière logement",
    ),
    Charge.COMMUNE: Text(
        "the commune, first, on its own reservation rights",
        "la commune, en premier, sur ses propres droits de réservation",
    ),
    Charge.LOCAL_AUTHORITY: Text(
        "a local authority or a grouping, on its reservations",
        "une collectivité ou un groupement, sur ses réservations",
    ),
    Charge.LANDLORD: Text(
        "the landlord, on its own dwellings", "le bailleur, sur ses propres logements"
    ),
}
_LIST_IS_OPEN: Final = Text(
    'the list of the article says "or": none of its items excludes another',
    "la liste de l'article dit «\u00a0ou\u00a0»\u00a0: aucun de ses termes n'en exclut un autre",
)
_RULES_DO_NOT_COMBINE: Final = Text(
    "two rules apply, of a working household and of a deficient commune; the law does not spell "
    "out how they combine",
    "deux règles s'appliquent, celle du ménage actif et celle de la commune carencée\u202f; la "
    "loi ne dit pas comment elles se combinent",
)
_SAY_DEFICIENT: Final = {
    Verdict.MET: Text("the commune is under an order of deficiency", "la commune est carencée"),
    Verdict.UNMET: Text(
        "the commune is under no order of deficiency", "la commune n'est pas carencée"
    ),
    Verdict.UNDETERMINED: Text(
        "whether the commune is under an order of deficiency on that day is not known",
        "on ne sait pas si la commune est carencée ce jour-là",
    ),
}
_NO_RULE_YET: Final = Text(
    "no rule for deficient communes on that day", "pas de règle pour les communes carencées ce jour"
)


@attrs.frozen(eq=False, repr=False)
class Imputation(Told):
    """Whose reservations bear an attribution, or between whom it is not settled.

    Examples:
        >>> answer = imputation_of(
        ...     Household(employed=True), on=date(2016, 3, 7), deficient_commune=True
        ... )
        >>> [charge.value for charge in answer.possible], answer.disputed
        (['action_logement', 'commune'], True)
    """

    on: date
    """The day asked."""
    possible: tuple[Charge, ...]
    """Who may bear it; one when it is settled."""
    disputed: bool
    """Whether two rules may apply at once, which the law does not combine."""
    working: Reasons
    """Whether someone is salaried or seeks work, with its reasons."""
    deficient_commune: Verdict | None
    """Whether the commune is under an order; `None` while the law has no such rule."""

    @property
    def charge(self) -> Charge:
        """Who bears it, when that is settled.

        Raises:
            NotKnownError: When it is not, with those possible and the reason.
        """
        first, *others = self.possible
        if others:
            given = " or ".join(charge.value for charge in self.possible)
            why = "; ".join([*str(self.working).splitlines(), *map(str, self._rules())])
            raise NotKnownError("imputation", given, "one charge", why)
        return first

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the facts that would say more of who bears the attribution, sorted."""
        return self.working.missing if len(self.possible) > 1 else ()

    def _rules(self) -> list[Text]:
        """The rules that decided, or leave it open."""
        order = self.deficient_commune
        rules = [_NO_RULE_YET if order is None else _SAY_DEFICIENT[order]]
        if Charge.LANDLORD in self.possible:
            rules.append(_LIST_IS_OPEN)
        return [*rules, _RULES_DO_NOT_COMBINE] if self.disputed else rules

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """Who bears the attribution or may, which rule says so, and what is not decided."""
        joint = f"{semicolon(language)}{OR_WORD.say(language)} "
        charged = joint.join(_SAY_CHARGE[charge].say(language) for charge in self.possible)
        version = IMPUTATION.at(self.on)
        notes = () if version.note is None else (Note(version.note.say(language)),)
        yield Section(
            _CHARGED_TO.say(language),
            charged,
            parts=(
                *write_blocks(self.working, language),
                *(Line(rule.say(language)) for rule in self._rules()),
                *notes,
                *cite(version.sources),
            ),
        )

    def rows(self, language: Language = "en") -> list[Row]:
        """A row for each who may bear it: `on`, `charge`, `words`, `settled`, `disputed`."""
        check_language(language)
        return [
            {
                "on": self.on.isoformat(),
                "charge": charge.value,
                "words": _SAY_CHARGE[charge].say(language),
                "settled": len(self.possible) == 1,
                "disputed": self.disputed,
            }
            for charge in self.possible
        ]

    def _essentials(self) -> str:
        charges = " or ".join(charge.value for charge in self.possible)
        return f"on {self.on}: {charges}{'; disputed' if self.disputed else ''}"


_CHARGED_TO: Final = Text("charged to", "imputé à")


def imputation_of(household: Household, *, on: date, deficient_commune: bool | None) -> Imputation:
    """To whose reservations an attribution to a household recognised under DALO is charged.

    Args:
        household: What is known of it; whether someone is salaried or seeks work counts.
        on: The day of the attribution.
        deficient_commune: Whether the commune of the dwelling is under an order of deficiency on
            that day; `None`: not known. The days of the orders are not known here.

    Raises:
        InvalidTypeError: For anything but a household, a day, and a yes or no.
        NotKnownError: Before 28 March 2009, or past the last day verified.

    Source:
        L.441-2-3 II of the Code de la construction et de l'habitation.

    Examples:
        >>> seeker = Household(employed=False, jobseeker=True)
        >>> imputation_of(seeker, on=date(2016, 3, 7), deficient_commune=False).charge
        Charge.ACTION_LOGEMENT
    """
    rules = IMPUTATION.on(exact_day(on, "imputation_of, on"))
    if not isinstance(household, Household):
        raise InvalidTypeError("imputation_of, household", show(household), "a Household")
    answer = Verdict.of(deficient_commune)
    order = answer if rules.deficiency_exception else None
    works = _WORKS.reasons(household, on=on)
    possible = {
        charge
        for working in _possible_answers(works.verdict)
        for ordered in _possible_answers(Verdict.UNMET if order is None else order)
        for charge in _charges(rules, working=working, ordered=ordered)
    }
    disputed = works.verdict is not Verdict.UNMET and order in {Verdict.MET, Verdict.UNDETERMINED}
    in_order = tuple(charge for charge in Charge if charge in possible)
    return Imputation(on, in_order, disputed, works, order)


def _possible_answers(verdict: Verdict) -> tuple[bool, ...]:
    """The answers that a verdict leaves possible."""
    if verdict is Verdict.UNDETERMINED:
        return (False, True)
    return (verdict is Verdict.MET,)


def _charges(rules: ImputationRules, *, working: bool, ordered: bool) -> tuple[Charge, ...]:
    """Who may bear it once both facts are known."""
    if ordered and not working:
        return (Charge.COMMUNE,)
    first = Charge.ACTION_LOGEMENT if working else Charge.PREFECT
    commune = (Charge.COMMUNE,) if ordered else ()
    others = (Charge.PREFECT, Charge.LOCAL_AUTHORITY, Charge.LANDLORD) if rules.others_too else ()
    return (first, *commune, *others)
