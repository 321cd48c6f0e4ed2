"""Households: what is known of each of their facts, and facts that are only supposed."""

from collections.abc import Iterable, Mapping
from inspect import Signature, signature
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Final,
    NoReturn,
    Self,
    Union,
    cast,
    get_args,
    get_origin,
)

import attrs

from housing_agreements._checks import Faults
from housing_agreements._markup import Markup
from housing_agreements._records import Record
from housing_agreements._visible_text import is_code
from housing_agreements.criteria._household_classes import tell_of_class
from housing_agreements.criteria._plain_facts import read_plain_fact
from housing_agreements.criteria._values_in_words import say_known
from housing_agreements.criteria.kinds import (
    Amount,
    Code,
    Day,
    Fact,
    HasFacts,
    Somewhere,
    WholeNumber,
    YesNo,
    check_names,
    check_value,
    check_values,
    fact,
    facts_in,
    keeps_what_is_given,
    unknown_fact,
)
from housing_agreements.errors import InvalidTypeError, UnknownFactError, nearest, show
from housing_agreements.explanations._page import write_page
from housing_agreements.explanations.blocks import Line, Table

__all__ = ("Household", "SupposedFacts", "facts_by_name", "require_facts")


_COLUMNS_OF_FACTS: Final = ("fact", "what is known", "evidence")


class _SignatureOfFacts(Signature):
    """The signature of a class of households, which a text writes with a fact a line."""

    def __str__(self) -> str:
        """Each fact with the values that it takes."""
        lines = (
            f"    {fact.name}: {_write_annotation(fact.annotation)} = {fact.default!r},"
            for fact in self.parameters.values()
        )
        return "\n".join(["(", "    *,", *lines, ")"])

    def format(self, **_: object) -> str:
        """The same text, however wide it may be: `help` asks for it from Python 3.13 on."""
        return str(self)


def _write_annotation(annotation: object) -> str:
    """An annotation as one writes it, the same in every Python."""
    if annotation is NoneType:
        return "None"
    arguments = [_write_annotation(part) for part in get_args(annotation)]
    if get_origin(annotation) in {Union, UnionType}:
        return " | ".join(arguments)
    name = getattr(get_origin(annotation) or annotation, "__name__", str(annotation))
    return f"{name}[{', '.join(arguments)}]" if arguments else name


class _ReadSignature:
    """What reads the signature of a class of households off its constructor."""

    def __get__(self, household: object, kind: type[Any]) -> Signature:
        """The facts, by name."""
        _self, *facts = signature(kind.__init__).parameters.values()
        return _SignatureOfFacts(facts)


