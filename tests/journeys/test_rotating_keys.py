"""Tokens sealed anew under a new key: interrupted anywhere, beside programs at work, key lost."""

import secrets
from dataclasses import replace
from datetime import timedelta

import pytest

from pixecom_desktop.cli import rotating as command
from pixecom_desktop.cli.main import main
from pixecom_desktop.domain.access import HOUSE
from pixecom_desktop.domain.clock import FixedClock, SystemClock
from pixecom_desktop.domain.enums import ConnectionHealth, RunState
from pixecom_desktop.domain.errors import BusyError, KeyMissing, SealBroken, UserError
from pixecom_desktop.domain.findings import Verdict
from pixecom_desktop.domain.secret import Secret
from pixecom_desktop.storage import keyrings, rotating
from pixecom_desktop.storage.fencing import LEASE_SECONDS
from pixecom_desktop.storage.keyrings import SystemKeyring
from pixecom_desktop.storage.repos import connections
from pixecom_desktop.storage.vault import Place, Vault, load_keys
from tests.storage.test_vault import Service


class Killed(BaseException):
    """Ends the program where it stands, as a signal would."""


@pytest.fixture
def ring(monkeypatch) -> Service:
    """The computer's keyring, in memory."""
    kept = Service()
    monkeypatch.setattr(keyrings, "system", lambda name=keyrings.NAME: SystemKeyring(kept, name))
    return kept


async def opened(home, vault: Vault) -> list[str]:
    """Return every token, each opened at its place; raises SealBroken where one does not open."""
    found = await home.runtime.database.read(HOUSE, connections.sealed_tokens)
    return [
        vault.open(sealed, Place(seller_id=seller_id, table="connections", row_id=id_)).reveal()
        for seller_id, id_, sealed in found
    ]


def killing(monkeypatch, at: int, *, is_written: bool):
    """Kill the rotation at its `at`-th row: before it is written, or before that is kept."""
    reseal, come = connections.reseal, iter(range(99))

    def watched(*arguments):
        is_now = next(come) == at
        if is_now and not is_written:
            raise Killed
        answer = reseal(*arguments)
        if is_now:
            raise Killed
        return answer

    monkeypatch.setattr(connections, "reseal", watched)


async def test_a_rotation_that_is_killed_at_any_row_goes_on_and_every_token_opens(
    house, config, meta, ring
):
    config = replace(config, token_key=None)
    async with house(config) as home:
        (first,) = ring.kept.values()
        tokens = [meta.token] * len(meta.accounts)
        kept = len(meta.accounts)
        for at in range(kept):
            for is_written in (False, True):
                before = load_keys(None, fresh=False)
                with pytest.MonkeyPatch.context() as patched:
                    killing(patched, at, is_written=is_written)
                    with pytest.raises(Killed):
                        await command.rotated(home.runtime.database, config)

                begun = load_keys(None, fresh=False)
                assert begun[1:] == before, "both keys are kept"
                assert await opened(home, Vault(*begun)) == tokens
                if at:
                    with pytest.raises(SealBroken):
                        await opened(home, Vault(*before))

                left = await command.rotated(home.runtime.database, config)
                after = load_keys(None, fresh=False)
                assert after == begun, "it goes on with the key that it began with"
                assert left.resealed == kept - at
                assert await opened(home, Vault(after[0])) == tokens, "the older keys are not used"
        # The program that has been at work all the while looks for its keys again.
        assert {run.state for run in await home.sync()} == {RunState.DONE}
        assert first in next(iter(ring.kept.values()))


async def test_with_keys_of_the_environment_the_new_one_is_named_beside_the_old(
    house, config, meta, monkeypatch
):
    monkeypatch.setattr("keyring.get_keyring", lambda: pytest.fail("nobody asks the keyring"))
    new = Secret(secrets.token_hex(32))
    both = replace(config, token_key=new, token_key_before=config.token_key)
    async with house(config) as home, house(both, link=False) as at_work:
        database = home.runtime.database
        with pytest.raises(UserError, match="META_TOKEN_ENCRYPTION_KEY_BEFORE"):
            await command.rotated(database, config)
        alone = await command.rotated(database, replace(config, token_key=new))
        assert (alone.resealed, alone.closed) == (0, 3), "without the old key all stay as they are"

        assert {run.state for run in await at_work.sync()} == {RunState.DONE}
        assert (await command.rotated(database, both)).resealed == 3
        assert {run.state for run in await at_work.sync()} == {RunState.DONE}
        assert await opened(home, Vault(bytes.fromhex(new.reveal()))) == [meta.token] * 3


