"""How a step names its promise, its day, and the holders of the contingents."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.contingents import Contingent
from housing_agreements.rules.quotas.findings import Finding, say_part_judged, say_title
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Language, Text, join_words, semicolon

__all__ = (
    "MOST_PARTS_NAMED", "OTHERS_TO_NAME", "join_texts", "list_owners", "name_promise",
    "say_both", "tell_whose",
)  # fmt: skip


def say_both(say: Callable[[Language], str]) -> Text:
    return Text(say("en"), say("fr"))


def join_texts(texts: Iterable[Text]) -> Text:
    told = tuple(texts)
    return say_both(lambda language: semicolon(language).join(text.say(language) for text in told))


def name_promise(commitment: Commitment, period: Period, finding: Finding | None = None) -> Text:
    """A commitment as it is named in a step: its title, the period, and the group."""
    group, names = (None, ()) if finding is None else (finding.group, finding.group_names)

    def say(language: Language) -> str:
        part = say_part_judged(commitment, period, group, language, names)
        return _NAME_OF_PROMISE.say(language, title=say_title(commitment, language), part=part)

    return say_both(say)


def list_owners(agreement: Agreement, terms: Agreement) -> dict[str, str]:
    """Who holds each contingent, by code; under "", the one who holds all, where there is one."""
    of_all_terms = (part for part in agreement.every_part if isinstance(part, Contingent))
    owners = {of.code: of.holder.name for of in (*of_all_terms, *terms.contingents)}
    holders = {of.holder.name for of in terms.contingents}
    return owners | ({"": holders.pop()} if len(holders) == 1 else {})


def tell_whose(commitments: Iterable[Commitment], owners: Mapping[str, str]) -> list[Text]:
    """The holders of the contingents of some commitments; nothing where one states no holder."""
    codes = [
        code
        for of in commitments
        for code in of.contingents or ([""] if not of.stage.of_production else ["-"])
    ]
    if not all(code in owners for code in codes):
        return []
    names = dict.fromkeys(owners[code] for code in codes)
    words = _OF_CONTINGENTS[len(names) > 1]
    return [say_both(lambda language: words.say(language, names=join_words(names, language)))]


MOST_PARTS_NAMED: Final = 3
"""How many commitments a step names, where all need the same facts."""
OTHERS_TO_NAME: Final = Text("{more} more", "{more} de plus")
_NAME_OF_PROMISE: Final = Text("“{title}” ({part})", "«\u00a0{title}\u00a0» ({part})")
_OF_CONTINGENTS: Final = (
    Text("contingent held by {names}", "réservataire\u00a0: {names}"),
    Text("contingents held by {names}", "réservataires\u00a0: {names}"),
)
