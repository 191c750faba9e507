"""Seals access tokens, so that a stolen database is worth nothing without the key.

AES-256-GCM with a random nonce. What is sealed is bound to its version, seller, table, row and key:
moved elsewhere, or changed by a bit, it does not open.
"""

import hashlib
import secrets
import struct
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pixecom_desktop.domain.errors import KeyMissing, SealBroken
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.storage import keyrings

KEY_BYTES = 32
VERSION = 1
NONCE_BYTES = 12
TAG_BYTES = 16
KEY_ID_BYTES = 8

_HEAD = struct.Struct(f">B{KEY_ID_BYTES}s{NONCE_BYTES}s")
_BOUND = struct.Struct(f">B{KEY_ID_BYTES}sqq")

HOW_TO_GIVE_ONE = (
    "Set META_TOKEN_ENCRYPTION_KEY to 64 hexadecimal digits (32 bytes), such as"
    ' python3 -c "import secrets; print(secrets.token_hex(32))" prints, and keep it safe.'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a sealed token lies: nowhere else does it open."""

    seller_id: int
    table: str
    row_id: int


class Vault:
    """Seals and opens with one key of 32 bytes; raises ValueError for a key of another length."""

    __slots__ = ("_cipher", "_key_id")

    def __init__(self, key: bytes) -> None:
        # The cipher itself would take 16 and 24 bytes too, and be a weaker one.
        if len(key) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes, not {len(key)}")
        self._cipher = AESGCM(key)
        self._key_id = hashlib.sha256(b"pixecom key id" + key).digest()[:KEY_ID_BYTES]

    def seal(self, token: Secret, place: Place) -> bytes:
        """Return the token as it is stored at this place; different each time."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, token.reveal().encode(), self._bound(place))
        return _HEAD.pack(VERSION, self._key_id, nonce) + sealed

    def open(self, sealed: bytes, place: Place) -> Secret:
        """Return the token that was sealed for this place; raises SealBroken for anything else."""
        if len(sealed) < _HEAD.size + TAG_BYTES or sealed[0] != VERSION:
            raise SealBroken("A stored access token is damaged. Connect the account again.")
        _version, key_id, nonce = _HEAD.unpack_from(sealed)
        if key_id != self._key_id:
            raise SealBroken(
                "A stored access token was sealed with another key. Give that key as"
                " META_TOKEN_ENCRYPTION_KEY, or connect the account again."
            )
        try:
            token = self._cipher.decrypt(nonce, sealed[_HEAD.size :], self._bound(place))
        except InvalidTag:
            raise SealBroken(
                "A stored access token was changed or belongs elsewhere. Connect the account again."
            ) from None
        return Secret(token.decode())

    def _bound(self, place: Place) -> bytes:
        numbers = _BOUND.pack(VERSION, self._key_id, place.seller_id, place.row_id)
        return numbers + place.table.encode()


def load_key(
    token_key: Secret | None, *, fresh: bool, keyring: keyrings.Keyring | None = None
) -> bytes:
    """Return the key of this workspace: the environment's, else the one in the system's keyring.

    `fresh` True, where no token is sealed yet, lets a first key be made and kept in the keyring;
    otherwise a new key would only lock the old tokens up. `keyring` None is the system's own.
    Raises KeyMissing, with a sentence that says how to give a key.
    """
    if token_key is not None:
        return _from_hex(token_key, "META_TOKEN_ENCRYPTION_KEY is no key for access tokens.")
    try:
        ring = keyring or keyrings.system()
        kept = ring.read()
        if kept is None and fresh:
            ring.keep(Secret(secrets.token_hex(KEY_BYTES)))
            # Another program's first start may have been quicker: what is kept now counts.
            kept = ring.read()
    except keyrings.NoKeyring as error:
        raise KeyMissing(f"{error} {HOW_TO_GIVE_ONE}") from None
    if kept is None:
        raise KeyMissing(
            "The key that sealed the access tokens is not in this computer's keyring."
            " Set META_TOKEN_ENCRYPTION_KEY to it."
        )
    return _from_hex(kept, "The key in this computer's keyring is damaged.")


def _from_hex(text: Secret, complaint: str) -> bytes:
    digits = text.reveal().strip()
    try:
        key = bytes.fromhex(digits)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES or len(digits) != 2 * KEY_BYTES:
        raise KeyMissing(f"{complaint} {HOW_TO_GIVE_ONE}")
    return key
