"""`meta check` tells in plain words what would work, and lets the jobs take up what passes."""

import pytest

from pixecom_desktop.domain.enums import ConnectionHealth
from pixecom_desktop.sandbox.faults import Fault
from tests.journeys import team
from tests.journeys.test_the_command_line import DAYS, filled, filled_file, program  # noqa: F401


def health(settings):
    """Return what a sync without anybody's asking would do: the worker's own question."""
    import asyncio
    import os

    from pixecom_desktop import config
    from pixecom_desktop.runtime import build

    async def ask():
        runtime = build(config.from_environment({**os.environ, **settings}))
        try:
            scope = await team.everywhere(runtime)
            return {one.health for one in await runtime.connections.accounts(scope)}
        finally:
            await runtime.close()

    return asyncio.run(ask())


@pytest.mark.acceptance("1.6-1")
def test_a_connection_that_works_is_told_so_step_by_step(filled, meta):  # noqa: F811
    done = filled("meta", "check")

    assert done.returncode == 0, done.stderr
    for account in meta.accounts:
        assert f"{account}: syncing works, and so do changes." in done.stdout
    for words in ("Meta takes the token", "Campaigns can be read", "Statistics can be read"):
        assert done.stdout.count(words) == len(meta.accounts)
    assert meta.token not in done.stdout + done.stderr


@pytest.mark.acceptance("1.6-1")
def test_a_token_that_lacks_a_permission_is_told_what_is_missing(filled, meta):  # noqa: F811
    meta.graph.desk.scopes = frozenset({"ads_read"})

    done = filled("meta", "check")

    assert done.returncode == 1
    assert "syncing works, changes do not" in done.stdout
    assert "ads_management" in done.stdout


def test_what_passes_again_is_taken_up_by_the_jobs(filled, meta):  # noqa: F811
    meta.graph.desk.set_state("expired")
    assert filled("sync", *DAYS).returncode == 1
    assert health(filled.settings) == {ConnectionHealth.TOKEN_INVALID}
    refused = filled("meta", "check")
    assert refused.returncode == 1
    assert "syncing does not work" in refused.stdout
    assert health(filled.settings) == {ConnectionHealth.TOKEN_INVALID}

    meta.graph.desk.set_state("valid")
    assert filled("meta", "check").returncode == 0
    assert health(filled.settings) == {ConnectionHealth.OK}


def test_an_account_that_meta_refuses_is_told_beside_those_that_work(filled, meta):  # noqa: F811
    meta.faults.add(Fault(kind="permission", account=meta.accounts[0], times=None))

    done = filled("meta", "check")

    assert done.returncode == 1
    assert f"{meta.accounts[0]}: syncing does not work" in done.stdout
    assert f"{meta.accounts[1]}: syncing works" in done.stdout


def test_with_nothing_linked_it_says_what_to_do(program):  # noqa: F811
    done = program("meta", "check")

    assert done.returncode == 2
    assert "connect act_1234567890" in done.stderr


def test_an_account_of_two_sellers_is_told_with_each_ones_name_and_way_out(filled, meta):  # noqa: F811
    filled.add_seller(5, "luma-home", "Luma Home")
    token = f"{meta.token}\n"
    linked = filled("connect", meta.accounts[0], "--seller", "luma-home", said=token)
    assert linked.returncode == 0, linked.stderr
    meta.graph.desk.set_state("expired")

    synced, checked = filled("sync", *DAYS, "--seller", "all"), filled("meta", "check")

    both = [f"{name} · {meta.accounts[0]}: " for name in ("Luma Home", "My shop")]
    for done in (synced, checked):
        assert done.returncode == 1
        assert all(done.stdout.count(words) == 1 for words in both), done.stdout
    assert all(words in synced.stderr for words in both)
    assert f"connect {meta.accounts[0]} --seller 'Luma Home'" in checked.stderr
    assert f"connect {' '.join(meta.accounts)} --seller 'My shop'" in checked.stderr
