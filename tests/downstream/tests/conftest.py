"""The same examples on every run; nothing here measures time."""

from hypothesis import settings

settings.register_profile("repeatable", max_examples=30, derandomize=True, deadline=None)
settings.load_profile("repeatable")
