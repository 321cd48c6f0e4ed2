"""Criteria: what can be asked of a household, and how criteria combine.

A criterion decides with one of three verdicts, says which facts are missing and for which reasons
it decides so, and is a value. `&`, `|`, `~`, `all_of`, `any_of` and `at_least_of` combine criteria;
a label names one; an open question stands for what the sources do not settle.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, Self

import attrs

from housing_agreements._checks import Faults, as_tuple, exact_count
from housing_agreements._markup import Markup
from housing_agreements.criteria._decide import (
    Decider,
    judge_at_least,
    specialise_at_least,
    specialise_contrary,
)
from housing_agreements.criteria._nodes import (
    FixedFacts,
    Flat,
    Node,
    Remainder,
    Style,
    flatten,
    in_order,
    rebuild,
    say_the_same,
    structural_hash,
    write,
)
from housing_agreements.criteria.boundaries import Boundaries, boundaries_of
from housing_agreements.criteria.kinds import HasFacts
from housing_agreements.criteria.reasons import (
    Outline,
    Reasons,
    list_assumptions,
    missing_facts,
    rules_not_followed,
)
from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidInputError,
    InvalidObjectError,
    InvalidTypeError,
)
from housing_agreements.values.followed import FollowedUntil
from housing_agreements.values.sources import Source, as_sources
from housing_agreements.values.texts import (
    AND_WORD,
    OR_WORD,
    Language,
    Text,
    as_text,
    check_language,
    semicolon,
)
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "AtLeastOf",
    "Criterion",
    "Labelled",
    "Not",
    "OpenQuestion",
    "all_of",
    "any_of",
    "at_least_of",
    "open_question",
    "retell",
)


class Criterion(Node):
    """A question about a household (*critère*), with three possible answers.

    A criterion is a value: frozen, hashable, equal to another that says the same. However
    deep its parts are nested, it is read without recursion.

    Laws:
        - `more_facts_never_overturn`: a decided answer holds for every completion of the facts
          that are not known.
        - `criteria_follow_verdicts`: `&`, `|` and `~` answer as those of the verdicts do.
        - `criterion_is_a_value`: it equals its pickle and its copies.
        - `explanation_agrees`: its reasons give the same verdict.

    Examples:
        >>> from housing_agreements.criteria.facts import facts
        >>> from housing_agreements.criteria.households import Household
        >>> criterion = (facts.dalo_recognised | facts.leaving_temporary_housing) & facts.employed
        >>> criterion.decide(Household(dalo_recognised=True), on=date(2017, 3, 1))
        Verdict.UNDETERMINED
        >>> criterion.missing(Household(dalo_recognised=True), on=date(2017, 3, 1))
        ('employed',)
        >>> print(criterion)
        (recognised under DALO or leaving temporary housing) and employed
    """

    __slots__ = ("_decider", "_outline")

    _decider: Decider
    _outline: Outline

    def decide(self, household: HasFacts, *, on: date) -> Verdict:
        """Whether the household satisfies the criterion on a day.

        Raises:
            InvalidTypeError: For anything but a day.
            UnknownFactError: For a household without one of the facts that the criterion reads.
        """
        if type(on) is date:
            try:  # these look-ups, and nothing that belongs to a household
                decider = self._decider
                functions = decider.days[on].by_class[type(household)]
            except (AttributeError, KeyError):
                pass  # nobody of that class was asked about on that day
            else:
                function = functions.get(decider.key(household))
                if function is not None:
                    return function(household, on)
        return self._get_decider().find_function(household, on)(household, on)

    def _get_decider(self) -> Decider:
        if not hasattr(self, "_decider"):
            object.__setattr__(self, "_decider", Decider(self))
        return self._decider

    def missing(self, household: HasFacts, *, on: date) -> tuple[str, ...]:
        """The names of the facts that are not known and still matter; empty once it is decided."""
        return missing_facts(self, self._judge_nodes(household, on), household, on)

    def not_followed(self, household: HasFacts, *, on: date) -> tuple[FollowedUntil, ...]:
        """The rules that were not followed up to the day asked, and still matter.

        Empty once it is decided. What would settle an answer are these rules and the facts that
        `missing` names.
        """
        return rules_not_followed(self, self._judge_nodes(household, on), on)

    def assumptions(self, household: HasFacts, *, on: date) -> tuple[FollowedUntil, ...]:
        """The rules that are only taken to be as they were, and on which the answer rests.

        They are those that `not_followed` would name if nothing were assumed.
        """
        return list_assumptions(self, self._judge_nodes(household, on), household, on)

    def reasons(self, household: HasFacts, *, on: date) -> Reasons:
        """The answer with its reasons: what is known of each fact, and the texts of the rules."""
        verdicts = self._judge_nodes(household, on)
        if not hasattr(self, "_outline"):
            object.__setattr__(self, "_outline", Outline(self))
        return self._outline.give_reasons(verdicts, household, on)

    def _judge_nodes(self, household: HasFacts, on: date) -> dict[int, Verdict]:
        decider = self._get_decider()
        decider.check(household, on)
        return decider.judge_nodes(household, on)

    @property
    def facts(self) -> tuple[str, ...]:
        """The names of the facts it reads, sorted."""
        return tuple(sorted({read.name for node in in_order(self) for read in node.reads}))

    def boundaries(self, *, on: date) -> Boundaries:
        """The values at which its answer can change on a day, and the days its rules change."""
        return boundaries_of(self, on)

    def say(self, language: Language) -> str:
        """The criterion as a sentence.

        Raises:
            InvalidValueError: For a language other than "en" and "fr".

        Examples:
            >>> from housing_agreements.criteria.facts import facts
            >>> (~facts.employed).say("fr")
            'non salarié'
        """
        return write(self, check_language(language))

    def __str__(self) -> str:
        """The English sentence."""
        return write(self, "en")

    def __repr__(self) -> str:
        """The code that makes it; a shared part is named where it first stands."""
        return write(self, None)

    def _repr_html_(self) -> Markup:
        """Its tree, in English, as a page; `reasons` gives the verdict of each part."""
        return Outline(self).write_page("en")

    # Not `Never`, of which mypy would not read on after `if criterion:`; pyright flags either.
    def __bool__(self) -> object:
        """Refuse `if`, `and`, `or` and `not`, which Python cannot give another meaning.

        Raises:
            InvalidTypeError: Always.
        """
        raise InvalidTypeError(
            self._name_in_error(),
            "a criterion where true or false is needed",
            "criteria joined by & (and), | (or) and ~ (not), or a verdict",
            "combine with a & b, a | b and ~a, or ask a.decide(household, on=day) is Verdict.MET",
        )

    def __eq__(self, other: object) -> bool:
        """Whether both say the same, part by part.

        Raises:
            InvalidTypeError: For `True` and `False`, with what to write.
        """
        if not isinstance(other, Criterion):
            if isinstance(other, bool):
                raise self._refuse_flag("==", flag=other)
            return NotImplemented
        return self is other or (hash(self) == hash(other) and say_the_same(self, other))

    def __ne__(self, other: object) -> bool:
        """Whether they do not say the same.

        Raises:
            InvalidTypeError: For `True` and `False`, with what to write.
        """
        if isinstance(other, bool):
            raise self._refuse_flag("!=", flag=other)
        return super().__ne__(other)

    def _refuse_flag(self, operator: str, *, flag: bool) -> InvalidTypeError:
        """The error for a criterion that is compared with true or false."""
        name, contrary = self._name_in_error(), flag is (operator == "!=")
        expected = "the criterion by itself, or ~ before it for the contrary"
        remedy = f"write {'~' if contrary else ''}{name}"
        return InvalidTypeError(name, f"{operator} {flag}", expected, remedy)

    def _name_in_error(self) -> str:
        """The code that makes it, where that is short."""
        name = repr(self)
        return name if len(name) <= _LONGEST_CODE_NAMED else "criterion"

    def __hash__(self) -> int:
        """The hash of what it says; it is computed once."""
        if not hasattr(self, "_hash"):
            object.__setattr__(self, "_hash", structural_hash(self))
        return self._hash

    def __copy__(self) -> Self:
        """Itself: a value needs no copy."""
        return self

    def __deepcopy__(self, _: object) -> Self:
        """Itself: a value needs no copy."""
        return self

    def __reduce__(self) -> tuple[Any, tuple[Flat]]:
        """Pickle as one flat tuple of nodes."""
        return rebuild, (flatten(self),)

    def labelled(self, label: str | Text, sources: Iterable[Source] = ()) -> "Labelled":
        """The same criterion under a name, with the texts it comes from.

        Examples:
            >>> from housing_agreements.criteria.facts import facts
            >>> print(facts.dalo_recognised.labelled("DALO"))
            DALO (recognised under DALO)
        """
        if isinstance(label, str):
            faults = Faults("labelled")
            faults.text("label", label)
            faults.report()
            label = as_text(label)
        return Labelled(self, label, sources)

    def __and__(self, other: "Criterion") -> "Criterion":
        """The criterion that both are met."""
        if not isinstance(other, Criterion):
            return NotImplemented
        return AtLeastOf(2, (self, other))

    def __or__(self, other: "Criterion") -> "Criterion":
        """The criterion that at least one is met."""
        if not isinstance(other, Criterion):
            return NotImplemented
        return AtLeastOf(1, (self, other))

    def __invert__(self) -> "Criterion":
        """The contrary."""
        return Not(self)


_LONGEST_CODE_NAMED: Final = 60


def all_of(*criteria: Criterion) -> Criterion:
    """The criterion that all of several are met (*tous*); without any, it is always met.

    Examples:
        >>> print(all_of())
        always
    """
    return _count_at_least("all_of", len(criteria), criteria)


def any_of(*criteria: Criterion) -> Criterion:
    """The criterion that at least one of several is met (*l'un d'eux*); without any, it never is.

    Examples:
        >>> print(any_of())
        never
    """
    return _count_at_least("any_of", 1, criteria)


def at_least_of(count: int, /, *criteria: Criterion) -> Criterion:
    """The criterion that at least so many of several are met (*au moins k parmi n*).

    Raises:
        InvalidValueError: For a count below 1, or more than there are criteria.

    Examples:
        >>> from housing_agreements.criteria.facts import facts
        >>> print(at_least_of(2, facts.employed, facts.disabled, facts.key_worker))
        at least 2 of (employed; disabled; key worker)
    """
    exact_count(count, "at_least_of, count", at_least=1)
    return _count_at_least("at_least_of", count, criteria)


def _count_at_least(function: str, count: int, criteria: tuple[Criterion, ...]) -> Criterion:
    try:
        return AtLeastOf(count, criteria)
    except InvalidInputError as error:
        raise retell(error, function, {"parts": "criteria"}) from None


def retell(
    error: InvalidInputError, where: str, arguments: Mapping[str, str]
) -> HousingAgreementsError:
    """The same faults, with a method and its arguments in place of a criterion and its fields.

    Args:
        error: The faults.
        where: The method.
        arguments: The argument that became each field, where they bear different names.
    """
    if not isinstance(error, InvalidObjectError):
        return error.at(where, arguments.get(error.field, error.field))
    told = (fault.at(where, arguments.get(fault.field, fault.field)) for fault in error.faults)
    # One argument may have become two fields.
    faults = list({str(fault): fault for fault in told}.values())
    return faults[0] if len(faults) == 1 else InvalidObjectError(where, faults)


def _as_criteria(given: Iterable[Criterion]) -> tuple[Criterion, ...]:
    return as_tuple(given)


_A_CRITERION: Final = "a criterion, such as facts.employed"


@attrs.frozen(eq=False, repr=False, str=False)
class AtLeastOf(Criterion):
    """The criterion that at least so many of several are met (*au moins k parmi n*).

    "All of them" has their number as its `count`, "any of them" has 1. Without parts it is met when
    `count` is 0.
    """

    count: int
    """How many must be met."""
    parts: tuple[Criterion, ...] = attrs.field(converter=_as_criteria)
    """The criteria, in order."""

    def __attrs_post_init__(self) -> None:
        """Refuse parts that are no criteria, and a count of more than there are."""
        faults = Faults("at_least_of")
        if faults.each("parts", self.parts, Criterion, _A_CRITERION):
            faults.count("count", self.count)
            most = max(1, len(self.parts))
            if not faults.found and self.count > most:
                faults.value("count", self.count, f"at most {most}, as many as there are parts")
        faults.report()

    @classmethod
    def of(cls, fields: tuple[Any, ...], parts: tuple[Criterion, ...]) -> "AtLeastOf":
        """Make a criterion of this class from its fields and its parts."""
        return cls(fields[0], parts)

    def fields(self) -> tuple[Hashable, ...]:
        """The count."""
        return (self.count,)

    def judge(self, verdicts: Sequence[Verdict], household: HasFacts, on: date) -> Verdict:
        """Whether at least `count` of its parts are met."""
        return judge_at_least(self.count, verdicts)

    def specialise(self, remainders: Sequence[Remainder], fixed: FixedFacts) -> Remainder:
        """The function that decides the criterion from what is still open in its parts."""
        return specialise_at_least(self.count, remainders)

    def connective(self, style: Style) -> str:
        """`&` for all, `|` for any; code has them for two parts only."""
        size = len(self.parts)
        if style is None:
            return {_TWO: "&", 1: "|"}.get(self.count, "") if size == _TWO else ""
        if size < _TWO:
            return ""
        return {size: "&", 1: "|"}.get(self.count, "of")

    def heading(self) -> Text:
        """How many of its parts must be met."""
        named = {"&": _ALL_THESE, "|": _ONE_OF_THESE}.get(self.connective("en"))
        return named or _SOME_OF_THESE.format(count=self.count)

    def text_pieces(self, style: Style) -> list[str | Node]:
        """The text of the criterion: each part, and the word or sign between them."""
        connective, size = self.connective(style), len(self.parts)
        if style is None:
            if connective:
                return _separate(self.parts, f" {connective} ")
            call = {size: "all_of(", 1: "any_of("}.get(self.count, f"at_least_of({self.count}, ")
            return [call, *_separate(self.parts, ", "), ")"]
        if not size:
            return [(_NEVER_MET if self.count else _ALWAYS_MET).say(style)]
        if connective == "of":
            some = _SOME.say(style, count=self.count)
            return [f"{some} (", *_separate(self.parts, semicolon(style)), ")"]
        last = (AND_WORD if connective == "&" else OR_WORD).say(style)
        return ["(", *self.parts, ")"] if size == 1 else _separate(self.parts, ", ", f" {last} ")


def _separate(parts: Sequence[Node], between: str, last: str | None = None) -> list[str | Node]:
    pieces: list[str | Node] = []
    for index, part in enumerate(parts):
        if index:
            pieces.append(between if last is None or index < len(parts) - 1 else last)
        pieces.append(part)
    return pieces


_TWO: Final = 2
_ALL_THESE: Final = Text("all of these", "tous ces critères")
_ONE_OF_THESE: Final = Text("one of these", "l'un de ces critères")

_SOME_OF_THESE: Final = Text("at least {count} of these", "au moins {count} de ces critères")
_ALWAYS_MET: Final = Text("always", "toujours")
_NEVER_MET: Final = Text("never", "jamais")
_SOME: Final = Text("at least {count} of", "au moins {count} parmi")


@attrs.frozen(eq=False, repr=False, str=False)
class Not(Criterion):
    """The contrary of a criterion: met where that is unmet; undetermined where that is."""

    part: Criterion
    """The criterion denied."""

    def __attrs_post_init__(self) -> None:
        """Refuse a part that is no criterion."""
        faults = Faults("Not")
        faults.check_fields(self, {"part": _A_CRITERION})
        faults.report()

    @property
    def parts(self) -> tuple[Criterion, ...]:
        """The criterion denied."""
        return (self.part,)

    @classmethod
    def of(cls, fields: tuple[Any, ...], parts: tuple[Criterion, ...]) -> "Not":
        """Make a criterion of this class from its fields and its parts."""
        return cls(parts[0])

    def fields(self) -> tuple[Hashable, ...]:
        """No fields: a negation has only its part."""
        return ()

    def judge(self, verdicts: Sequence[Verdict], household: HasFacts, on: date) -> Verdict:
        """The contrary verdict."""
        return ~verdicts[0]

    def specialise(self, remainders: Sequence[Remainder], fixed: FixedFacts) -> Remainder:
        """The contrary of the function, or of the verdict, of its part."""
        return specialise_contrary(remainders[0])

    def connective(self, style: Style) -> str:
        """The sign of the contrary."""
        return "~"

    def heading(self) -> Text:
        """The contrary."""
        return _CONTRARY_OF

    def text_pieces(self, style: Style) -> list[str | Node]:
        """The text of the criterion: the word or sign for not, then the part."""
        return ["~" if style is None else f"{_NOT.say(style)} ", self.part]


_CONTRARY_OF: Final = Text("the contrary of", "le contraire de")
_NOT: Final = Text("not", "non")


@attrs.frozen(eq=False, repr=False, str=False)
class Labelled(Criterion):
    """A criterion with a name and the texts it comes from; its answers are those of its part."""

    part: Criterion
    """The criterion named."""
    label: Text
    """Its name."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources)
    """The texts it comes from."""

    def __attrs_post_init__(self) -> None:
        """Each field is of its kind."""
        faults = Faults("labelled")
        faults.check_fields(self, {"part": _A_CRITERION, "label": "a Text or a string"})
        faults.report()

    @property
    def parts(self) -> tuple[Criterion, ...]:
        """The criterion named."""
        return (self.part,)

    @classmethod
    def of(cls, fields: tuple[Any, ...], parts: tuple[Criterion, ...]) -> "Labelled":
        """Make a criterion of this class from its fields and its parts."""
        return cls(parts[0], *fields)

    def fields(self) -> tuple[Hashable, ...]:
        """The label and the sources."""
        return (self.label, self.sources)

    def judge(self, verdicts: Sequence[Verdict], household: HasFacts, on: date) -> Verdict:
        """The verdict on its part."""
        return verdicts[0]

    def specialise(self, remainders: Sequence[Remainder], fixed: FixedFacts) -> Remainder:
        """The function, or the verdict, of its part."""
        return remainders[0]

    def heading(self) -> Text:
        """Its name."""
        return self.label

    def text_pieces(self, style: Style) -> list[str | Node]:
        """The text of the criterion: its label, then its part."""
        if style is not None:
            return [f"{self.label.say(style)} (", self.part, ")"]
        text = self.label if self.label.en != self.label.fr else self.label.en
        sources = f", sources={self.sources!r}" if self.sources else ""
        return ["(", self.part, f").labelled({text!r}{sources})"]


