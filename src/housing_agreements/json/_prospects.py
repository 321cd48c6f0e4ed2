"""Outlooks in documents: each commitment and each promise once, as in a report, and the prospects.

A prospect by itself is written so too: its groups name what it lists.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

import attrs

from housing_agreements.json._faults import READING_ERRORS, at_key, group
from housing_agreements.json._forms import (
    define,
    fields_form,
    form_of,
    own_form,
    read_keys,
    read_series,
)
from housing_agreements.json._leaves import OBJECT, Definitions, Form, Schema
from housing_agreements.json._reports import (
    INDEX_FORM,
    ListedOnce,
    finding_form,
    read_finding,
    replace_index,
    write_finding,
)
from housing_agreements.model.commitments import Commitment
from housing_agreements.rules.outlook.prospects import Outlook, Prospect
from housing_agreements.rules.quotas.limits import Promise

__all__ = ()

_IN_PROSPECTS: Final[Mapping[str, Any]] = {
    "commitments": tuple[Commitment, ...],
    "promises": tuple[Promise, ...],
}
"""What the findings and the prospects name by indices."""
_OF_OUTLOOKS: Final[Mapping[str, Any]] = {
    str(field.alias): field.type for field in attrs.fields(Outlook) if field.name != "prospects"
}


class _Lists:
    """The commitments and promises of an outlook, or of a prospect, while it is written."""

    def __init__(self) -> None:
        self.commitments, self.promises = ListedOnce(), ListedOnce()

    def write(self) -> dict[str, Any]:
        """All that were met."""
        met = {"commitments": self.commitments.values, "promises": self.promises.values}
        return {name: form_of(kind).write((*met[name],)) for name, kind in _IN_PROSPECTS.items()}


# --- A prospect among others ----------------------------------------------------------------------

_NOTHING_TO_SAY: Final[Mapping[str, Any]] = {
    "group": None,
    "group_names": (),
    "finding": None,
    "at_pace": False,
    "shared": False,
    **dict.fromkeys(
        ("needed", "needed_of_main", "room", "due", "lost_from", "lost_by", "amended_on")
    ),
    "groups": (),
}
"""What is left out of a prospect: whatever is nothing."""


def _build_prospect(**fields: Any) -> Prospect:
    return Prospect(**{**_NOTHING_TO_SAY, **fields})


@cache
def _prospect_form() -> Form:
    """A prospect, of which the commitment, the finding and the groups are replaced beside it."""
    finding = INDEX_FORM._replace(schema=lambda known: finding_form().schema(known))
    groups = INDEX_FORM._replace(schema=_list_schema)
    return fields_form(
        Prospect,
        own={"commitment": INDEX_FORM, "finding": finding, "groups": groups},
        name="prospect-in-outlook",
        build=_build_prospect,
        defaults=_NOTHING_TO_SAY,
    )


def _list_schema(known: Definitions) -> Schema:
    return {"type": "array", "items": _prospect_form().schema(known)}


def _write_prospect(prospect: Prospect, lists: _Lists) -> dict[str, Any]:
    found: dict[str, Any] = _prospect_form().write(prospect)
    found["commitment"] = lists.commitments.index(prospect.commitment)
    if prospect.finding is not None:
        found["finding"] = write_finding(prospect.finding, lists.commitments, lists.promises)
    if prospect.groups:
        found["groups"] = [_write_prospect(of, lists) for of in prospect.groups]
    return found


def _read_prospect(given: object, lists: Mapping[str, Sequence[Any]]) -> Prospect:
    if type(given) is dict:
        replace_index(given, "commitment", lists["commitments"])
        for name, read in _READERS.items():
            if name in given:
                try:
                    given[name] = read(given[name], lists)
                except READING_ERRORS as fault:
                    raise group(at_key(fault, name)) from None
    made: Prospect = _prospect_form().read(given)
    return made


def _read_finding(given: object, lists: Mapping[str, Sequence[Any]]) -> Any:
    return read_finding(given, lists["commitments"], lists["promises"])


def _read_prospects(given: object, lists: Mapping[str, Sequence[Any]]) -> tuple[Prospect, ...]:
    return tuple(read_series(given, lambda prospect, _: _read_prospect(prospect, lists)))


_READERS: Final = {"finding": _read_finding, "groups": _read_prospects}


# --- A prospect by itself, and an outlook ---------------------------------------------------------


def _write_alone(prospect: Prospect) -> dict[str, Any]:
    lists = _Lists()
    written = _write_prospect(prospect, lists)
    return {**lists.write(), **written}


def _read_alone(given: object, _: object = None) -> Prospect:
    readers = {name: form_of(kind).read for name, kind in _IN_PROSPECTS.items()}
    known = given if type(given) is dict else {}
    listed = {key: value for key, value in known.items() if key in readers}
    lists = read_keys(listed if known else given, readers, readers.keys())
    return _read_prospect({key: it for key, it in known.items() if key not in readers}, lists)


def _alone_schema(known: Definitions) -> Schema:
    _prospect_form().schema(known)
    whole = known["prospect-in-outlook"]

    def list_properties(known: Definitions) -> Mapping[str, Schema]:
        lists = {name: form_of(kind).schema(known) for name, kind in _IN_PROSPECTS.items()}
        return {**lists, **whole["properties"]}

    return define(known, "prospect", list_properties, {*_IN_PROSPECTS, *whole["required"]})


def _write_outlook(outlook: Outlook) -> dict[str, Any]:
    lists = _Lists()
    prospects = [_write_prospect(prospect, lists) for prospect in outlook.prospects]
    own = {name: form_of(kind).write(getattr(outlook, name)) for name, kind in _OF_OUTLOOKS.items()}
    return {**own, **lists.write(), "prospects": prospects}


def _read_outlook(given: object, _: object = None) -> Outlook:
    readers = {name: form_of(kind).read for name, kind in {**_OF_OUTLOOKS, **_IN_PROSPECTS}.items()}
    readers["prospects"] = lambda prospects, _: prospects
    found = read_keys(given, readers, readers.keys())
    lists = {name: found.pop(name) for name in _IN_PROSPECTS}
    try:
        prospects = _read_prospects(found.pop("prospects"), lists)
    except READING_ERRORS as fault:
        raise at_key(fault, "prospects") from None
    return Outlook(**found, prospects=prospects)


def _outlook_schema(known: Definitions) -> Schema:
    def list_properties(known: Definitions) -> Mapping[str, Schema]:
        named = {**_OF_OUTLOOKS, **_IN_PROSPECTS}.items()
        own = {name: form_of(kind).schema(known) for name, kind in named}
        return {**own, "prospects": _list_schema(known)}

    needed = {*_OF_OUTLOOKS, *_IN_PROSPECTS, "prospects"}
    return define(known, "outlook", list_properties, needed)


own_form(Prospect, Form(_write_alone, _read_alone, _alone_schema, OBJECT))
own_form(Outlook, Form(_write_outlook, _read_outlook, _outlook_schema, OBJECT))
