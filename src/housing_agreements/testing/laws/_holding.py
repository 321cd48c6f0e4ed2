"""How a law fails: saying what should have been, and what was."""

__all__ = ("must_be", "must_hold")


def must_hold(claim: str, *, holds: bool, **found: object) -> None:
    """Fail, naming what was found, unless the claim holds.

    A statement of its own and not `assert`, which `python -O` leaves out.

    Raises:
        AssertionError: When the claim does not hold.

    Examples:
        >>> must_hold("parts sum to the total", holds=3 + 4 == 8, parts=(3, 4), total=8)
        Traceback (most recent call last):
        ...
        AssertionError: parts sum to the total: parts=(3, 4), total=8
    """
    if not holds:
        listed = ", ".join(f"{name}={value!r}" for name, value in found.items())
        message = f"{claim}: {listed}"
        raise AssertionError(message)


def must_be(claim: str, found: object, expected: object) -> None:
    """Fail, naming both, unless what was found is what was expected.

    Raises:
        AssertionError: When the two differ.

    Examples:
        >>> must_be("twice two is four", 2 * 2, 4)
    """
    must_hold(claim, holds=found == expected, found=found, expected=expected)
