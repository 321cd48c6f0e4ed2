"""The income ceilings of social housing, and the income that is compared with them."""

__all__: tuple[str, ...] = ()
