"""How PINs and passwords are hashed."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class OfficeArgon2(Argon2PasswordHasher):
    """Argon2id with 19 MiB and two passes, the lighter of the settings that OWASP recommends.

    Django's default takes 100 MB and about 0.2 s of both cores for each sign-in; on a Monday at eight a
    small office server must let hundreds in. Guessing is held off by the counted tries, not by the hash.
    """

    memory_cost = 19_456
    time_cost = 2
    parallelism = 1
