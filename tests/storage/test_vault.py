"""Tokens sealed and opened, and the key they are sealed with."""

import random
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backends.chainer import ChainerBackend
from keyring.backends.fail import Keyring as FailKeyring
from keyring.backends.null import Keyring as NullKeyring
from keyring.backends.SecretService import Keyring as SecretService
from keyring.errors import KeyringLocked

from pixecom_desktop.domain.errors import KeyMissing, SealBroken, UserError
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.storage import keyrings
from pixecom_desktop.storage.vault import Place, Vault, load_keys

KEY = bytes(range(32))
HERE = Place(seller_id=7, table="connections", row_id=1_234)
TOKEN = Secret("EAAB-token")


@pytest.mark.acceptance("1.2-4")
@given(
    token=st.text(st.characters(exclude_categories=["Cs"])), key=st.binary(min_size=32, max_size=32)
)
def test_a_token_comes_out_as_it_went_in(token: str, key: bytes) -> None:
    vault = Vault(key)

    assert vault.open(vault.seal(Secret(token), HERE), HERE) == Secret(token)


@pytest.mark.acceptance("1.2-4")
def test_any_changed_bit_is_refused() -> None:
    vault = Vault(KEY)
    sealed = vault.seal(TOKEN, HERE)

    for place in range(len(sealed)):
        for bit in range(8):
            changed = bytearray(sealed)
            changed[place] ^= 1 << bit
            with pytest.raises(SealBroken):
                vault.open(bytes(changed), HERE)


@pytest.mark.acceptance("1.2-4")
def test_a_thousand_changed_bytes_are_refused_by_an_error_of_our_own() -> None:
    vault, dice = Vault(KEY, bytes(32)), random.Random(3)
    sealed = vault.seal(Secret("EAAB" + "x" * 200), HERE)

    for _ in range(1_000):
        changed = bytearray(sealed)
        place = dice.randrange(len(sealed))
        changed[place] = (changed[place] + dice.randrange(1, 256)) % 256
        with pytest.raises(SealBroken):
            vault.open(bytes(changed), HERE)


@pytest.mark.acceptance("1.2-4")
@given(st.binary(max_size=80))
def test_what_was_never_sealed_is_refused(rubbish: bytes) -> None:
    with pytest.raises(SealBroken):
        Vault(KEY).open(rubbish, HERE)


@pytest.mark.acceptance("1.2-4")
def test_a_token_that_was_cut_short_is_refused() -> None:
    sealed = Vault(KEY).seal(TOKEN, HERE)

    for length in range(len(sealed)):
        with pytest.raises(SealBroken):
            Vault(KEY).open(sealed[:length], HERE)


@pytest.mark.acceptance("1.2-4")
@pytest.mark.parametrize(
    "there",
    [
        Place(seller_id=7, table="connections", row_id=1_235),
        Place(seller_id=8, table="connections", row_id=1_234),
        Place(seller_id=7, table="sessions", row_id=1_234),
        Place(seller_id=1_234, table="connections", row_id=7),
    ],
)
def test_another_rows_sellers_or_tables_token_is_refused(there: Place) -> None:
    sealed = Vault(KEY).seal(TOKEN, there)

    with pytest.raises(SealBroken, match="belongs elsewhere"):
        Vault(KEY).open(sealed, HERE)


@pytest.mark.acceptance("1.2-4")
def test_another_key_is_refused_and_the_sentence_says_so() -> None:
    sealed = Vault(KEY).seal(TOKEN, HERE)

    with pytest.raises(SealBroken, match="another key"):
        Vault(secrets.token_bytes(32)).open(sealed, HERE)


