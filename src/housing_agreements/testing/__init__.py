"""The test kit: what property tests of agreements need."""

__all__: tuple[str, ...] = ()
