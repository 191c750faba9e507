"""The test run itself: an own home, no way out, a loop a test, a Postgres a test."""

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path

import keyring
import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st


def test_the_users_home_is_a_made_up_one():
    assert "pixecom-tests-" in str(Path.home())
    assert "pixecom-tests-" in os.environ["PIXECOM_HOME"]


def test_nothing_of_the_developers_settings_is_seen():
    assert not [name for name in os.environ if name.startswith("META_") or name == "DATABASE_URL"]


def test_the_users_keyring_is_out_of_reach():
    keyring.set_password("pixecom-desktop", "anna", "secret")

    assert keyring.get_password("pixecom-desktop", "anna") is None


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_no_socket_leaves_the_loopback(host):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET

    with socket.socket(family) as out, pytest.raises(BaseException, match="only the loopback"):
        out.connect((host, 443))


def test_no_name_is_looked_up():
    with pytest.raises(BaseException, match="only the loopback"):
        socket.getaddrinfo("graph.example", 443)


def test_no_child_process_leaves_the_loopback():
    program = "import socket; socket.create_connection(('192.0.2.1', 443))"

    child = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert child.returncode != 0
    assert "only the loopback" in child.stderr


async def test_a_coroutine_reaches_a_server_on_the_loopback():
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        assert await reader.read() == b""
        writer.close()
        await writer.wait_closed()


async def test_a_screens_coroutine_runs_on_the_loop_of_qt(qtbot):
    await asyncio.sleep(0.01)

    assert "Q" in type(asyncio.get_running_loop()).__name__


@given(st.integers())
async def test_a_property_may_be_a_coroutine(number):
    await asyncio.sleep(0)

    assert number == int(str(number))


async def test_what_a_test_leaves_running_is_ended():
    asyncio.get_running_loop().create_task(asyncio.sleep(3600))


def test_each_test_has_an_empty_postgres_of_its_own(postgres_url):
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE mine (id bigint)")
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        assert found.fetchall() == [("mine",)]


def test_the_next_test_finds_nothing_of_the_last_one(postgres_url):
    with psycopg.connect(postgres_url) as connection:
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        assert found.fetchall() == []


def test_a_postgres_may_begin_as_a_copy(postgres, postgres_url):
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE mine (id bigint)")

    copy = postgres.fresh(like=postgres_url)

    with psycopg.connect(copy) as connection:
        assert connection.execute("SELECT count(*) FROM mine").fetchone() == (0,)
    postgres.drop(copy)
