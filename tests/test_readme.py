"""What the README shows is what the program does."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```console\n\$ (.+)\n([\s\S]*?)```", README)


@pytest.mark.parametrize(("command", "output"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_the_console_examples_are_real(command: str, output: str, tmp_path: Path) -> None:
    program = command.replace("tenkyo", f"{shlex.quote(sys.executable)} -m assistant", 1)
    done = subprocess.run(
        ["bash", "-c", program],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
    )
    assert done.stdout == output
    assert done.stderr == ""


def test_there_are_four_of_them() -> None:
    assert len(EXAMPLES) == 4


def test_the_python_examples_run(tmp_path: Path) -> None:
    first, second = re.findall(r"```python\n([\s\S]*?)```", README)
    (tmp_path / "my-article.md").write_text("# The tower\n\nThe tower is 40 metres high.\n", encoding="utf-8")
    check = "\nassert answer.answered and hits[0].passage.id == 'p030'\n" + second + "\nassert len(hits) == 2\n"
    done = subprocess.run(
        [sys.executable, "-c", first + check],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)},
    )
    assert done.stderr == ""
    assert done.returncode == 0


def test_the_files_it_points_at_are_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_two_commands_set_themselves_up() -> None:
    commands = re.findall(r"```sh\n(python3 -m venv .+)\n```", README)
    assert [command.split(" && ")[-1] for command in commands] == [
        ".venv/bin/tenkyo serve",
        ".venv/bin/python -m pytest",
    ]
    assert all(command.startswith("python3 -m venv .venv && .venv/bin/pip install -e ") for command in commands)
