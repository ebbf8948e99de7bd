"""The keystore against a real Secret Service."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from pos_app.config import Profile
from pos_app.keystore import Keystore

pytestmark = pytest.mark.usefixtures("keyring")
API_V3_KEY = "0123456789abcdefghijABCDEFGHIJ!~"


@pytest.fixture(scope="session")
def merchant_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def test_what_was_stored_comes_back(profile: Profile, merchant_key: rsa.RSAPrivateKey) -> None:
    Keystore(profile).store(merchant_key=merchant_key, api_v3_key=API_V3_KEY)

    assert Keystore(profile).merchant_key().private_numbers() == merchant_key.private_numbers()
    assert Keystore(profile).api_v3_key() == API_V3_KEY.encode()
