"""Laws are tried on a machine that others use too: no example is judged by its duration."""

from hypothesis import settings

settings.register_profile("without deadline", deadline=None)
settings.load_profile("without deadline")
