"""What stands between the network and Gradio: who may come in, the doors that the page uses, and how much may be sent.

No request leaves the page for another host, and none comes to it from another site's page.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from assistant.web.access import Access, is_loopback_name

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

FILES = ("/assets/", "/static/", "/svelte/", "/theme.css", "/favicon.ico", "/manifest.json", "/robots.txt", "/config")
CALLS = "/gradio_api/component_server"
EVENTS = ("/gradio_api/queue/", "/gradio_api/heartbeat/", "/gradio_api/startup-events", "/gradio_api/cancel")
"""The paths that the page asks for. Gradio has more, for storing files here, fetching them, and editing the page."""

LARGEST = 30_000_000
"""Bytes of a call: an article of 20 MB in base64, and what is said around it."""

LARGEST_ELSEWHERE = 1_000_000
"""Bytes of any other request."""

POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
"""The browser refuses requests to any other host. Gradio's page is built by inline and evaluated script."""

HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)

SENTENCES = {
    401: "This page asks for a user name and a password.",
    403: "This request does not come from the page itself.",
    404: "There is nothing here.",
    413: "This is more than the page takes.",
}


class TooLargeError(Exception):
    """More is being sent than is taken."""


class Guard:
    """An ASGI application around another one."""

    def __init__(self, app: App, access: Access) -> None:
        """Let in who has access to it."""
        self.app = app
        self.access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or pass on."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await _refuse(send, refusal)
            return
        body = Body(receive, _most(scope["path"]))
        begun = False

        async def send_safely(message: Message) -> None:
            nonlocal begun
            if body.is_too_large and not begun:
                return  # the application takes what it could not receive for a malformed request
            if message["type"] == "http.response.start":
                begun = True
                message["headers"] = [*message.get("headers", []), *HEADERS]
            await send(message)

        with suppress(TooLargeError):
            await self.app(scope, body.receive, send_safely)
        if body.is_too_large and not begun:
            await _refuse(send, 413)

    def _refusal(self, scope: Scope, headers: MutableMapping[str, str]) -> int | None:
        """Return the status of a request that is not passed on, None for one that is."""
        host, origin = headers.get("host", ""), headers.get("origin")
        guarded = self.access.needs_password or self.access.public
        if not guarded and not is_loopback_name(host):
            return 403  # another site's name that was made to lead here
        if not self.access.admits(headers.get("authorization", "")):
            return 401
        is_reading = scope["method"] in ("GET", "HEAD")
        if not is_reading and origin is not None and not _is_own(origin, host):
            return 403
        if not _is_open(scope["path"], is_reading=is_reading):
            return 404
        length = headers.get("content-length", "0")
        return 413 if not length.isdecimal() or int(length) > _most(scope["path"]) else None


class Body:
    """What a request sends, counted as it comes, whatever the request said that it would send."""

    def __init__(self, receive: Receive, most: int) -> None:
        """Receive `most` bytes."""
        self._receive = receive
        self._left = most

    @property
    def is_too_large(self) -> bool:
        """Whether more came than is taken."""
        return self._left < 0

    async def receive(self) -> Message:
        """Receive the next piece. Raises `TooLargeError`."""
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self.is_too_large:
            raise TooLargeError
        return message


def _is_own(origin: str, host: str) -> bool:
    """Whether a request comes from a page of this very host; a hidden origin, `null`, does not."""
    return bool(host) and origin.partition("://")[2] == host


def _is_open(path: str, *, is_reading: bool) -> bool:
    return path.startswith((*EVENTS, CALLS)) or (is_reading and (path == "/" or path.startswith(FILES)))


def _most(path: str) -> int:
    return LARGEST if path.startswith(CALLS) else LARGEST_ELSEWHERE


async def _refuse(send: Send, status: int) -> None:
    body = f"{SENTENCES[status]}\n".encode()
    headers = [
        *HEADERS,
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    if status == HTTPStatus.UNAUTHORIZED:
        headers.append((b"www-authenticate", b'Basic realm="Tenkyo", charset="UTF-8"'))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
