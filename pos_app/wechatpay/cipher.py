"""What is secret inside messages: AES-256-GCM from the provider, RSA-OAEP both ways.

Source: wechatpay-api.md, sections 3.2 and 4.
"""

from __future__ import annotations

import base64

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA1

from pos_app.wechatpay.errors import BadReplyError, ConfigurationError, InvalidRequestError

KEY_LENGTH = 32  # bytes

# The provider chose SHA-1; inside OAEP it need not resist collisions.
_OAEP = OAEP(mgf=MGF1(algorithm=SHA1()), algorithm=SHA1(), label=None)  # noqa: S303 - the protocol's, see above
_OAEP_OVERHEAD = 2 * 20 + 2  # bytes


def check_api_v3_key(key: bytes) -> None:
    """Refuse what cannot be an APIv3 key.

    Raises:
        ConfigurationError: it is not 32 printable ASCII characters.
    """
    if len(key) != KEY_LENGTH or not key.isascii() or not key.decode().isprintable():
        raise ConfigurationError(f"the APIv3 key must be exactly {KEY_LENGTH} printable ASCII characters")


def decrypt(api_v3_key: bytes, *, nonce: str, associated_data: str | None, ciphertext: str) -> bytes:
    """Open what the provider sealed with the APIv3 key. That it opens proves who sealed it.

    Raises:
        BadReplyError: it does not open: another key, cut short, or tampered with.
        ConfigurationError: the key is no APIv3 key.
    """
    check_api_v3_key(api_v3_key)
    try:
        sealed = base64.b64decode(ciphertext, validate=True)
        return AESGCM(api_v3_key).decrypt(nonce.encode(), sealed, (associated_data or "").encode())
    except (InvalidTag, ValueError):
        raise BadReplyError("cannot be decrypted: is the APIv3 key the one that the platform has now?") from None


def encrypt(api_v3_key: bytes, *, nonce: str, associated_data: str | None, plaintext: bytes) -> str:
    """Seal with the APIv3 key, as the provider does. The nonce has 12 characters.

    Raises:
        ConfigurationError: the key is no APIv3 key.
    """
    check_api_v3_key(api_v3_key)
    sealed = AESGCM(api_v3_key).encrypt(nonce.encode(), plaintext, (associated_data or "").encode())
    return base64.b64encode(sealed).decode()


def seal(public_key: RSAPublicKey, text: str) -> str:
    """Encrypt a sensitive field for the holder of the key.

    Raises:
        InvalidRequestError: it is longer than the key can seal (214 bytes with 2048 bits).
    """
    plain = text.encode()
    limit = public_key.key_size // 8 - _OAEP_OVERHEAD
    if len(plain) > limit:
        raise InvalidRequestError("", f"a sealed field holds at most {limit} bytes")
    return base64.b64encode(public_key.encrypt(plain, _OAEP)).decode()


def unseal(private_key: RSAPrivateKey, text: str) -> str:
    """Decrypt a sensitive field that was sealed for us.

    Raises:
        BadReplyError: it was not sealed for this key, or is not text.
    """
    try:
        return private_key.decrypt(base64.b64decode(text, validate=True), _OAEP).decode()
    except ValueError:
        raise BadReplyError("a sealed field does not open with the merchant's key") from None
