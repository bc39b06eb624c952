from __future__ import annotations

from django.conf import LazySettings
from django.contrib.auth.hashers import check_password, make_password


def test_the_real_hash(settings: LazySettings) -> None:
    settings.PASSWORD_HASHERS = ["thidua.access.hashing.OfficeArgon2"]
    encoded = make_password("240519")
    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password("240519", encoded)
    assert not check_password("240518", encoded)
