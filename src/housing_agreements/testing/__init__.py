"""Floor 7: what a property test of agreements needs. `strategies` draws values, `laws` states laws.

The strategies need Hypothesis, which is not a dependency of the library; the laws need nothing.
"""

__all__ = ()
