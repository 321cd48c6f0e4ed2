"""The long tables of the official code, each of which is loaded when it is first asked for."""

from collections.abc import Mapping
from typing import Literal, assert_never

__all__ = ("LongTable", "load_table")

LongTable = Literal["communes", "names", "postcodes", "intercommunalities"]
"""What a table is of; the modules that hold them say how they are written."""


def load_table(subject: LongTable) -> Mapping[str, str]:
    """The texts of a table, by department (of postcodes, by their first two figures).

    This is the one place of the layer that imports late: nothing else of the package asks for
    these modules.

    Examples:
        >>> load_table("communes")["977"]
        '1||'
    """
    match subject:
        case "communes":
            from housing_agreements.geography import _official_communes  # noqa: PLC0415  # because it loads late

            return _official_communes.COMMUNES_TABLE
        case "names":
            from housing_agreements.geography import _official_names  # noqa: PLC0415  # because it loads late

            return _official_names.NAMES_TABLE
        case "postcodes":
            from housing_agreements.geography import _official_postcodes  # noqa: PLC0415  # because it loads late

            return _official_postcodes.POSTCODES_TABLE
        case "intercommunalities":
            from housing_agreements.geography import (  # noqa: PLC0415  # because it loads late
                _official_intercommunalities,
            )

            return _official_intercommunalities.INTERCOMMUNALITIES_TABLE
        case _:
            assert_never(subject)
