"""The call to which a ledger was given: it is what an error about an entry names."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from housing_agreements.errors import (
    DuplicateIdError,
    HousingAgreementsError,
    InvalidTypeError,
    InvalidValueError,
    show,
)
from housing_agreements.model.entries import Attribution, Production
from housing_agreements.rules.quotas._own_codes import PublicOfTwoMeanings

__all__ = ("LedgerCall",)


class LedgerCall(NamedTuple):
    """A call to which a ledger was given."""

    name: str
    """Its name, such as `check_quotas`."""
    over_ids: str = "pass ids=Ids.TRUSTED if they are known to differ"
    """What to do about ids that stand twice and are right all the same."""
    over_codes: str = "pass unknown=Unknown.SET_ASIDE"
    """What to do about codes that are not known and are right all the same."""
    for_frame: str = "tally it with housing_agreements.frames.tally, and judge that tally"
    """What to do with a data frame."""

    @property
    def entries(self) -> str:
        """How an error names the entries."""
        return f"{self.name}, entries"

    def name_holder(self, what: str, code: str) -> str:
        """How an error names what holds a code that is not known."""
        del code
        return f"{self.entries}, {what}"

    def name_rows(self, what: str, code: str, count: int) -> str:
        """How it names some of them: not at all, as whoever looks for them has them."""
        del what, code, count
        return ""

    def refuse(self, given: object) -> HousingAgreementsError:
        """The error for what is no entry."""
        expected = "an Attribution or a Production"
        return InvalidTypeError(self.entries, show(given), expected)

    def refuse_repeated(self, ids: Sequence[str]) -> None:
        """Refuse ids that stand twice."""
        # Comparing the number of ids once is cheaper than asking of each whether it was seen.
        if len(set(ids)) < len(ids):
            repeated = {code for code, times in Counter(ids).items() if times > 1}
            remedy = f"remove the repeated entries, or {self.over_ids}"
            raise DuplicateIdError(self.entries, repeated, remedy)

    def tell_two_meanings(
        self, fault: PublicOfTwoMeanings, entries: Iterable[Attribution | Production]
    ) -> InvalidValueError:
        """Which entry bears a public that does not say which is meant."""
        bearer = next(
            entry
            for entry in entries
            if isinstance(entry, Attribution)
            and fault.code in entry.publics | entry.possible_publics
        )
        where = f"{self.entries}, {show(bearer.id)}, publics"
        return InvalidValueError(where, show(fault.code), fault.expected, fault.remedy)
