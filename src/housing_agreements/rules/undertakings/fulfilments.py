"""What became of undertakings: done in time, late, not done, or not known."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Final

import attrs

from housing_agreements.model.parties import Party
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.rules.answers import Answer
from housing_agreements.rules.judgement.wording import SOURCE, Outcome, told_outcome
from housing_agreements.rules.undertakings.statements import Done, Statement
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import (
    Language,
    Text,
    checked_language,
    chosen,
    colon,
    listed,
    told,
)
from housing_agreements.values.verdicts import Verdict

__all__ = ("Fulfilment", "Progress")


class Progress(Enum):
    """How far an undertaking has come."""

    DONE = "done"
    """It was done in time, or for a standing one once and for all."""
    KEPT = "kept"
    """A standing one is kept up to the day asked, or up to the end of the term."""
    LATE = "late"
    """It was done after it was due."""
    NOT_DONE = "not_done"
    """It was not done by the day it was due; a standing one is not kept."""
    NOT_KNOWN = "not_known"
    """It is due, and nothing that is stated decides."""
    DAY_NOT_KNOWN = "day_not_known"
    """It was done, in time or late: the day is not known."""
    EARLY = "early"
    """It was done before the period in which it is due; whether that counts is not said."""
    NOT_KNOWN_SINCE = "not_known_since"
    """What is stated of a standing one does not reach the day asked."""
    NOT_DUE = "not_due"
    """It is not yet due, or the term of a standing one has not begun."""
    WITHDRAWN = "withdrawn"
    """An amendment ended it before it was due."""


_VERDICTS: Final = {
    Progress.DONE: Verdict.MET,
    Progress.KEPT: Verdict.MET,
    Progress.LATE: Verdict.UNMET,
    Progress.NOT_DONE: Verdict.UNMET,
    Progress.NOT_KNOWN: Verdict.UNDETERMINED,
    Progress.DAY_NOT_KNOWN: Verdict.UNDETERMINED,
    Progress.EARLY: Verdict.UNDETERMINED,
    Progress.NOT_KNOWN_SINCE: Verdict.UNDETERMINED,
}
_UNJUDGED: Final = {
    Progress.NOT_DUE: Text("nothing to judge yet, not yet due", "rien à juger encore, non échu"),
    Progress.WITHDRAWN: Text(
        "nothing to judge, an amendment ended it", "rien à juger, un avenant y a mis fin"
    ),
}


@attrs.frozen(eq=False, repr=False)
class Fulfilment(Answer):
    """What became of one undertaking on a day (*exécution d'un engagement*).

    It has no truth value: compare its verdict.

    Examples:
        >>> from housing_agreements import check_undertakings
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> report = check_undertakings(AGREEMENT, {}, on=date(2019, 1, 1))
        >>> report[0].verdict, report[0].missing.en
        (<Verdict.UNDETERMINED: 'undetermined'>, 'whether it is kept')
    """

    undertaking: Undertaking
    """The undertaking, as the terms that govern it state it."""
    by: tuple[Party, ...]
    """Who owes it."""
    on: date
    """The day asked."""
    progress: Progress
    """How far it has come."""
    statement: Statement | None
    """What is stated of it; `None`: nothing is."""

    @property
    def verdict(self) -> Verdict | None:
        """Whether it is kept; `None` when there is nothing to judge."""
        return _VERDICTS.get(self.progress)

    @property
    def later(self) -> bool:
        """Whether what is stated speaks of a day after the one asked, and does not count yet."""
        return self.statement is not None and self.statement.day > self.on

    @property
    def missing(self) -> Text | None:
        """What would settle it; `None` unless it is undetermined."""
        if self.verdict is not Verdict.UNDETERMINED:
            return None
        if self.progress in _MISSING:
            return _MISSING[self.progress]
        due, stated = self.undertaking.due, self.statement
        if stated is not None and not self.later:
            return _since(_KEPT_SINCE if due is None else _DONE_SINCE, stated.day)
        if due is None:
            return _KEPT
        return _DONE_IN if isinstance(due, Period) else _DONE_BY

    def explain(self, language: Language = "en") -> str:
        """The undertaking, the verdict, what is stated, what is missing, who owes it, sources.

        Raises:
            InvalidValueError: For a language other than "en" and "fr".
        """
        checked_language(language)
        lines = [f"{self._heading(language)}{colon(language)}{self._outcome(language)}"]
        lines.extend(self._stated(language))
        if self.missing is not None:
            lead = chosen(language, "what would settle it", "à connaître pour trancher")
            lines.append(f"{lead}{colon(language)}{self.missing.said(language)}")
        owed = chosen(language, "owed by", "à la charge de")
        parties = listed((party.name for party in self.by), language)
        lines.append(f"{owed}{colon(language)}{parties}")
        cited = self.statement.sources if self.statement is not None else ()
        lines.extend(
            f"{SOURCE.said(language)}{colon(language)}{source}"
            for source in (*self.undertaking.sources, *cited)
        )
        return "\n  ".join(lines)

    def _heading(self, language: Language) -> str:
        text, due = self.undertaking.text.said(language), self.undertaking.due
        if due is None:
            return f"{text}, {chosen(language, 'standing', 'sans échéance')}"
        when = due.said(language) if isinstance(due, Period) else told(due, language)
        return f"{text}, {chosen(language, 'due', 'échéance')} {when}"

    def _outcome(self, language: Language) -> str:
        if self.verdict is None:
            return _UNJUDGED[self.progress].said(language)
        return told_outcome(Outcome.JUDGED, self.verdict, language)

    def _stated(self, language: Language) -> Iterator[str]:
        """What is stated, and that it does not count yet when it speaks of a later day."""
        stated = self.statement
        if stated is None:
            return
        words = _NOT_DONE_BY
        if isinstance(stated, Done):
            words = _DONE_BY_THEN if stated.on is None else _DONE_ON
        if self.undertaking.due is None:
            words = _STANDING.get(words, words)
        text = words.said(language).format(told(stated.day, language))
        yield f"{text} {_LATER.said(language)}" if self.later else text


def _since(words: Text, day: date) -> Text:
    return Text(words.en.format(told(day, "en")), words.fr.format(told(day, "fr")))


_MISSING: Final = {
    Progress.DAY_NOT_KNOWN: Text("the day on which it was done", "le jour où cela a été fait"),
    Progress.EARLY: Text(
        "whether it counts when done before the period in which it is due",
        "si cela compte, fait avant la période prévue",
    ),
}
_KEPT: Final = Text("whether it is kept", "si l'engagement est tenu")
_KEPT_SINCE: Final = Text("whether it is kept since {}", "si l'engagement est tenu depuis le {}")
_DONE_SINCE: Final = Text(
    "whether it was done in time, after {}", "si cela a été fait à temps, après le {}"
)
_DONE_IN: Final = Text("whether it was done in that period", "si cela a été fait sur la période")
_DONE_BY: Final = Text("whether it was done by that day", "si cela a été fait à cette date")
_DONE_ON: Final = Text("done on {}", "fait le {}")
_DONE_BY_THEN: Final = Text("done by {}", "fait au {}")
_NOT_DONE_BY: Final = Text("not done by {}", "pas fait au {}")
_STANDING: Final = {
    _DONE_BY_THEN: Text("kept up to {}", "tenu jusqu'au {}"),
    _NOT_DONE_BY: Text("not kept up to {}", "pas tenu au {}"),
}
_LATER: Final = Text(
    "(after the day asked: it does not count yet)",
    "(après le jour demandé\u00a0: n'est pas encore compté)",
)
