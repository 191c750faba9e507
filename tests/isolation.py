"""A home of its own for a test run: nothing of the user's is read, nothing of it is changed.

Imported by `tests/conftest.py` before anything of the program, so that every later import and every
child process finds the made-up folders.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

GUARD = Path(__file__).parent / "guard"
FOLDERS = {
    "HOME": "home",
    "USERPROFILE": "home",
    "APPDATA": "home/AppData/Roaming",
    "LOCALAPPDATA": "home/AppData/Local",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_CACHE_HOME": "home/.cache",
    "XDG_STATE_HOME": "home/.local/state",
    "XDG_RUNTIME_DIR": "runtime",
    "PIXECOM_HOME": "pixecom",
}
# A proxy or a TLS bundle of the developer's would change what the HTTP client does.
FOREIGN = (
    "DATABASE_URL",
    "PIXECOM_EMAIL",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    # The programs that tests start would compile all of it, each anew.
    "PYTHONDONTWRITEBYTECODE",
)


def isolate() -> Path:
    """Point the environment at a fresh folder, gone when the process ends, and return it."""
    root = Path(tempfile.mkdtemp(prefix="pixecom-tests-"))
    atexit.register(_remove, root, os.getpid())
    for name, folder in FOLDERS.items():
        path = root / folder
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.environ[name] = str(path)
    for name in [*os.environ]:
        if name in FOREIGN or name.startswith(("META_", "PG")):
            del os.environ[name]
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    rest = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    if str(GUARD) not in rest:
        os.environ["PYTHONPATH"] = os.pathsep.join([str(GUARD), *rest])
    return root


def close_the_network() -> None:
    """Let no socket of this process leave the loopback, nor any of a Python it starts."""
    sys.path.insert(0, str(GUARD))
    try:
        # The interpreter may have loaded another module of this name at its start.
        sys.modules.pop("sitecustomize", None)
        import sitecustomize
    finally:
        sys.path.remove(str(GUARD))
    sitecustomize.install()


def _remove(root: Path, owner: int) -> None:
    # A forked child runs the same exit handlers and must leave its parent's home alone.
    if os.getpid() == owner:
        shutil.rmtree(root, ignore_errors=True)
