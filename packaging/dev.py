#!/usr/bin/env python3
"""The way in: sets up this checkout and runs what the README promises, on any system.

    python3 packaging/dev.py demo                 the main job on a made-up business, in a window
    python3 packaging/dev.py test [pytest args]   every check; with --long the long proofs too
    python3 packaging/dev.py run [arguments]      the program on your own workspace
    python3 packaging/dev.py setup                only set up
    python3 packaging/dev.py pictures [DIR]       every screen and state as PNG, both themes
    python3 packaging/dev.py pictures --kept      those of the README and the guide, made anew
    python3 packaging/dev.py texts                bring the translations up to the sources
    python3 packaging/dev.py freeze [DIR]         the program as a folder that needs no Python
    python3 packaging/dev.py installer [DIR]      that, and this system's installer of it
    python3 packaging/dev.py icons                draw the icon for Windows and macOS again
    python3 packaging/dev.py bench [--json]       how fast it is, beside what else people would use
    python3 packaging/dev.py lock [--upgrade]     write the requirement locks again

Standard library only, and written so that an old Python can still read it and say what is missing.
How the checkout gets its Python is in `environment.py`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from pathlib import Path

from environment import (
    LOCKS,
    PYTHON,
    RIVALS,
    ROOT,
    WINDOWS,
    offer_packages,
    rivals,
    set_up,
    tool,
    use_a_fitting_python,
)


def main(arguments: list[str]) -> int:
    """Run one command; returns its exit code."""
    use_a_fitting_python()
    command, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if command == "demo":
        set_up("run", window=True)
        return hand_over("-m", "pixecom_desktop", "demo", *rest)
    if command == "run":
        set_up("run", window=not rest or rest[0].startswith("pixecom://"))
        return hand_over("-m", "pixecom_desktop", *rest)
    if command == "setup":
        set_up("dev")
        print(f"Ready: {PYTHON.relative_to(ROOT)}")
        return 0
    if command == "test":
        set_up("dev")
        offer_packages("makensis", ["nsis"])
        return test(rest)
    if command == "bench":
        set_up("dev")
        os.environ["PYTHONPATH"] = os.pathsep.join(map(str, (ROOT, rivals())))
        return hand_over("-m", "tests.performance.bench", *rest)
    if command in MADE:
        return make(command, rest)
    print((__doc__ or "").strip())
    return 0 if command in {"help", "-h", "--help"} else 2


MADE = frozenset({"pictures", "texts", "icons", "lock", "freeze", "installer"})
"""What is made from the sources."""


def make(command: str, arguments: list[str]) -> int:
    """Make something from the sources; returns its exit code."""
    if command in {"freeze", "installer"}:
        import building

        place = Path(arguments[0]) if arguments else ROOT / "build" / "frozen"
        return building.main(command, place.absolute())
    set_up("dev")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if command == "lock":
        return lock(arguments)
    if command == "pictures":
        kept = [one for one in arguments if one == "--kept"]
        given = [one for one in arguments if one not in kept]
        folder = ROOT / "resources" / "pictures" if kept else ROOT / "build" / "pictures"
        out = given[0] if given else str(folder)
        return hand_over("-m", "pixecom_desktop.ui.pictures", "--out", out, *kept)
    script = {"texts": "translations.py", "icons": "icons.py"}[command]
    return hand_over(str(ROOT / "packaging" / script))


def hand_over(*arguments: str) -> int:
    """Run the venv's Python in our place, so that signals reach it; returns its exit code."""
    command = [str(PYTHON), *arguments]
    sys.stdout.flush()
    if not WINDOWS:
        os.execv(command[0], command)  # noqa: S606 - our own venv, no shell
    with subprocess.Popen(command) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:  # the child heard it too and is closing
                continue


def test(arguments: list[str]) -> int:
    """Run every check, all of them even if one fails; the last line counts the tests.

    The tests' own `conftest.py` isolates home, data folder and keyring and closes the network, so
    that a plain `pytest` is as safe as this.
    """
    failed = []
    for name, command in (
        ("ruff check", [str(PYTHON), "-m", "ruff", "check", "--quiet"]),
        ("ruff format", [str(PYTHON), "-m", "ruff", "format", "--check", "--quiet"]),
        ("mypy --strict", [str(PYTHON), "-m", "mypy", "--strict", "--no-error-summary"]),
        ("import-linter", [str(tool("lint-imports")), "--no-logo"]),
    ):
        if not _stage(name, command):
            failed.append(name)
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder, "results.xml")
        command = [str(PYTHON), "-m", "pytest", "-q", f"--junitxml={results}"]
        if not any(a.startswith(("-n", "--numprocesses", "--pdb")) for a in arguments):
            # Half of the time a test waits: for a disk, a server, a loop.
            command += ["-n", str(max(2, (os.cpu_count() or 2) * 3 // 2)), "--dist", "worksteal"]
        passed_all = _stage("pytest", [*command, *arguments])
        counts, skips = _counts(results)
    if not passed_all and not counts["failed"]:
        failed.append("pytest")
    for reason in skips:
        print(f"skipped: {reason}")
    if failed:
        print(f"Failed beside the tests, each counted once: {', '.join(failed)}")
    counts["failed"] += len(failed)
    print(", ".join(f"{count} {name}" for name, count in counts.items()), flush=True)
    return 1 if counts["failed"] else 0


def _stage(name: str, command: list[str]) -> bool:
    print(f"--- {name}", flush=True)
    start = time.monotonic()
    code = subprocess.run(command, check=False, cwd=ROOT).returncode
    print(
        f"--- {name}: {'FAILED' if code else 'ok'} in {time.monotonic() - start:.0f} s", flush=True
    )
    return code == 0


def _counts(results: Path) -> tuple[dict[str, int], list[str]]:
    """Return how many tests passed, failed and were skipped, and each skip with its reason."""
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    skips: list[str] = []
    try:
        cases = list(ET.parse(results).iter("testcase"))  # noqa: S314 - our own file
    except (OSError, ET.ParseError):
        return counts, skips
    for case in cases:
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            counts["failed"] += 1
        elif skip is not None:
            counts["skipped"] += 1
            skips.append(f"{case.get('classname')}::{case.get('name')}: {skip.get('message')}")
        else:
            counts["passed"] += 1
    return counts, skips


def lock(arguments: list[str]) -> int:
    """Write the locks again from what they are made of; pins stay as they are without --upgrade."""
    compile_ = [str(tool("uv")), "pip", "compile", "--quiet", "--universal"]
    compile_ += ["--python-version", "3.11", "--generate-hashes", "--no-emit-index-url"]
    compile_ += ["--no-header", "--no-annotate", *arguments]
    before = ""
    for extra in (
        ["--output-file", str(LOCKS["run"]), "pyproject.toml"],
        ["--output-file", str(LOCKS["build"]), "pyproject.toml", "--extra", "build"],
        [
            "--output-file",
            str(LOCKS["dev"]),
            "pyproject.toml",
            "--extra",
            "dev",
            "--extra",
            "build",
        ],
        ["--output-file", str(RIVALS), str(RIVALS.with_suffix(".in"))],
    ):
        # Each holds the pins of the one before it.
        command = [*compile_, *extra, *(["--constraint", before] if before else [])]
        before = extra[1]
        code = subprocess.run(command, check=False, cwd=ROOT).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
