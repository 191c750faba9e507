"""Seals access tokens, so that a stolen database is worth nothing without the key.

AES-256-GCM with a random nonce. What is sealed is bound to its version, seller, table, row and key:
moved elsewhere, or changed by a bit, it does not open. Of several keys the newest seals, and each
opens what it sealed: which it was stands, as its id, before what is sealed.
"""

import hashlib
import secrets
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pixecom_desktop.domain.errors import KeyMissing, SealBroken
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.domain.values import dataclass
from pixecom_desktop.storage import keyrings

KEY_BYTES = 32
VERSION = 1
NONCE_BYTES = 12
TAG_BYTES = 16
KEY_ID_BYTES = 8

KEPT_KEYS = 12
"""So many the keyring keeps; Windows' takes about nineteen."""

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


class OtherKey(SealBroken):
    """A sealed token was sealed with a key that is not here."""


class Vault:
    """Seals with a key of 32 bytes, and opens with it and with older ones.

    Raises ValueError for a key of another length.
    """

    __slots__ = ("_ciphers", "_key_id")

    def __init__(self, key: bytes, *older: bytes) -> None:
        # The cipher itself would take 16 and 24 bytes too, and be a weaker one.
        if wrong := {len(one) for one in (key, *older)} - {KEY_BYTES}:
            raise ValueError(f"a key has {KEY_BYTES} bytes, not {wrong.pop()}")
        self._key_id = _id_of(key)
        self._ciphers = {_id_of(one): AESGCM(one) for one in (key, *older)}

    def seal(self, token: Secret, place: Place) -> bytes:
        """Return the token as it is stored at this place; different each time."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        bound = _bound(self._key_id, place)
        sealed = self._ciphers[self._key_id].encrypt(nonce, token.reveal().encode(), bound)
        return _HEAD.pack(VERSION, self._key_id, nonce) + sealed

    def open(self, sealed: bytes, place: Place) -> Secret:
        """Return the token that was sealed for this place; raises SealBroken for anything else."""
        if len(sealed) < _HEAD.size + TAG_BYTES or sealed[0] != VERSION:
            raise SealBroken("A stored access token is damaged. Connect the account again.")
        _version, key_id, nonce = _HEAD.unpack_from(sealed)
        cipher = self._ciphers.get(key_id)
        if cipher is None:
            raise OtherKey(
                "A stored access token was sealed with another key. Give that key as"
                " META_TOKEN_ENCRYPTION_KEY, or connect the account again."
            )
        try:
            token = cipher.decrypt(nonce, sealed[_HEAD.size :], _bound(key_id, place))
        except InvalidTag:
            raise SealBroken(
                "A stored access token was changed or belongs elsewhere. Connect the account again."
            ) from None
        return Secret(token.decode())

    def is_newest(self, sealed: bytes) -> bool:
        """Tell whether it was sealed with the newest key."""
        return sealed[1 : 1 + KEY_ID_BYTES] == self._key_id


def _id_of(key: bytes) -> bytes:
    return hashlib.sha256(b"pixecom key id" + key).digest()[:KEY_ID_BYTES]


def _bound(key_id: bytes, place: Place) -> bytes:
    return _BOUND.pack(VERSION, key_id, place.seller_id, place.row_id) + place.table.encode()


def load_keys(
    token_key: Secret | None,
    before: Secret | None = None,
    *,
    fresh: bool,
    keyring: keyrings.Keyring | None = None,
) -> tuple[bytes, ...]:
    """Return this workspace's keys, the newest first: the environment's, else the keyring's.

    `before` is the environment's older one, which opens and no longer seals. `fresh` True, where no
    token is sealed yet, lets a first key be made and kept in the keyring; otherwise a new key would
    only lock the old tokens up. `keyring` None is the system's own. Raises KeyMissing, with a
    sentence that says how to give a key.
    """
    older: tuple[bytes, ...] = ()
    if before is not None:
        complaint = "META_TOKEN_ENCRYPTION_KEY_BEFORE is no key for access tokens."
        older = (_from_hex(before.reveal(), complaint),)
    if token_key is not None:
        complaint = "META_TOKEN_ENCRYPTION_KEY is no key for access tokens."
        return (_from_hex(token_key.reveal(), complaint), *older)
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
            "The key that sealed the access tokens is not in this computer's keyring. Set"
            " META_TOKEN_ENCRYPTION_KEY to it; where it is lost, run db rotate-key and connect the"
            " accounts again."
        )
    return (*_kept_keys(kept), *older)


def renew_key(keyring: keyrings.Keyring | None = None) -> None:
    """Put a new key before those that the keyring keeps; raises KeyMissing where there is none.

    Older ones stay, since another workspace of this computer may still need them, up to KEPT_KEYS.
    """
    try:
        ring = keyring or keyrings.system()
        kept = ring.read()
        words = kept.reveal().split() if kept else []
        words.insert(0, secrets.token_hex(KEY_BYTES))
        ring.keep(Secret(" ".join(words[:KEPT_KEYS])))
    except keyrings.NoKeyring as error:
        raise KeyMissing(f"{error} {HOW_TO_GIVE_ONE}") from None


def _kept_keys(kept: Secret) -> tuple[bytes, ...]:
    complaint = "The key in this computer's keyring is damaged."
    return tuple(_from_hex(word, complaint) for word in kept.reveal().split() or ("",))


def _from_hex(text: str, complaint: str) -> bytes:
    digits = text.strip()
    try:
        key = bytes.fromhex(digits)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES or len(digits) != 2 * KEY_BYTES:
        raise KeyMissing(f"{complaint} {HOW_TO_GIVE_ONE}")
    return key
