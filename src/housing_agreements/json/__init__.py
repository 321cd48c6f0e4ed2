"""Every public value as JSON, both ways: canonical text with a version, checked when it is read.

The extra `json` brings cattrs, which writes the fields of classes. `dumps` and `loads` are the way
in. In reading order: `_parsing` goes from a text to plain objects, in bounded time and memory;
`_faults` tells what is wrong by its path; `_registry` and `_kinds` name every class; `_leaves` and
`_forms` say how a type stands in a document, and `_exact`, `_territories`, `_criteria`,
`_households`, `_blocks`, `_tallies`, `_joint_tallies`, `_possible`, `_reports`, `_in_both`,
`_prospects`, `_plans`, `_yearly` and `_scoring` how some do that have a form of their own.
"""

try:
    import cattrs
except ImportError as _error:
    _needs = "housing_agreements.json needs cattrs: pip install 'housing-agreements[json]'"
    raise ModuleNotFoundError(_needs, name="cattrs") from _error
else:
    del cattrs

from housing_agreements.json import _kinds
from housing_agreements.json.documents import content_hash, dumps, loads, register, schema

del _kinds  # it names the classes when it is loaded

__all__ = ("content_hash", "dumps", "loads", "register", "schema")
