"""Tenancies: rents under ceilings, what a higher income costs, and when the right to stay ends."""

__all__: tuple[str, ...] = ()
