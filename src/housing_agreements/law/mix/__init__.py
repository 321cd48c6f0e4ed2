"""Social mix: what is owed inside and outside priority neighbourhoods, and the first quartile."""

__all__: tuple[str, ...] = ()
