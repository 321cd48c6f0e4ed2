"""The names of codes that no part of an agreement names: programmes, neighbourhoods, financings."""

from collections.abc import Iterator, Mapping
from typing import final

import attrs

from housing_agreements._checks import Faults, as_mapping, attempt
from housing_agreements._records import Brief
from housing_agreements.errors import show
from housing_agreements.values.texts import Text, as_words

__all__ = ("Names", "as_names")


@final
@attrs.frozen(eq=False, repr=False)
class Names(Brief, Mapping[str, Text]):
    """The names of some codes: a mapping that nobody changes (*noms*).

    Examples:
        >>> names = as_names({"rue-verte": "Rue verte", "quai-bleu": "Quai bleu"})
        >>> names["quai-bleu"].say("fr"), len(names)
        ('Quai bleu', 2)
        >>> names
        <Names quai-bleu: Quai bleu, rue-verte: Rue verte>
    """

    _pairs: tuple[tuple[str, Text], ...]
    """Each code with its name, in the order of the codes."""
    _by_code: dict[str, Text] = attrs.field(init=False, eq=False)
    """The same, to be looked up."""

    def __attrs_post_init__(self) -> None:
        """Make what is looked up."""
        object.__setattr__(self, "_by_code", dict(self._pairs))

    def __getitem__(self, code: str) -> Text:
        """The name of a code."""
        return self._by_code[code]

    def __iter__(self) -> Iterator[str]:
        """The codes, in order."""
        return iter(self._by_code)

    def __len__(self) -> int:
        """How many codes have a name."""
        return len(self._by_code)

    def _essentials(self) -> str:
        return ", ".join(f"{code}: {name.en}" for code, name in self._pairs) or "none"


def as_names(given: "Mapping[str, str | Text]") -> Names:
    """Names by code, from a mapping of codes to words; refused when the object is checked."""
    return attempt(_read_names, given)


def _read_names(given: Mapping[str, str | Text]) -> Names:
    faults, pairs = Faults("names"), list[tuple[str, Text]]()
    for code, words in as_mapping(given, "a mapping of codes to names").items():
        faults.code("code", code)
        name = as_words(words)
        if not faults.refused(show(code), name):
            pairs.append((code, name))
    faults.report()
    return Names(tuple(sorted(pairs, key=lambda pair: pair[0])))