@pytest.mark.parametrize("length", [0, 16, 24, 31, 33, 64])
def test_a_key_has_32_bytes(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Vault(bytes(length))


def test_the_same_token_is_sealed_differently_each_time() -> None:
    vault = Vault(KEY)

    sealed = {vault.seal(TOKEN, HERE) for _ in range(100)}

    assert len(sealed) == 100
    assert not any(b"EAAB" in one for one in sealed)


def test_a_vault_does_not_show_its_key() -> None:
    assert KEY.hex() not in repr(Vault(KEY))
    assert not hasattr(Vault(KEY), "__dict__")


class Memory:
    """A keyring of a test's own."""

    def __init__(self, kept: str | None = None) -> None:
        self.kept = kept

    def read(self) -> Secret | None:
        return None if self.kept is None else Secret(self.kept)

    def keep(self, key: Secret) -> None:
        self.kept = key.reveal()


class Quicker(Memory):
    """A keyring in which another program's first start wins the race."""

    def keep(self, key: Secret) -> None:
        self.kept = KEY.hex()


def test_the_environments_key_counts_and_the_keyring_is_left_alone() -> None:
    ring = Memory("ff" * 32)

    assert load_keys(Secret(KEY.hex().upper()), fresh=True, keyring=ring) == (KEY,)
    assert ring.kept == "ff" * 32


def test_the_keyrings_key_is_used_where_the_environment_has_none() -> None:
    assert load_keys(None, fresh=False, keyring=Memory(KEY.hex())) == (KEY,)


def test_a_first_run_makes_a_key_and_later_ones_find_it() -> None:
    ring = Memory()

    (made,) = load_keys(None, fresh=True, keyring=ring)

    assert len(made) == 32
    assert load_keys(None, fresh=False, keyring=ring) == (made,)
    assert load_keys(None, fresh=True, keyring=Memory()) != (made,)


def test_of_two_first_runs_both_use_the_key_that_was_kept() -> None:
    assert load_keys(None, fresh=True, keyring=Quicker()) == (KEY,)


def test_no_new_key_is_made_where_tokens_are_sealed_already() -> None:
    ring = Memory()

    with pytest.raises(KeyMissing, match="META_TOKEN_ENCRYPTION_KEY"):
        load_keys(None, fresh=False, keyring=ring)

    assert ring.kept is None


@pytest.mark.parametrize(
    "text", ["", "short", KEY.hex()[:-2], KEY.hex() + "00", "zz" * 32, KEY[:16].hex(), "00 " * 32]
)
def test_a_key_that_is_no_64_hex_digits_is_refused_with_a_way_out(text: str) -> None:
    with pytest.raises(KeyMissing, match="64 hexadecimal digits") as refused:
        load_keys(Secret(text), fresh=True, keyring=Memory())

    assert isinstance(refused.value, UserError)
    assert not text or text not in str(refused.value)


def test_without_key_and_keyring_the_sentence_says_how_to_give_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("keyring.get_keyring", NullKeyring)

    with pytest.raises(KeyMissing, match=r"no keyring.*META_TOKEN_ENCRYPTION_KEY"):
        load_keys(None, fresh=True)


class Plaintext(NullKeyring):
    """As keyrings.alt's: keeps secrets in a file for all to read."""


@pytest.mark.parametrize("backend", [NullKeyring(), FailKeyring(), Plaintext()])
def test_a_keyring_that_keeps_no_secret_is_refused(backend: keyrings.Backend) -> None:
    with pytest.raises(keyrings.NoKeyring):
        keyrings.trusted(backend)


class Service(SecretService):
    """The desktop's keyring, without a desktop."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class Locked(Service):
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("what the backend says may hold anything")


class Chain(ChainerBackend):
    backends = (Plaintext(), Service())


def test_of_a_chain_only_a_real_keyring_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keyring.get_keyring", Chain)

    (made,) = load_keys(None, fresh=True)

    (_, real) = Chain.backends
    assert list(real.kept.values()) == [made.hex()]
    assert load_keys(None, fresh=False) == (made,)


def test_a_locked_keyring_is_told_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keyring.get_keyring", Locked)

    with pytest.raises(KeyMissing, match=r"does not answer \(KeyringLocked\).*Set META_TOKEN"):
        load_keys(None, fresh=True)
