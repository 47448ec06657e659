"""What is installed is whole: a wheel holds all that the program reads, and its lock is part of the tests' lock."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from bot.watching.metrics import exposition
from bot.watching.pulse import Pulse
from messages.alarms import FaultKind
from tests.test_watching import WELL

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("bot", "scheduler", "messages", "storage")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built by the project's own recipe from a copy of its files."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in listed.split("\0"):
        if name and (ROOT / name).is_file() and not name.startswith(("tests/", "docs/", "benchmarks/")):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    build = "from setuptools import build_meta; import sys; print(build_meta.build_wheel(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", build, str(target)], cwd=source, capture_output=True, check=True)
    [built] = target.glob("*.whl")
    return built


def test_a_wheel_holds_every_file_of_the_packages_and_the_samples(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())

    wanted = {
        str(file.relative_to(ROOT))
        for package in PACKAGES
        for file in (ROOT / package).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }

    assert wanted - inside == set()
    shared = {name.partition("/data/share/duban/")[2] for name in inside if "/data/share/duban/" in name}
    assert {"config.toml", "examples/document.docx", "examples/roster.xlsx"} <= shared


def test_the_installed_program_knows_its_migrations(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    ask = "import storage.schema as s; print(s.__file__); print(s.newest())"

    said = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()

    from storage.schema import newest

    assert said == [str(tmp_path / "site/storage/schema.py"), newest()]


def test_what_is_installed_is_what_was_tested() -> None:
    tested, installed = (_entries(ROOT / name) for name in ("requirements.lock", "requirements-run.lock"))
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]

    assert installed.items() <= tested.items()
    assert {re.split(r"[\[><=]", one)[0] for one in wanted} <= installed.keys()


def test_the_image_copies_what_exists_and_the_rules_speak_of_figures_that_are_shown() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    copied = [name for line in re.findall(r"^COPY (?!--)(.+)$", dockerfile, re.MULTILINE) for name in line.split()[:-1]]
    shown = set(re.findall(r"^# TYPE (\w+)", exposition(WELL, [], Pulse(lambda: 0.0), 0), re.MULTILINE))
    rules = (ROOT / "docs/operations/alerts.yaml").read_text(encoding="utf-8")
    board = json.loads((ROOT / "docs/operations/grafana.json").read_text(encoding="utf-8"))
    asked = " ".join(target["expr"] for panel in board["panels"] for target in panel["targets"])

    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert {re.sub("_bucket$", "", name) for name in re.findall(r"duban_\w+", f"{rules} {asked}")} <= shown
    assert [kind for kind in FaultKind if f'kind="{kind.value}"' not in exposition(WELL, [], Pulse(float), 0)] == []


def _entries(lock: Path) -> dict[str, str]:
    blocks = re.split(r"^(?=[a-z0-9])", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {block.partition("==")[0].lower().split("[")[0]: block for block in blocks if block.strip()}
