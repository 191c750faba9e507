"""The two commands: what a fresh machine is given, and what it is told where it cannot be."""

import ast
import hashlib
import importlib
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.packaging.conftest import ROOT

TOOLS = [ROOT / "packaging" / "dev.py", ROOT / "packaging" / "environment.py"]
TEST_COMMAND = "python3 packaging/dev.py test"
posix_only = pytest.mark.skipif(os.name == "nt", reason="apt is Debian's")


@pytest.fixture
def environment(monkeypatch):
    """The module that makes the venv, read afresh so that each test may bend its settings."""
    monkeypatch.setattr(sys, "path", [str(ROOT / "packaging"), *sys.path])
    monkeypatch.delitem(sys.modules, "environment", raising=False)
    return importlib.import_module("environment")


@pytest.fixture
def dev(environment, monkeypatch):
    monkeypatch.delitem(sys.modules, "dev", raising=False)
    return importlib.import_module("dev")


@pytest.fixture(scope="module")
def made_before(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("made") / ".venv"
    venv.create(folder, with_pip=True, symlinks=os.name != "nt")
    return folder


@pytest.fixture
def copying(fresh, made_before, monkeypatch):
    """A fresh checkout whose venv is a copy of one that was made before, which takes no seconds."""

    def make(folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(made_before, folder, symlinks=True)

    monkeypatch.setattr(fresh, "_make_venv", make)
    return fresh


@pytest.fixture
def fresh(environment, monkeypatch, tmp_path):
    """A checkout in which nothing is set up, whose lock asks for nothing."""
    venv = tmp_path / ".venv"
    lock = tmp_path / "run.lock"
    lock.write_text("", encoding="utf-8")
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    for name, value in {
        "ROOT": tmp_path,
        "VENV": venv,
        "STAMP": venv / "pixecom.json",
        "BUSY": tmp_path / "build" / "setup.lock",
        "PYTHON": python,
        "LOCKS": {"run": lock, "dev": lock},
        "WHOLE": {"run": ("json", "pip"), "dev": ("json",)},
    }.items():
        monkeypatch.setattr(environment, name, value)
    return environment


def program(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_an_old_python_can_read_the_sentence_meant_for_it(tool):
    ast.parse(tool.read_text(encoding="utf-8"), feature_version=(3, 7))


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_setting_up_needs_the_standard_library_only(tool):
    tree = ast.parse(tool.read_text(encoding="utf-8"))
    named = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }

    assert named <= {*sys.stdlib_module_names, "environment", "building"}


@pytest.mark.parametrize("version", [(3, 10, 9), (3, 14, 0)])
def test_an_unfit_python_is_told_what_to_install(environment, monkeypatch, capsys, version):
    monkeypatch.setattr(sys, "version_info", version)
    monkeypatch.setenv("PATH", "")

    with pytest.raises(SystemExit) as end:
        environment.use_a_fitting_python()

    assert end.value.code == 2
    assert "Install Python 3.13" in capsys.readouterr().err


@pytest.mark.timeout(400)
def test_a_venv_is_made_once_and_remade_when_it_is_broken_or_its_lock_changes(copying):
    marker = copying.VENV / "marker"

    def remade() -> bool:
        copying._install("run")
        new = not marker.exists()
        marker.touch()
        return new

    assert remade()
    assert not remade()
    copying.STAMP.unlink()
    assert remade(), "a half-made venv has no stamp"
    copying.PYTHON.unlink()
    assert remade(), "a venv without its Python is broken"
    copying.LOCKS["run"].write_text("# another lock\n", encoding="utf-8")
    assert remade()


def test_the_venv_imports_the_checkout_itself(fresh):
    left = fresh.VENV / "of a start that was broken off"
    left.mkdir(parents=True)

    fresh._install("run")

    assert not left.exists()

    path = subprocess.check_output(
        [str(fresh.PYTHON), "-c", "import sys; print(sys.path)"], text=True, cwd=fresh.VENV
    )
    assert str(fresh.ROOT) in ast.literal_eval(path)


def test_two_first_starts_make_one_venv_between_them(copying):
    with ThreadPoolExecutor(2) as starts:
        stamps = list(starts.map(copying._install, ["run", "run"]))

    assert stamps[0] == stamps[1]
    assert copying._is_whole("run")


def test_a_lock_is_installed_as_it_stands(copying, monkeypatch, capsys):
    """With the hash of each package, and without a look at what a package itself asks for."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(copying.ROOT))
    wheel = _wheel_that_asks_for_more(copying.ROOT)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    copying.LOCKS["run"].write_text(f"asking==1 --hash=sha256:{digest}\n", encoding="utf-8")

    copying._install("run")

    asked = [str(copying.PYTHON), "-c", "import asking; print(asking.NAME)"]
    assert subprocess.check_output(asked, text=True).strip() == "asking"
    copying.LOCKS["run"].write_text("asking==1\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        copying._install("run")
    assert "Hashes are required" in capsys.readouterr().err


def _wheel_that_asks_for_more(folder: Path) -> Path:
    path = folder / "asking-1-py3-none-any.whl"
    about = "Metadata-Version: 2.1\nName: asking\nVersion: 1\nRequires-Dist: nowhere[extra]>=2\n"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("asking.py", "NAME = __name__\n")
        wheel.writestr("asking-1.dist-info/METADATA", about)
        wheel.writestr("asking-1.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr("asking-1.dist-info/RECORD", "")
    return path


def test_without_a_network_it_says_so(copying, monkeypatch, capsys):
    for name in ("PIP_NO_INDEX", "PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    copying.LOCKS["run"].write_text(f"nothing==1 --hash=sha256:{'0' * 64}\n", encoding="utf-8")

    with pytest.raises(SystemExit) as end:
        copying._install("run")

    assert end.value.code == 2
    assert "check the network" in capsys.readouterr().err
    assert not copying.STAMP.exists()


@posix_only
def test_system_packages_come_by_apt_where_it_may_install(environment, monkeypatch, tmp_path):
    program(tmp_path, "apt-get", f'echo "$*" >> {tmp_path}/calls')
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin")
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    environment._need_packages(["libegl1", "libgl1"], "Qt lacks a system library.")

    assert (tmp_path / "calls").read_text().splitlines() == [
        "update",
        "install -y --no-install-recommends libegl1 libgl1",
    ]


@posix_only
def test_where_apt_may_not_install_the_line_to_run_is_printed(
    environment, monkeypatch, tmp_path, capsys
):
    program(tmp_path, "apt-get", f"touch {tmp_path}/called")
    program(tmp_path, "sudo", "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(SystemExit):
        environment._need_packages(["libegl1"], "Qt lacks a system library.")

    line = "sudo apt-get install -y --no-install-recommends libegl1"
    assert line in capsys.readouterr().err
    assert not (tmp_path / "called").exists()


@posix_only
def test_a_system_without_apt_is_told_the_packages(environment, monkeypatch, capsys):
    monkeypatch.setenv("PATH", "")

    with pytest.raises(SystemExit):
        environment._need_packages(["libegl1"], "Qt lacks a system library.")

    assert "libegl1" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="wheels bring Qt's libraries elsewhere")
def test_a_library_that_qt_lacks_is_found_by_loading_it(environment):
    python = Path(sys.executable)

    assert environment._qt_misses(python, "offscreen") == ""
    assert "cannot open shared object file" in environment._qt_misses(python, "nosuchplatform")


def test_the_last_line_counts_what_pytest_did(dev, tmp_path):
    (tmp_path / "test_sample.py").write_text(
        "import pytest\n"
        "def test_a(): pass\n"
        "def test_b(): assert False\n"
        "@pytest.fixture\n"
        "def broken(): raise ValueError\n"
        "def test_c(broken): pass\n"
        "@pytest.mark.skip(reason='no printer')\n"
        "def test_d(): pass\n",
        encoding="utf-8",
    )
    results = tmp_path / "results.xml"
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", f"--junitxml={results}", str(tmp_path)],
        cwd=tmp_path,
        capture_output=True,
    )

    counts, skips = dev._counts(results)

    assert counts == {"passed": 1, "failed": 2, "skipped": 1}
    assert skips == ["test_sample::test_d: no printer"]


def test_a_failing_stage_is_counted_and_the_others_still_run(dev, monkeypatch, capsys):
    ran = []

    def stage(name: str, command: list[str]) -> bool:
        ran.append(name)
        return name != "ruff check"

    monkeypatch.setattr(dev, "_stage", stage)

    assert dev.test([]) == 1
    assert ran == ["ruff check", "ruff format", "mypy --strict", "import-linter", "pytest"]
    assert capsys.readouterr().out.splitlines()[-1] == "0 passed, 1 failed, 0 skipped"


def test_the_continuous_check_is_exactly_the_readmes_test_command():
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert run.splitlines()[-1] == f"exec {TEST_COMMAND}"
    assert f"\n{TEST_COMMAND}\n" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert os.name == "nt" or os.access(ROOT / ".ci" / "run", os.X_OK)


def test_the_readme_begins_with_what_the_program_is_for():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    first = readme.partition("\n\n")[2]
    assert first.startswith(
        "PixEcom Desktop puts every client's Meta campaigns, ad sets and ads in one instant table"
        " on your own computer, where you can find the losers, pause sixty at once, take it back,"
        " keep working offline, and ask any number where it came from."
    )
