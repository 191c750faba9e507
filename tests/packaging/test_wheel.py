"""The wheel: whole, and at home anywhere."""

import zipfile

import pytest

from tests.packaging.conftest import ROOT


@pytest.mark.acceptance("0.3-1")
def test_the_installed_wheel_is_what_runs(installation):
    asked = installation.run("-c", "import pixecom_desktop; print(pixecom_desktop.__file__)")

    assert asked.stdout.startswith(str(installation.packages)), asked.stdout + asked.stderr


@pytest.mark.acceptance("0.3-1")
def test_the_installed_wheel_reads_its_resources_from_its_own_package(installation):
    program = "from pixecom_desktop.resources import resource; print(resource('icons/app.svg'))"

    asked = installation.run("-c", program)

    expected = installation.packages / "pixecom_desktop" / "_resources" / "icons" / "app.svg"
    assert asked.stdout.strip() == str(expected), asked.stderr


@pytest.mark.acceptance("0.3-1")
def test_the_installed_wheel_opens_its_window_and_finds_itself_whole(installation):
    smoke = installation.run("-m", "pixecom_desktop", "smoke")

    assert smoke.returncode == 0, smoke.stdout + smoke.stderr
    assert "window" in smoke.stdout.lower()


@pytest.mark.acceptance("0.3-1")
def test_the_wheel_installs_the_command(installation):
    command = installation.python.with_name(f"pixecom-desktop{installation.python.suffix}")

    assert command.is_file()


def test_the_wheel_carries_every_resource_and_every_file_of_the_program(wheel):
    carried = set(zipfile.ZipFile(wheel).namelist())

    wanted = {
        f"pixecom_desktop/_resources/{path.relative_to(ROOT / 'resources').as_posix()}"
        for path in (ROOT / "resources").rglob("*")
        if path.is_file()
    } | {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "pixecom_desktop").rglob("*")
        if path.suffix in {".py", ".md"}
    }
    assert wanted <= carried


def test_the_wheel_carries_no_tests_and_no_tools(wheel):
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"pixecom_desktop"}
