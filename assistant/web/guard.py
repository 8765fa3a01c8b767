"""What stands between the network and Gradio: only the doors that the page uses, and no request to another host."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

FILES = ("/assets/", "/static/", "/svelte/", "/theme.css", "/favicon.ico", "/manifest.json", "/robots.txt", "/config")
EVENTS = (
    "/gradio_api/queue/",
    "/gradio_api/heartbeat/",
    "/gradio_api/startup-events",
    "/gradio_api/cancel",
    "/gradio_api/component_server",
)
"""The paths that the page asks for. Gradio has more, for storing files here, fetching them, and editing the page."""

POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'; object-src 'none'; base-uri 'self'; form-action 'self'"
)
"""The browser refuses requests to any other host. Gradio's page is built by inline and evaluated script."""

HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)


class Guard:
    """An ASGI application around another one: 404 for every path but the page's own, and safe headers on the rest."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or pass on."""

        async def send_safely(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *HEADERS]
            await send(message)

        if scope["type"] == "lifespan" or _is_open(scope["path"]):
            await self.app(scope, receive, send_safely)
            return
        await send_safely({"type": "http.response.start", "status": 404, "headers": [(b"content-length", b"0")]})
        await send_safely({"type": "http.response.body", "body": b""})


def _is_open(path: str) -> bool:
    return path == "/" or path.startswith((*FILES, *EVENTS))