class _HouseholdOfFacts(Record, HasFacts):
    """What every class of households does with its facts, whichever they are."""

    __slots__ = ()

    __signature__: ClassVar[_ReadSignature] = _ReadSignature()
    _facts: ClassVar[Mapping[str, Fact]]
    _as_given: ClassVar[bool]

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        """Read the facts of a class once, when attrs has made it."""
        super().__attrs_init_subclass__()
        type.__setattr__(cls, "__repr__", _HouseholdOfFacts.__repr__)  # attrs may write its own
        cls._facts = facts_in(cls)
        cls._as_given = keeps_what_is_given(cls)
        tell_of_class(cls)

    def __new__(cls, *by_place: object, **given: object) -> Self:
        """Refuse facts that do not exist, and values that cannot be, before anything is built."""
        known = facts_by_name(cast("type[Household]", cls))
        if by_place:
            many = isinstance(by_place[0], Mapping)
            raise InvalidTypeError(
                cls.__name__,
                show(by_place[0]),
                "each fact by its name, none as a positional argument",
                f"write {cls.__name__}({'**facts' if many else 'employed=True'})",
            )
        check_names(cls.__name__, known, given)
        if cls._as_given:
            check_values(cls.__name__, known, given)
        return super().__new__(cls)

    @classmethod
    def from_mapping(cls, given: Mapping[str, object]) -> Self:
        """A household of plain data, as JSON or a form has it; every fault is told at once.

        Days are texts, "1990-05-01"; amounts are whole numbers or exact texts, "21000.50" or
        "64000/3"; a place is {"commune": "94068"}, with "neighbourhood" and "coded_on" where
        they are known, or the code of the commune alone. What is known with bounds or evidence
        is a mapping too, with the parts of `Known`: {"low": 18000, "high": 22000} or
        {"value": true, "verified": true}. A fact that is left out, or null, is not known.
        Values as the class itself takes them are taken as well.

        Args:
            given: What is known, by the name of the fact.

        Raises:
            InvalidTypeError: For anything but a mapping, or a value of another type.
            InvalidValueError: For a value that cannot be.
            UnknownFactError: For a fact that does not exist, naming the nearest.
            InvalidObjectError: For several of these at once; each of its `faults` names the
                fact as its `field`.

        Examples:
            >>> Household.from_mapping({"dalo_recognised": True, "born_on": "1990-05-01"})
            Household(dalo_recognised=True, born_on=datetime.date(1990, 5, 1))
            >>> from housing_agreements import InvalidInputError
            >>> try:
            ...     Household.from_mapping({"born_on": "1990-02-30", "household_size": "3"})
            ... except InvalidInputError as error:
            ...     print([fault.field for fault in error.faults])
            ['born_on', 'household_size']
        """
        known, where = facts_by_name(cast("type[Household]", cls)), cls.__name__
        if not isinstance(given, Mapping):
            expected = "a mapping of facts, by name"
            raise InvalidTypeError(f"{where}.from_mapping", show(given), expected)
        faults = Faults(where)
        values: dict[str, Any] = {}
        for name, value in given.items():
            if name not in known:
                unknown = unknown_fact(where, name, known)
                faults.note(unknown.at(where, name) if _may_be_field(name) else unknown)
                continue
            before = faults.found
            values[name] = read_plain_fact(faults, known[name], value)
            if values[name] is not None and faults.found == before:
                check_value(faults, known[name], values[name])
        faults.report()
        return cls(**values)

    def __attrs_post_init__(self) -> None:
        """Refuse what a class makes of the facts itself, where no fact can be that."""
        if not self._as_given:
            known = self._facts
            check_values(type(self).__name__, known, {n: getattr(self, n) for n in known})

    if not TYPE_CHECKING:  # type checkers refuse a fact that does not exist

        def __getattr__(self, name: str) -> NoReturn:
            """Refuse a fact that does not exist.

            Raises:
                UnknownFactError: Naming the nearest fact.
                AttributeError: For a name inside; notebooks and engines look for many such names.
            """
            if name.startswith("_"):
                raise AttributeError(name)
            raise unknown_fact(type(self).__name__, name, self._facts)

    def _repr_html_(self) -> Markup:
        """What is known of it, in English: a row for each fact, none for those not known."""
        rows = []
        for name, kind in self._facts.items():
            value = getattr(self, name)
            if value is not None:
                said, *evidence = say_known(value, kind, "en")
                rows.append((kind.words.say("en"), said, ", ".join(evidence)))
        name = type(self).__name__
        if not rows:
            return write_page([Line(f"{name}: nothing is known of it")], "en")
        return write_page([Table(_COLUMNS_OF_FACTS, rows, caption=name)], "en")

    def __repr__(self) -> str:
        """The call that makes it, without the facts that are not known."""
        values = ((name, getattr(self, name)) for name in self._facts)
        parts = (f"{name}={value!r}" for name, value in values if value is not None)
        return f"{type(self).__name__}({', '.join(parts)})"


_LONGEST_FIELD: Final = 100


