"""What can still be kept: from what is counted and what is expected to what must come.

`expectations` reads what is expected; `_standing` asks of one promise, in total or of one group,
what it still takes; `_sharing` shares what is expected among groups; `_amended` looks for what an
amendment changes before the end; `prospects` holds what came of it, and says it in words;
`outlook` is the way in.
"""

__all__: tuple[str, ...] = ()
