"""What a caller answers to the questions of a rule: yes, no, or that it is not known."""

from collections.abc import Callable, Iterator, Mapping
from itertools import product

from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.values.verdicts import Verdict

__all__ = ("name_decisive", "read_answer", "read_answers", "read_verdict")


def read_answer(given: bool | None, where: str) -> Verdict:  # noqa: FBT001  # an answer
    """The verdict of a yes, a no, or a `None` for not known.

    Raises:
        InvalidTypeError: For anything else, with the argument.

    Examples:
        >>> read_answer(None, "conference_owed, paris")
        Verdict.UNDETERMINED
    """
    if given is not None and type(given) is not bool:
        raise InvalidTypeError(where, show(given), "True, False or None")
    return Verdict.of(given)


def read_answers(where: str, answers: Mapping[str, bool | None]) -> dict[str, Verdict]:
    """The verdict of each answer, by the argument that takes it.

    Raises:
        InvalidTypeError: For anything but a yes, a no, or a `None`, with the argument.

    Examples:
        >>> read_answers("conference_owed", {"paris": True})
        {'paris': Verdict.MET}
    """
    return {name: read_answer(given, f"{where}, {name}") for name, given in answers.items()}


def read_verdict(given: Verdict | None, where: str, remedy: str) -> Verdict:
    """A verdict that another judgement gave; `None`: not known.

    Args:
        given: The verdict.
        where: The argument that takes it, for an error.
        remedy: What gives such a verdict, for an error.

    Raises:
        InvalidTypeError: For anything but a verdict or a `None`.

    Examples:
        >>> read_verdict(None, "check_substitution, six_months", "judge a ledger")
        Verdict.UNDETERMINED
    """
    if given is not None and not isinstance(given, Verdict):
        raise InvalidTypeError(where, show(given), "a Verdict or None", remedy)
    return Verdict.UNDETERMINED if given is None else given


def name_decisive(
    told: Mapping[str, Verdict], rule: Callable[[Mapping[str, Verdict]], Verdict]
) -> tuple[str, ...]:
    """The facts not known whose value may still change what a rule answers.

    Args:
        told: Each fact, by the argument that takes it.
        rule: The answer on the facts.

    Examples:
        >>> told = {"one": Verdict.MET, "two": Verdict.UNDETERMINED, "three": Verdict.UNDETERMINED}
        >>> name_decisive(told, lambda facts: facts["one"] & facts["two"])
        ('two',)
    """
    ways = tuple(_fill_facts(told))
    return tuple(
        name
        for name, verdict in told.items()
        if not verdict.decided
        and any(rule({**facts, name: ~facts[name]}) is not rule(facts) for facts in ways)
    )


def _fill_facts(told: Mapping[str, Verdict]) -> Iterator[dict[str, Verdict]]:
    """The facts in each way in which those not known may be."""
    ways = (
        (verdict,) if verdict.decided else (Verdict.MET, Verdict.UNMET) for verdict in told.values()
    )
    for filled in product(*ways):
        yield dict(zip(told, filled, strict=True))