def _may_be_field(name: object) -> bool:
    """Whether what stands for a fact can be told as a field: a short text that can be sent on."""
    return is_code(name) and len(str(name)) <= _LONGEST_FIELD


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Household(_HouseholdOfFacts):
    """What is known of a household that asks for a home (*ménage demandeur*).

    Every fact is optional, and `None` means that it is not known: not that it is false. A fact
    may be a plain value, which counts as declared, or a `Known` with bounds and evidence. No
    relation between two facts is checked, since a file may hold statements that contradict
    each other. A project adds its own facts in a subclass:

        @attrs.frozen(kw_only=True)
        class LocalHousehold(Household):
            works_here: bool | None = None

    Raises:
        InvalidTypeError: For a value of another type, such as a float or a `datetime`.
        InvalidValueError: For a value that cannot be, such as a negative income.
        UnknownFactError: For a fact that does not exist, naming the nearest.

    Examples:
        >>> Household(dalo_recognised=True, household_size=4, annual_income=21_000)
        Household(dalo_recognised=True, household_size=4, annual_income=21000)
    """

    dalo_recognised: YesNo = fact("recognised under DALO", "reconnu au titre du DALO")
    """Recognised as priority and urgent (*reconnu prioritaire et urgent*): L.441-2-3."""
    dalo_recognised_on: Day = fact(
        "DALO recognition",
        "reconnaissance DALO",
        synonyms=("décision de la commission de médiation",),
    )
    """Day of that decision (*décision de la commission de médiation*): R.441-16-1."""
    good_faith: YesNo = fact("in good faith", "de bonne foi")
    """In good faith (*bonne foi*): L.441-2-3."""
    meets_access_conditions: YesNo = fact(
        "within the conditions of access", "remplissant les conditions d'accès"
    )
    """Meets the conditions of access to social housing (*conditions d'accès*): L.441-2-3."""
    leaving_temporary_housing: YesNo = fact(
        "leaving temporary housing", "sortant d'hébergement ou de logement temporaire"
    )
    """Leaves accommodation or temporary housing (*sortant d'hébergement*): 2016, 2018."""
    temporarily_housed: YesNo = fact(
        "accommodated or temporarily housed", "hébergé ou logé temporairement"
    )
    """Accommodated or temporarily housed (*hébergé ou logé temporairement*): L.441-1 d."""
    temporarily_housed_since: Day = fact("entry into accommodation", "entrée en hébergement")
    """Day it began (*début de l'hébergement*): R*441-14-1, more than 6 or 18 months."""
    in_transitional_dwelling: YesNo = fact(
        "in a transitional dwelling or a home", "en logement de transition ou en logement-foyer"
    )
    """In one, and not in a shelter or a social hotel residence (*RHVS*): R*441-14-1."""
    employed: YesNo = fact("employed", "salarié")
    """A salaried person (*salarié*): L.313-26-2."""
    jobseeker: YesNo = fact(
        "seeking work", "demandeur d'emploi", synonyms=("chômeur", "chômage", "unemployed")
    )
    """A jobseeker (*demandeur d'emploi*): L.313-26-2."""
    on_reintegration_path: YesNo = fact("on a path to reintegration", "en parcours d'insertion")
    """On a path to reintegration (*en parcours d'insertion*): Gironde protocol of 2018."""
    entering_work: YesNo = fact("entering work", "en accès à l'emploi")
    """Entering work (*en accès à l'emploi*): Lille partnership of 2018."""
    precarious_work: YesNo = fact("in precarious work", "en emploi précaire")
    """Work without stability (*salarié précaire*): Rennes framework of 2017; kind not stated."""
    young_worker: YesNo = fact("young worker", "jeune actif")
    """Young worker (*jeune salarié, jeune actif*): Rennes framework of 2017; no age stated."""
    apprentice: YesNo = fact("apprentice", "apprenti")
    """Apprentice (*apprenti*): Rennes framework of 2017."""
    moving_for_work: YesNo = fact("moving for work", "en mobilité professionnelle")
    """Moving for work (*en mobilité*): Rennes framework of 2017."""
    badly_housed: YesNo = fact("badly housed", "mal logé")
    """Badly housed or disadvantaged (*mal logé, défavorisé*): L.441-1 c."""
    in_difficulty: YesNo = fact(
        "in particular difficulty of housing", "en difficulté particulière de logement"
    )
    """In difficulty of housing for reasons of finance or living conditions, or of finance and
    integration together (*en difficulté*): L.441-1 c. Integration alone is not enough."""
    disabled: YesNo = fact("disabled", "en situation de handicap")
    """A disabled person (*en situation de handicap*): L.441-1 a."""
    disabled_dependant: YesNo = fact(
        "with a disabled dependant", "avec une personne à charge handicapée"
    )
    """With a disabled dependant (*personne handicapée à charge*): L.441-1 a."""
    unsuited_to_disability: YesNo = fact(
        "in a dwelling not adapted to the disability", "en logement non adapté au handicap"
    )
    """Dwelling not adapted to that disability (*logement non adapté au handicap*): L.441-2-3."""
    leaving_therapeutic_flat: YesNo = fact(
        "leaving a therapeutic-coordination flat",
        "sortant d'un appartement de coordination thérapeutique",
    )
    """Leaves such a flat (*sortant d'un appartement de coordination thérapeutique*): L.441-1 b."""
    resuming_work: YesNo = fact(
        "resuming work after long unemployment",
        "en reprise d'activité après un chômage de longue durée",
    )
    """Resumes work after long unemployment (*reprise d'activité*): L.441-1 e."""
    unfit_housing: YesNo = fact("exposed to unfit housing", "exposé à l'habitat indigne")
    """Exposed to unfit housing (*habitat indigne*): L.441-1 f."""
    unfit_premises: YesNo = fact(
        "in unfit, insalubrious or dangerous premises",
        "logé dans des locaux impropres, insalubres ou dangereux",
    )
    """In such premises (*locaux impropres à l'habitation, insalubres, dangereux*): L.441-2-3."""
    couple_violence: YesNo = fact(
        "exposed to couple violence", "victime de violences au sein du couple"
    )
    """Exposed to couple violence (*violences au sein du couple*): L.441-1 g."""
    forced_marriage: YesNo = fact("threatened with forced marriage", "menacé de mariage forcé")
    """Threatened with forced marriage (*menacé de mariage forcé*): L.441-1 g."""
    protection_order: YesNo = fact(
        "under a protection order", "bénéficiaire d'une ordonnance de protection"
    )
    """A judge's protection order attests it (*ordonnance de protection*): L.441-1 g."""
    assaulted_near_home: YesNo = fact(
        "assaulted at or near home",
        "victime d'agression sexuelle au domicile ou à ses abords",
    )
    """Victim of rape or sexual assault at or near home (*viol, agression*): L.441-1 g bis."""
    assailant_kept_away: YesNo = fact(
        "whose assailant is kept away by a judge",
        "dont l'agresseur est tenu à distance par le juge",
    )
    """A judge bars the suspect from the places or from contact: L.441-1 g bis."""
    leaving_prostitution: YesNo = fact(
        "on the path out of prostitution", "en parcours de sortie de la prostitution"
    )
    """On the official path (*parcours de sortie de la prostitution*): L.441-1 h."""
    trafficked: YesNo = fact(
        "victim of trafficking or procuring", "victime de traite ou de proxénétisme"
    )
    """Victim of trafficking or procuring (*traite, proxénétisme*): L.441-1 i."""
    minor_children: WholeNumber = fact("minor children", "enfants mineurs")
    """How many minor children (*enfants mineurs*): L.441-1 j, L.441-2-3."""
    overcrowded: YesNo = fact("manifestly overcrowded", "en suroccupation manifeste")
    """Manifestly overcrowded (*suroccupation manifeste*): L.441-1 j."""
    non_decent_housing: YesNo = fact("in non-decent housing", "en logement non décent")
    """Housing that is not decent (*logement non décent*, décret 2002-120): L.441-1 j."""
    without_dwelling: YesNo = fact(
        "without a dwelling", "dépourvu de logement", synonyms=("sans abri", "homeless")
    )
    """Without any dwelling (*dépourvu de logement*): L.441-1 k."""
    hosted_by_third_parties: YesNo = fact("hosted by third parties", "hébergé par des tiers")
    """Put up by third parties (*hébergé par des tiers*): L.441-1 k."""
    threatened_with_eviction: YesNo = fact(
        "threatened with eviction without rehousing", "menacé d'expulsion sans relogement"
    )
    """Threatened with eviction without rehousing (*expulsion sans relogement*): L.441-1 l."""
    eviction_ordered: YesNo = fact(
        "under an eviction order", "visé par une décision de justice d'expulsion"
    )
    """A court decision orders the eviction (*décision prononçant l'expulsion*): R*441-14-1."""
    former_child_welfare: YesNo = fact(
        "formerly in child welfare",
        "anciennement pris en charge par l'ASE",
        synonyms=("aide sociale à l'enfance",),
        can_change=False,
    )
    """In child welfare before coming of age (*aide sociale à l'enfance*): L.441-1 m."""
    child_welfare_ended_on: Day = fact("end of child welfare", "fin de prise en charge par l'ASE")
    """Last day of that care (*fin de prise en charge*): L.441-1 m counts from it."""
    relocated_by_renewal: YesNo = fact(
        "relocated by urban renewal",
        "relogé au titre du renouvellement urbain",
        synonyms=("NPNRU", "ANRU"),
    )
    """Relocated by urban renewal (*relogement NPNRU*): L.441-1, QPV clauses."""
    relocated_from_condominium: YesNo = fact(
        "relocated from a degraded condominium", "relogé au titre d'une ORCOD"
    )
    """Relocated from a degraded condominium (*ORCOD*): L.441-1, QPV clauses."""
    social_tenant: YesNo = fact(
        "tenant of a social dwelling",
        "locataire d'un logement social",
        synonyms=("mutation", "transfer"),
    )
    """Already a tenant of a social dwelling: asks for a transfer (*mutation*): R.441-5."""
    key_worker: YesNo = fact("key worker", "travailleur essentiel")
    """Key worker (*travailleur dit essentiel*): L.441-1, objective since 2022."""
    volunteer_firefighter: YesNo = fact("volunteer firefighter", "sapeur-pompier volontaire")
    """Volunteer firefighter (*sapeur-pompier volontaire*): loi of 25 November 2021, art. 37."""
    household_size: WholeNumber = fact(
        "household size",
        "nombre de personnes du ménage",
        least=1,
        synonyms=("taille du ménage", "personnes à loger", "people", "number of persons"),
    )
    """People of the household (*personnes à loger*), at least one: arrêté of 29 July 1987."""
    dependants: WholeNumber = fact("dependants", "personnes à charge")
    """Dependants (*personnes à charge*): arrêté of 29 July 1987, categories."""
    disabled_member: YesNo = fact(
        "with a disabled person among those to be housed",
        "avec une personne handicapée parmi les personnes à loger",
    )
    """Someone to be housed holds the card of disability (*carte mobilité inclusion, mention
    invalidité*), whoever it is: arrêté of 29 July 1987, categories."""
    couple: YesNo = fact("a couple", "en couple")
    """The adults are a couple (*couple*): arrêté of 29 July 1987, young households."""
    couple_age_sum: WholeNumber = fact(
        "sum of the couple's ages in years",
        "somme des âges du couple en années",
        can_change=False,
    )
    """Ages of both in a couple, added up, in years (*somme des âges*): likewise."""
    living_area: Amount = fact(
        "living area", "surface habitable", unit="m²", synonyms=("superficie",)
    )
    """Living area of the present dwelling, in square metres (*surface habitable*): R.822-25."""
    consumption_units: Amount = fact("consumption units", "unités de consommation", least=1)
    """Consumption units (*unités de consommation*): 1, then 0.5 or 0.3 a person; QPV clauses."""
    annual_income: Amount = fact(
        "annual income",
        "ressources annuelles",
        unit="€",
        synonyms=("revenu fiscal de référence", "revenue", "salary", "earnings"),
    )
    """Reference income of year N-2, euros a year (*revenu fiscal de référence*): R.441-1."""
    income_per_unit: Amount = fact(
        "annual income per consumption unit",
        "ressources annuelles par unité de consommation",
        unit="€",
    )
    """Euros a year for each consumption unit (*ressources par UC*): L.441-1, QPV clauses."""
    quartile_area: Code = fact("area of the first quartile", "territoire du premier quartile")
    """Code of the EPCI, or the region, whose first quartile applies: L.441-1, QPV clauses."""
    ceilings_zone: Code = fact("zone of the ceilings", "zone des plafonds")
    """Zone of the income ceilings (*zone*): Paris and around, Île-de-France, other regions."""
    ceilings_category: WholeNumber = fact(
        "category of the ceilings", "catégorie des plafonds", least=1
    )
    """Category of household of the income ceilings (*catégorie*): 1 to 6, then one more for
    each extra person (7 is the sixth and one person more)."""
    dwelling_financing: Code = fact(
        "financing of the dwelling offered", "financement du logement proposé"
    )
    """Financing of the dwelling offered (*financement*): PLAI, PLUS, PLS."""
    born_on: Day = fact("birth", "naissance", synonyms=("age", "âge", "date of birth", "birthday"))
    """Day of birth of the applicant (*date de naissance*)."""
    applied_on: Day = fact(
        "first application",
        "première demande",
        synonyms=("ancienneté de la demande", "date of application", "seniority"),
    )
    """Day of the first application (*ancienneté de la demande*): L.441-1-4, delays."""
    offered_suitable_dwelling: YesNo = fact(
        "offered a suitable dwelling", "ayant reçu une proposition adaptée"
    )
    """Was offered a suitable dwelling (*proposition adaptée*): L.441-2-3."""
    offers_refused: WholeNumber = fact(
        "offers refused", "propositions refusées", synonyms=("refus",)
    )
    """Suitable offers refused (*refus*): décret 2019-1378, scoring."""
    residence: Somewhere = fact("residence", "résidence", synonyms=("domicile", "adresse", "home"))
    """Where the household lives (*résidence*)."""
    workplace: Somewhere = fact("workplace", "lieu de travail")
    """Where the applicant works (*lieu de travail*): L.441-1, distance and mobility."""
    dwelling_offered: Somewhere = fact("dwelling offered", "logement proposé")
    """Where the dwelling offered stands (*logement proposé*): L.441-1, QPV clauses."""


