"""The income ceilings of social housing, and the income that is held against them."""

__all__: tuple[str, ...] = ()
