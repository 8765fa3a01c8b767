"""The page served over HTTP."""

import asyncio
import errno
import socket
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from assistant.assistant import Assistant
from assistant.home import data_folder
from assistant.web.access import Access
from assistant.web.guard import App, Guard
from assistant.web.page import build, settings

if TYPE_CHECKING:
    import uvicorn

CLOSING = 2
"""Seconds that open connections are given when the server stops."""

EVERYBODY_HERE = Access()
"""Whoever uses this machine, without a password."""


class AddressError(OSError):
    """The address cannot be listened on."""


def serve(
    assistant: Assistant,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    access: Access = EVERYBODY_HERE,
    data: Path | None = None,
    open_browser: bool = True,
    announce: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve the page until Ctrl-C. `announce` is called once with its address, when it can be opened.

    `port` 0 takes any free one; `data` is the folder of added articles and ratings, the user's own by default. Raises
    `AccessError` when others could visit and are not meant to, `AddressError`, an `OSError`, when the address cannot
    be listened on.
    """
    try:
        with serving(assistant, host=host, port=port, access=access, data=data) as address:
            announce(address)
            if open_browser:
                webbrowser.open(address)
            first = assistant.documents[0]
            assistant.overview(first.id, first.language)  # loads what every first question would wait for
            while True:
                time.sleep(1)
    except KeyboardInterrupt:
        return


@contextmanager
def serving(
    assistant: Assistant,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    access: Access = EVERYBODY_HERE,
    data: Path | None = None,
) -> Iterator[str]:
    """Serve the page in the background while the context lasts, as `serve` does; yields its address."""
    access.hold(host)
    with _listen(host, port) as listening:
        # Gradio makes event loops that it never closes where none is running: it is built inside one.
        with ThreadPoolExecutor(1) as building:
            made = _server(assistant, access, data_folder() if data is None else data)
            server = building.submit(asyncio.run, made).result()
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, name="tenkyo-page", daemon=True)
        thread.start()
        try:
            while thread.is_alive() and not server.started:
                thread.join(0.02)
            yield _address(host, listening.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join()


async def _server(assistant: Assistant, access: Access, data: Path) -> "uvicorn.Server":
    """Return the page behind its guard, not yet running, and saying nothing of its own."""
    import gradio
    import uvicorn
    from fastapi import FastAPI

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    gradio.mount_gradio_app(app, build(assistant, data, public=access.is_open), path="/", **settings())
    guarded = Guard(cast(App, app), access)
    return uvicorn.Server(
        uvicorn.Config(guarded, log_level="critical", access_log=False, timeout_graceful_shutdown=CLOSING, ws="none")
    )


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            message = f"Port {port} of {host} is taken by another program: stop it, or choose another with --port."
        else:
            message = f"The page cannot be served at {host}, port {port}: {error.strerror or error}."
        raise AddressError(error.errno, message) from error


def _address(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
