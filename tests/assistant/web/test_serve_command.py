"""`tenkyo serve`: who may visit is settled before anything is opened, and told in one sentence."""

import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import assistant.web
from assistant.cli import app
from assistant.web.access import Access

Call = dict[str, Any]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[Call]:
    """What the server is called with, instead of being started."""
    found: list[Call] = []
    monkeypatch.delenv("TENKYO_AUTH", raising=False)
    monkeypatch.setattr(sys.modules["assistant.cli.serve"], "open_assistant", lambda index, reader: index)
    monkeypatch.setattr(assistant.web, "serve", lambda opened, **given: found.append({"index": opened, **given}))
    return found


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--host", "0.0.0.0"), "At 0.0.0.0 other machines reach the page: give --auth USER:PASSWORD, or --public"),
        (("--host", "::"), "At :: other machines reach the page"),
        (("--host", "192.168.1.7"), "At 192.168.1.7 other machines reach the page"),
        (("--host", "no.such.host.invalid"), "At no.such.host.invalid other machines reach the page"),
        (("--auth", "alice"), "--auth, or TENKYO_AUTH, should be USER:PASSWORD"),
        (("--auth", ":secret"), "--auth, or TENKYO_AUTH, should be USER:PASSWORD"),
        (("--host", "0.0.0.0", "--public", "--auth", "alice:"), "--auth, or TENKYO_AUTH, should be USER:PASSWORD"),
    ],
)
def test_what_is_not_safe_ends_with_a_sentence(calls: list[Call], arguments: tuple[str, ...], sentence: str) -> None:
    result = CliRunner().invoke(app, ["serve", "--no-browser", *arguments])
    assert (result.exit_code, result.stdout, calls) == (2, "", [])
    assert result.stderr.startswith(f"tenkyo: {sentence}")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "auth", "host", "access"),
    [
        ((), None, "127.0.0.1", Access()),
        (("--host", "localhost"), None, "localhost", Access()),
        (("--host", "0.0.0.0", "--public"), None, "0.0.0.0", Access(public=True)),
        (("--host", "0.0.0.0", "--auth", "alice:s:cret"), None, "0.0.0.0", Access("alice", "s:cret")),
        (("--host", "0.0.0.0"), "alice:secret", "0.0.0.0", Access("alice", "secret")),
        (("--auth", "bob:other"), "alice:secret", "127.0.0.1", Access("bob", "other")),
    ],
)
def test_who_may_visit_is_handed_on(
    calls: list[Call],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    auth: str | None,
    host: str,
    access: Access,
) -> None:
    if auth is not None:
        monkeypatch.setenv("TENKYO_AUTH", auth)
    result = CliRunner().invoke(app, ["serve", "--no-browser", *arguments])
    assert (result.exit_code, result.stderr) == (0, "")
    assert [(call["host"], call["access"]) for call in calls] == [(host, access)]


def test_a_password_of_the_environment_is_read_as_strictly(calls: list[Call], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENKYO_AUTH", "alice")
    assert CliRunner().invoke(app, ["serve"]).exit_code == 2
    assert calls == []


def test_the_other_options_are_handed_on(calls: list[Call], tmp_path: Path) -> None:
    arguments = ("--port", "0", "--data", str(tmp_path / "kept"), "--index", str(tmp_path / "index"), "--no-browser")
    assert CliRunner().invoke(app, ["serve", *arguments]).exit_code == 0
    assert {name: calls[0][name] for name in ("index", "port", "data", "open_browser")} == {
        "index": tmp_path / "index",
        "port": 0,
        "data": tmp_path / "kept",
        "open_browser": False,
    }
