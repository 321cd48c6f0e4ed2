"""Reservation rights: the quarter owed to priority publics, ceilings on reservations, the flow."""

__all__: tuple[str, ...] = ()
