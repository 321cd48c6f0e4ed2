"""Layer 2: places and territories, and the official code of communes, departments and regions."""

__all__: tuple[str, ...] = ()
