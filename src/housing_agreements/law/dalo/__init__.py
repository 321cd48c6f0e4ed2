"""DALO: the grounds, the delays and deadlines, and what an attribution is charged to."""

__all__: tuple[str, ...] = ()
