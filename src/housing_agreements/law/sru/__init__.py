"""The SRU law: the share that communes owe, deficient communes, and what it costs them."""

__all__: tuple[str, ...] = ()
