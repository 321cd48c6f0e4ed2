"""Layer 9: what a property test of agreements needs. `strategies` draws values, `laws` states laws.

Both need Hypothesis, which is not a dependency of the library: install the extra `hypothesis`.
"""

# First: Hypothesis calls our entry point while it is imported, so the strategies must not be
# half loaded then, as they would be if they were the first to import it.
try:
    import hypothesis
except ImportError as _error:
    _needs = (
        "housing_agreements.testing needs Hypothesis: pip install 'housing-agreements[hypothesis]'"
    )
    raise ModuleNotFoundError(_needs, name="hypothesis") from _error

__all__ = ("hypothesis",)
