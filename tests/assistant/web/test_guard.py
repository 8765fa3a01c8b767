"""What the guard lets through: raw requests to real servers, one for this machine, one with a password, one public."""

import base64
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from assistant import Assistant
from assistant.web import serving
from assistant.web.access import Access
from assistant.web.guard import CALLS, EVENTS, FILES, LARGEST, LARGEST_ELSEWHERE, SENTENCES
from index import PassageIndex
from tests.assistant.web.conftest import ask

USER, PASSWORD = "典拠", "秘密:1"
BASIC = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
DOORS = ("/", *FILES, *EVENTS, CALLS, "/gradio_api/upload", "/gradio_api/info", "/nowhere")
QUESTION = "How many Tencent server racks were installed in Moscow?"


@pytest.fixture(scope="module")
def locked(article_index: PassageIndex, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page with a password."""
    with serving(
        Assistant(article_index), data=tmp_path_factory.mktemp("locked"), access=Access(USER, PASSWORD)
    ) as served:
        yield served


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_door_opens_without_the_password(locked: str, method: str) -> None:
    for path in DOORS:
        for header in ("", "Authorization: Basic !!\r\n", "Authorization: Basic é\r\n", f"Authorization: {BASIC}x\r\n"):
            status, headers, body = request(locked, f"{method} {path}", header)
            assert (status, body) == (401, SENTENCES[401] + "\n"), path
            assert headers["www-authenticate"] == 'Basic realm="Tenkyo", charset="UTF-8"'


def test_every_door_opens_with_the_password(locked: str) -> None:
    header = f"Authorization: {BASIC}\r\n"
    assert [request(locked, f"GET {path}", header)[0] for path in ("/", "/config", "/theme.css")] == [200, 200, 200]
    for path in ("/gradio_api/queue/join", CALLS):
        # Through the guard; what was sent is not what the page sends.
        status, _, _ = request(locked, f"POST {path}", f"{header}Content-Type: application/json\r\n", b"{}")
        assert status not in (401, 403, 404, 413), path
    assert request(locked, "GET /nowhere", header)[0] == 404


def test_page_works_with_the_password(browser: Browser, locked: str) -> None:
    context = browser.new_context(http_credentials={"username": USER, "password": PASSWORD}, locale="en-US")
    page = context.new_page()
    page.goto(locked)
    expect(page.locator("#article article").first).to_be_visible()
    ask(page, QUESTION)
    expect(page.locator("#turns .answer").last).to_contain_text("600")
    context.close()
    stranger = browser.new_context()
    assert stranger.request.get(locked).status == 401
    stranger.close()


@pytest.mark.parametrize("name", ["evil.example", "evil.example:7860", "192.168.1.7", "127.0.0.1.evil.example"])
def test_a_name_that_leads_here_from_elsewhere_is_refused(address: str, name: str) -> None:
    for path in ("/", "/config", "/gradio_api/queue/data?session_hash=x"):
        status, _, body = request(address, f"GET {path}", host=name)
        assert (status, body) == (403, SENTENCES[403] + "\n")


def test_other_names_are_right_where_others_may_visit(article_index: PassageIndex, tmp_path: Path) -> None:
    with serving(Assistant(article_index), data=tmp_path, access=Access(public=True)) as served:
        assert request(served, "GET /", host="library.example")[0] == 200
        for origin, status in (("https://library.example", 422), ("https://evil.example", 403)):
            header = f"Origin: {origin}\r\nContent-Type: application/json\r\n"
            found = request(served, "POST /gradio_api/queue/join", header, b"{}", host="library.example")
            assert found[0] == status, origin


@pytest.mark.parametrize(
    "origin", ["null", "http://evil.example", "http://[", "http://127.0.0.1:1", "http://", "127.0.0.1"]
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_request_from_another_sites_page_is_refused(address: str, method: str, origin: str) -> None:
    for path in ("/gradio_api/queue/join", CALLS):
        status, _, body = request(address, f"{method} {path}", f"Origin: {origin}\r\n")
        assert (status, body) == (403, SENTENCES[403] + "\n")


def test_a_request_from_the_page_itself_is_passed_on(address: str) -> None:
    header = f"Origin: {address.rstrip('/')}\r\nContent-Type: application/json\r\n"
    assert request(address, "POST /gradio_api/queue/join", header, b"{}")[0] == 422


def test_files_are_only_read(address: str) -> None:
    assert request(address, "HEAD /")[0] == 200
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        for path in ("/", "/config", "/assets/x.js"):
            status, headers, _ = request(address, f"{method} {path}")
            assert (status, headers["connection"]) == (404, "close"), (method, path)


@pytest.mark.parametrize(("path", "most"), [(CALLS, LARGEST), ("/gradio_api/queue/join", LARGEST_ELSEWHERE)])
def test_what_says_that_it_is_too_large_is_refused_before_it_comes(address: str, path: str, most: int) -> None:
    status, headers, body = request(address, f"POST {path}", f"Content-Length: {most + 1}\r\n")
    assert (status, body, headers["connection"]) == (413, SENTENCES[413] + "\n", "close")


def test_what_turns_out_too_large_is_refused_and_the_connection_ends(address: str) -> None:
    header = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
    most = LARGEST_ELSEWHERE
    exactly = b"%x\r\n%b\r\n0\r\n\r\n" % (most, b'"' + b"x" * (most - 2) + b'"')
    assert request(address, "POST /gradio_api/queue/join", header, exactly)[0] == 422
    # Nothing is sent after the byte too many, so that no reset overtakes the answer.
    status, headers, body = request(
        address, "POST /gradio_api/queue/join", header, b"%x\r\n" % (most + 1) + b"x" * (most + 1)
    )
    assert (status, body, headers["connection"]) == (413, SENTENCES[413] + "\n", "close")


def test_bad_requests_and_broken_connections_leave_no_trace(address: str, capfd: pytest.CaptureFixture[str]) -> None:
    where = urlsplit(address)
    sent = (
        b"GARBAGE\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc",
        b"GET /%ff%00 HTTP/1.0\r\n\r\n",
        b"POST /gradio_api/queue/join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{",
        b"POST /gradio_api/queue/join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
        b"POST " + CALLS.encode() + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /gradio_api/queue/data?session_hash=none HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"x" * 200_000 + b"\r\n\r\n", b"",
    )  # fmt: skip
    for data in sent * 10:
        with socket.create_connection((where.hostname or "", where.port or 0), timeout=10) as line:
            line.sendall(data)
    assert request(address, "GET /")[0] == 200
    printed = capfd.readouterr()
    assert printed.out + printed.err == ""


def request(
    address: str, line: str, headers: str = "", body: bytes = b"", *, host: str | None = None
) -> tuple[int, dict[str, str], str]:
    """Send a request as it is written and return the answer's status, headers and body."""
    where = urlsplit(address)
    if body and "Transfer-Encoding" not in headers:
        headers += f"Content-Length: {len(body)}\r\n"
    head = f"{line} HTTP/1.1\r\nHost: {where.netloc if host is None else host}\r\n{headers}Connection: close\r\n\r\n"
    with socket.create_connection((where.hostname or "", where.port or 0), timeout=20) as connection:
        connection.sendall(head.encode("latin-1") + body)
        with connection.makefile("rb") as answer:
            status = int(answer.readline().split()[1])
            found = {}
            while name_and_value := answer.readline().decode("latin-1").strip():
                name, _, value = name_and_value.partition(":")
                found[name.lower()] = value.strip()
            return status, found, answer.read().decode(errors="replace")
