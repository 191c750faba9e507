"""The frozen build: faults of freezing are found while the program is small."""

import os
import subprocess

import pytest

from tests.packaging.conftest import ROOT


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.acceptance("0.3-1")
def test_a_frozen_build_of_the_wheel_starts_and_finds_itself_whole(installation, tmp_path):
    built = installation.run(
        *("-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
        *("--distpath", str(tmp_path / "dist"), "--workpath", str(tmp_path / "work")),
        str(ROOT / "packaging" / "pixecom.spec"),
    )
    assert built.returncode == 0, built.stderr
    program = tmp_path / "dist" / "pixecom-desktop" / "pixecom-desktop"
    # No Python is near, and nothing of the checkout.
    clean = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}

    smoke = subprocess.run(
        [str(program), "smoke"],
        cwd=tmp_path,
        env={**clean, "PIXECOM_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
    )

    assert smoke.returncode == 0, smoke.stdout + smoke.stderr
    assert "window" in smoke.stdout.lower()