_LEFT_OPEN: Final = Text(
    "a point that the sources leave open", "point que les sources ne tranchent pas"
)


@attrs.frozen(eq=False, repr=False, str=False)
class OpenQuestion(Criterion):
    """A point that the sources leave open (*point de droit non tranché*): always undetermined.

    Where the law was not read, or its sources disagree, a criterion does not choose: this part
    of it is undetermined, and gives that reason.

    Examples:
        >>> from housing_agreements.criteria.households import Household
        >>> ends = open_question("when the three years begin", "début des trois années")
        >>> ends.decide(Household(), on=date(2022, 3, 1))
        Verdict.UNDETERMINED
        >>> print(ends.reasons(Household(), on=date(2022, 3, 1)))
        undetermined: when the three years begin (a point that the sources leave open)
    """

    question: Text
    """What is not settled."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources)
    """The texts that leave it open."""
    because: Text = _LEFT_OPEN
    """Why nothing decides it."""

    def __attrs_post_init__(self) -> None:
        """Each field is of its kind."""
        faults = Faults("open_question")
        faults.check_fields(self)
        faults.report()

    @classmethod
    def of(cls, fields: tuple[Any, ...], parts: tuple[Criterion, ...]) -> "OpenQuestion":
        """Make a criterion of this class from its fields and its parts."""
        return cls(*fields)

    def fields(self) -> tuple[Hashable, ...]:
        """The question, its sources, and why it stays open."""
        return (self.question, self.sources, self.because)

    def judge(self, verdicts: Sequence[Verdict], household: HasFacts, on: date) -> Verdict:
        """Always undetermined."""
        return Verdict.UNDETERMINED

    def specialise(self, remainders: Sequence[Remainder], fixed: FixedFacts) -> Remainder:
        """The verdict of every household: undetermined."""
        return Verdict.UNDETERMINED

    def why_undecidable(self, household: HasFacts, on: date) -> Text:
        """Why nothing decides it."""
        return self.because

    def text_pieces(self, style: Style) -> list[str | Node]:
        """The text of the criterion: the question that nothing decides."""
        if style is not None:
            return [self.question.say(style)]
        sources = f", sources={self.sources!r}" if self.sources else ""
        because = f", because={self.because!r}" if self.because != _LEFT_OPEN else ""
        return [f"open_question({self.question.en!r}, {self.question.fr!r}{sources}{because})"]


def open_question(
    en: str, fr: str, sources: Iterable[Source] = (), *, because: Text = _LEFT_OPEN
) -> OpenQuestion:
    """A criterion that stays undetermined, since the sources leave its answer open.

    Args:
        en: The question in English.
        fr: The question in French.
        sources: The texts that leave it open.
        because: Why nothing decides it; without it, the sources leave it open.

    Raises:
        InvalidTypeError: For anything but words and sources.
        InvalidValueError: For empty words.

    Examples:
        >>> from housing_agreements.criteria.facts import facts
        >>> young = facts.former_child_welfare & open_question("how long it lasts", "sa durée")
        >>> print(young)
        formerly in child welfare and how long it lasts
    """
    return OpenQuestion(Text(en, fr), sources, because)
