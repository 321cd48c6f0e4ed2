"""How far a rule was followed: what to find out where a day lies past its last verified day."""

from datetime import date
from typing import Final, final

import attrs

from housing_agreements._checks import Faults
from housing_agreements.values.texts import Language, Spoken, Text, colon
from housing_agreements.values.timelines import note_assumption

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
    assumed_until: date | None = None
    """The last day up to which it is taken to be as it was; `None`: nothing is assumed."""

    def __attrs_post_init__(self) -> None:
        """Refuse a field of another type, and an assumption for a day that was followed."""
        faults = Faults("FollowedUntil")
        faults.check_fields(self)
        if faults.sound("last", "assumed_until"):
            note_assumption(faults, self.last, self.assumed_until)
        faults.report()

    @property
    def missing(self) -> str:
        """What would settle the answer, as a list of missing facts names it."""
        return f"rule on {self.code} after {self.assumed_until or self.last}"

    @property
    def assumption(self) -> str:
        """What an answer rests on that takes it to be as it was, as a list beside it names it.

        Examples:
            >>> name = Text("recognised under DALO", "reconnu au titre du DALO")
            >>> FollowedUntil("dalo", name, date(2026, 4, 1), date(2026, 12, 31)).assumption
            'rule on dalo assumed unchanged since 2026-04-01'
        """
        return f"rule on {self.code} assumed unchanged since {self.last}"

    def tell_assumption(self) -> Text:
        """What an answer rests on that takes it to be as it was, in words.

        Examples:
            >>> name = Text("recognised under DALO", "reconnu au titre du DALO")
            >>> rule = FollowedUntil("dalo", name, date(2026, 4, 1), date(2026, 12, 31))
            >>> print(rule.tell_assumption().en)
            assuming that “recognised under DALO” did not change since 1 April 2026
        """
        return _ASSUMING_RULE.format(rule=self.name, day=self.last)

    def tell_own_assumption(self) -> Text:
        """The same in words that stand beside the rule, and need not name it.

        Examples:
            >>> name = Text("recognised under DALO", "reconnu au titre du DALO")
            >>> rule = FollowedUntil("dalo", name, date(2026, 4, 1), date(2026, 12, 31))
            >>> print(rule.tell_own_assumption().fr)
            en supposant que la règle n'a pas changé depuis le 1er avril 2026
        """
        return _ASSUMING_THE_RULE.format(day=self.last)

    def say_undetermined(self, language: Language) -> str:
        """The verdict on what asks it on a later day, with its reason, in words.

        Examples:
            >>> name = Text("recognised under DALO", "reconnu au titre du DALO")
            >>> FollowedUntil("dalo", name, date(2026, 4, 1)).say_undetermined("en")
            'undetermined, since the law was followed until 1 April 2026'
        """
        words = _LAW_FOLLOWED_UNTIL.say(language, day=self.last)
        return words + self._say_assumed_until(language)

    def say(self, language: Language) -> str:
        """The rule and its last day, in words."""
        words = _RULE_FOLLOWED_UNTIL.say(language, day=self.last) + self._say_assumed_until(
            language
        )
        return f"{self.name.say(language)}{colon(language)}{words}"

    def _say_assumed_until(self, language: Language) -> str:
        if self.assumed_until is None:
            return ""
        return _AND_ASSUMED_UNTIL.say(language, day=self.assumed_until)


_ASSUMING_RULE: Final = Text(
    "assuming that “{rule}” did not change since {day}",
    "en supposant que «\u00a0{rule}\u00a0» n'a pas changé depuis le {day}",
)
_ASSUMING_THE_RULE: Final = Text(
    "assuming that the rule did not change since {day}",
    "en supposant que la règle n'a pas changé depuis le {day}",
)
_LAW_FOLLOWED_UNTIL: Final = Text(
    "undetermined, since the law was followed until {day}",
    "indéterminé, car la loi n'est connue que jusqu'au {day}",
)
_RULE_FOLLOWED_UNTIL: Final = Text(
    "the rule was followed until {day}", "la règle n'est connue que jusqu'au {day}"
)
_AND_ASSUMED_UNTIL: Final = Text(
    ", and assumed unchanged until {day}", ", et supposée inchangée jusqu'au {day}"
)