def facts_by_name(kind: type[Household]) -> Mapping[str, Fact]:
    """The facts of a class of households, by name, in the order of its fields.

    Raises:
        InvalidTypeError: For a class that is not made by attrs, or a field of another type.

    Examples:
        >>> facts_by_name(Household)["household_size"].words.fr
        'nombre de personnes du ménage'
    """
    if not _is_household(kind):
        raise InvalidTypeError("household", show(kind), "Household or a subclass of it")
    if "__attrs_attrs__" not in kind.__dict__:
        raise InvalidTypeError(
            "household",
            show(kind),
            "a class made by attrs",
            "decorate it with @attrs.frozen(kw_only=True)",
        )
    facts: Mapping[str, Fact] = vars(kind)["_facts"]
    return facts


def _is_household(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Household)


def require_facts(household: HasFacts, names: Iterable[str]) -> None:
    """Refuse anything but a household, and a household whose class lacks a fact that is read.

    Raises:
        InvalidTypeError: For anything but a household, or facts that are supposed.
        UnknownFactError: For the first fact that it lacks.
    """
    if not isinstance(household, HasFacts):
        expected = "a Household, whose facts are known or not"
        raise InvalidTypeError("criterion, household", show(household), expected)
    for name in names:
        if not hasattr(household, name):
            raise UnknownFactError(
                "criterion, household",
                show(household),
                f"a household with the fact {name!r}",
                "give a household of the class whose facts the criterion was made of",
            )


class SupposedFacts(HasFacts):
    """Facts that are supposed in place of those of a household, one set after another.

    Nothing of them is checked: whoever supposes them answers for them.

    Examples:
        >>> supposed = SupposedFacts({"employed": None})
        >>> supposed.suppose({"employed": True})
        >>> supposed.employed
        True
    """

    def __init__(self, facts: Mapping[str, object]) -> None:
        self.suppose(facts)

    def suppose(self, facts: Mapping[str, object]) -> None:
        """Suppose these facts, and leave the others as they are."""
        vars(self).update(facts)

    def __getattr__(self, name: str) -> NoReturn:
        """Refuse a fact of which nothing is supposed.

        Raises:
            UnknownFactError: Always, naming the nearest fact.
        """
        raise UnknownFactError(
            "supposed facts",
            show(name),
            "a fact of which something is supposed",
            nearest(name, vars(self)),
        )
