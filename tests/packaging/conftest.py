"""The program as a user gets it: built, installed where nothing of the checkout can be seen."""

import os
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """A bare environment with the wheel in it; its dependencies are the checkout's."""

    python: Path
    packages: Path
    elsewhere: Path

    def run(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run this environment's Python from a folder that knows nothing of the checkout."""
        return subprocess.run(
            [str(self.python), *arguments],
            cwd=self.elsewhere,
            env={**os.environ, "PIXECOM_HOME": str(self.elsewhere / "home"), **settings},
            capture_output=True,
            text=True,
        )


@pytest.fixture(scope="session")
def wheel(tmp_path_factory) -> Path:
    """Build the wheel of the checkout as it is now, without a network."""
    folder = tmp_path_factory.mktemp("dist")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="session")
def installation(wheel, tmp_path_factory) -> Installation:
    """Install the wheel into a bare environment."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.check_output(asked, text=True).strip())
    # Found after everything of its own, and without the checkout that the folder's own .pth names.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    bare = Installation(python=python, packages=packages, elsewhere=elsewhere)
    done = bare.run("-m", "pip", "install", "--no-deps", "--no-index", str(wheel))
    assert done.returncode == 0, done.stdout + done.stderr
    return bare