def test_the_command_says_what_it_did_and_no_key(on_sqlite, ring, capfd, monkeypatch):
    """Of a workspace without tokens: what it says of others follows from the counts."""
    monkeypatch.setenv("PIXECOM_HOME", str(on_sqlite.home))

    assert main(["db", "rotate-key"]) == 0

    (kept,) = ring.kept.values()
    out, err = capfd.readouterr()
    assert out == "0 tokens are sealed anew, of 0.\n"
    assert kept not in out + err


async def test_a_token_that_was_connected_meanwhile_is_left_as_it_is(house, config, ring, meta):
    config = replace(config, token_key=None)
    async with house(config) as home:
        reseal = connections.reseal

        def overtaken(session, seller_id, connection_id, sealed, fresh):
            place = Place(seller_id=seller_id, table="connections", row_id=connection_id)
            newer = Vault(*load_keys(None, fresh=False)).seal(Secret("EAABnewer"), place)
            reseal(session, seller_id, connection_id, sealed, newer)
            return reseal(session, seller_id, connection_id, sealed, fresh)

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(connections, "reseal", overtaken)
            assert (await command.rotated(home.runtime.database, config)).resealed == 0

        assert await opened(home, Vault(*load_keys(None, fresh=False))) == ["EAABnewer"] * 3


async def test_tokens_of_a_lost_key_ask_to_be_connected_again_and_everything_else_goes_on(
    house, on_sqlite, ring, meta
):
    config = replace(on_sqlite, token_key=None)
    async with house(config) as home:
        await home.sync()
        spent = (await home.table()).summary
    ring.kept.clear()

    async with house(config, link=False) as home:
        assert (await home.table()).summary == spent
        runs = await home.sync()
        assert {run.state for run in runs} == {RunState.FAILED}
        assert all("db rotate-key" in run.errors[0] for run in runs)
        with pytest.raises(KeyMissing):
            await home.runtime.connections.link(
                home.session.scope, Secret(meta.token), meta.accounts[:1]
            )
        assert not ring.kept, "no new key is made over what is sealed"

        rotated = await command.rotated(home.runtime.database, config)
        assert (rotated.resealed, rotated.closed, rotated.tokens) == (0, 3, 3)
        await home.runtime.connections.link(
            home.session.scope, Secret(meta.token), meta.accounts[:1]
        )
        states = {run.account: run.state for run in await home.sync()}
        assert [states[one] for one in meta.accounts] == [
            RunState.DONE,
            RunState.FAILED,
            RunState.FAILED,
        ]
        links = {one.connection.external_id: one.connection for one in await _links(home)}
        for account in meta.accounts[1:]:
            assert links[account].health is ConnectionHealth.TOKEN_INVALID
            assert "connect the account again" in links[account].health_reason
            found = await home.runtime.health.check_one(home.session.scope, account)
            assert [line.verdict for line in found.lines] == [Verdict.FAILS]
        assert (await home.table()).summary == spent


async def _links(home):
    return await home.runtime.linking.links(home.session.scope)


@pytest.mark.parametrize("lives", [False, True])
async def test_a_rotation_waits_for_the_end_of_a_dead_ones_lease_and_says_how_long(
    house, config, ring, capsys, lives
):
    config = replace(config, token_key=None)
    async with house(config) as home:
        database, clock = home.runtime.database, FixedClock(SystemClock().now())
        other = await rotating.hold(database, holder="elsewhere:1", clock=clock)
        waited = []

        async def sleep(seconds):
            waited.append(seconds)
            clock.advance(timedelta(seconds=seconds))
            if lives:
                await other.keep()

        if lives:
            with pytest.raises(BusyError, match="Run this again when that has ended"):
                await command.rotated(database, config, clock=clock, sleep=sleep)
            assert sum(waited) > LEASE_SECONDS
        else:
            assert (await command.rotated(database, config, clock=clock, sleep=sleep)).resealed == 3
            assert sum(waited) == LEASE_SECONDS, "no second longer than the lease holds"
        told = capsys.readouterr().err.splitlines()
        assert told[0].endswith(f"this goes on in {LEASE_SECONDS} s at most.")
        assert told[1:] == ["45 s left.", "30 s left.", "15 s left."]
