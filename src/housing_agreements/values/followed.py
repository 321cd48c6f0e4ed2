"""How far a rule was followed: what to find out where a day lies past its last verified day."""

from datetime import date
from typing import final

import attrs

from housing_agreements._checks import Faults
from housing_agreements.values.texts import Language, Spoken, Text, choose, colon, say_day

__all__ = ("FollowedUntil",)


@final
@attrs.frozen(eq=False, repr=False)
class FollowedUntil(Spoken):
    """A rule that was followed until a day, and no further (*dernier jour suivi*).

    On a later day nobody knows what it says: whatever asks it is undetermined, whatever the facts.

    Examples:
        >>> name = Text("recognised under DALO", "reconnu au titre du DALO")
        >>> rule = FollowedUntil("dalo", name, date(2026, 4, 1))
        >>> print(rule)
        recognised under DALO: the rule was followed until 1 April 2026
        >>> rule.missing
        'rule on dalo after 2026-04-01'
    """

    code: str
    """What it rules: the code of a public, or the facts that it asks about."""
    name: Text
    """The rule, in words."""
    last: date
    """The last day up to which its changes were followed."""

    def __attrs_post_init__(self) -> None:
        """Refuse a field of another type."""
        faults = Faults("FollowedUntil")
        faults.check_fields(self)
        faults.report()

    @property
    def missing(self) -> str:
        """What would settle the answer, as a list of missing facts names it."""
        return f"rule on {self.code} after {self.last}"

    def say_undetermined(self, language: Language) -> str:
        """The verdict on what asks it on a later day, with its reason, in words.

        Examples:
            >>> name = Text("recognised under DALO", "reconnu au titre du DALO")
            >>> FollowedUntil("dalo", name, date(2026, 4, 1)).say_undetermined("en")
            'undetermined, since the law was followed until 1 April 2026'
        """
        day = say_day(self.last, language)
        return choose(
            language,
            f"undetermined, since the law was followed until {day}",
            f"indéterminé, puisque la loi a été suivie jusqu'au {day}",
        )

    def say(self, language: Language) -> str:
        """The rule and its last day, in words."""
        day = say_day(self.last, language)
        words = choose(
            language,
            f"the rule was followed until {day}",
            f"la règle a été suivie jusqu'au {day}",
        )
        return f"{self.name.say(language)}{colon(language)}{words}"
