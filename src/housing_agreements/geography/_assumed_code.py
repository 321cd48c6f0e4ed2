"""What the official code is taken to be past its last edition, where somebody says so."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from housing_agreements.geography._history import CodeChange
from housing_agreements.geography._official_code import LAST_DAY, OfficialCode, load_official_code
from housing_agreements.values.texts import Language, Text, join_words

__all__ = ("AssumedCode", "load_assumed_code")


class AssumedCode(NamedTuple):
    """That the official code goes on as it was until a day, but for changes that are told."""

    until: date
    """The last day on which it is taken for known."""
    changes: tuple[tuple[str, CodeChange], ...] = ()
    """The codes that ended since, sorted: from which day on, and which code has their ground."""

    def tell(self, day: date) -> Iterator[Text]:
        """What is assumed in answers about a day, as notes beside them.

        Examples:
            >>> change = (date(2027, 1, 1), "93001")
            >>> assumed = AssumedCode(date(2028, 6, 30), (("93027", change),))
            >>> list(assumed.tell(date(2026, 12, 31)))
            []
            >>> [note.en for note in assumed.tell(date(2027, 1, 1))][0]
            'assuming that the official code of communes, known until 31 December 2026, goes on \
unchanged until 30 June 2028, but for 93027 (part of 93001 from 1 January 2027)'
        """
        if day > LAST_DAY:
            yield Text(self._say("en"), self._say("fr"))

    def _say(self, language: Language) -> str:
        if not self.changes:
            return _ASSUMING_CODE.say(language, last=LAST_DAY, until=self.until)
        changes = (
            _PART_OF.say(language, code=code, whole=into, day=day)
            for code, (day, into) in self.changes
        )
        told = join_words(changes, language)
        return _ASSUMING_CODE_BUT.say(language, last=LAST_DAY, until=self.until, changes=told)


_PART_OF: Final = Text(
    "{code} (part of {whole} from {day})", "{code} (partie de {whole} à partir du {day})"
)
_ASSUMING_CODE: Final = Text(
    "assuming that the official code of communes, known until {last}, goes on unchanged until "
    "{until}",
    "en supposant que le code officiel géographique, connu jusqu'au {last}, reste inchangé "
    "jusqu'au {until}",
)
_ASSUMING_CODE_BUT: Final = Text(
    "assuming that the official code of communes, known until {last}, goes on unchanged until "
    "{until}, but for {changes}",
    "en supposant que le code officiel géographique, connu jusqu'au {last}, reste inchangé "
    "jusqu'au {until}, sauf pour {changes}",
)


@cache
def load_assumed_code(assumed: AssumedCode | None) -> OfficialCode:
    """The official code under an assumption; without one, the one that the package holds.

    Examples:
        >>> load_assumed_code(AssumedCode(date(2028, 1, 1))).last_day
        datetime.date(2028, 1, 1)
    """
    official = load_official_code()
    return official if assumed is None else official.assume(assumed.until, dict(assumed.changes))
