"""What every test stands on: an own home, no network, a private Postgres, a loop for coroutines."""

from tests import isolation

ROOT = isolation.isolate()
isolation.close_the_network()

import asyncio  # noqa: E402 - nothing may be imported before the home is set
import gc  # noqa: E402
import inspect  # noqa: E402
from collections.abc import Callable, Generator, Iterator  # noqa: E402
from pathlib import Path  # noqa: E402

import pytest  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

from pixecom_desktop.domain.secret import Secret  # noqa: E402
from pixecom_desktop.storage import engine, migrate  # noqa: E402
from tests import loops  # noqa: E402
from tests.postgres import PrivatePostgres  # noqa: E402

SCREENS = Path(__file__).parent / "ui"
MUCH = 20_000
"""After a test that leaves so many objects more than it found rubbish is collected."""

# A busy machine is no failure: a property is judged by its answer, never by its time.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_collection_finish() -> None:
    """Let no collection walk again what lives to the end: tests, modules, their classes."""
    gc.collect()
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the proofs of over a minute too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--long"):
        skip = pytest.mark.skip(reason="a proof of over a minute: test --long")
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(skip)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Let no thread but this one destroy a widget (ui/garbage.py), however late it is let go.

    A test of windows may leave what only a later one lets go of (a loop of Qt, the frames of an
    error): so Python never collects by itself, on whichever thread, and this does.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        with_widgets = "qapp" in getattr(item, "fixturenames", ()) or SCREENS in item.path.parents
        if with_widgets or gc.get_count()[0] > MUCH:
            gc.collect()
        gc.disable()


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run an `async def` test on a loop; a property of hypothesis on one loop an example."""
    test = pyfuncitem.obj
    property_ = getattr(test, "hypothesis", None)
    if property_ is not None and inspect.iscoroutinefunction(property_.inner_test):
        inner = property_.inner_test
        property_.inner_test = lambda **given: loops.run(
            inner(**given), _loop_maker(pyfuncitem), _seconds(pyfuncitem)
        )
        return None
    if not inspect.iscoroutinefunction(test):
        return None
    arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    loops.run(test(**arguments), _loop_maker(pyfuncitem), _seconds(pyfuncitem))
    return True


def _loop_maker(item: pytest.Function) -> Callable[[], asyncio.AbstractEventLoop]:
    if "qapp" not in item.fixturenames and SCREENS not in item.path.parents:
        return asyncio.new_event_loop
    import qasync

    application = item._request.getfixturevalue("qapp")
    return lambda: qasync.QEventLoop(application, already_running=False)


def _seconds(item: pytest.Item) -> float:
    marker = item.get_closest_marker("timeout")
    return float(marker.args[0]) if marker and marker.args else loops.SECONDS


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """Return what pytest-qt makes the application of: the program's own, wherever a test stands."""
    from pixecom_desktop.ui.system import Application

    return Application


@pytest.fixture(scope="session")
def postgres() -> Iterator[PrivatePostgres]:
    """Return the test process's own server, started when the first test asks for it."""
    server = PrivatePostgres()
    yield server
    server.close()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a migrated SQLite file to which nobody is connected: copying it takes a moment."""
    path = tmp_path_factory.mktemp("migrated") / "pixecom.db"
    _migrate(engine.sqlite(path))
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres: PrivatePostgres) -> str:
    """Return the URL of a migrated Postgres to which nobody is connected: `fresh(like=...)`."""
    url = postgres.fresh()
    _migrate(engine.postgres(Secret(url), pool_size=1))
    return url


def _migrate(opened: engine.Engine) -> None:
    migrate.upgrade(opened, backups=None)
    opened.dispose()


@pytest.fixture
def postgres_url(postgres: PrivatePostgres) -> Iterator[str]:
    """Return the URL of a fresh, empty Postgres database, gone after the test."""
    url = postgres.fresh()
    yield url
    postgres.drop(url)
