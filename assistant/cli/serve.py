"""`tenkyo serve`: the page is served."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.shell import IndexOption, ReaderOption, fail, guarded, open_assistant


def serve(
    index: IndexOption = None,
    reader: ReaderOption = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on; 0 takes a free one.")] = 7860,
    auth: Annotated[
        str | None,
        typer.Option(
            metavar="USER:PASSWORD", envvar="TENKYO_AUTH", show_envvar=True, help="Ask visitors for this password."
        ),
    ] = None,
    public: Annotated[bool, typer.Option("--public", help="Let anybody in who can reach the address.")] = False,
    data: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Keeps added articles and ratings; the user's data folder by default."),
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
) -> None:
    """Serve the page, a chat beside the article, until Ctrl-C."""
    from assistant.web.access import Access, AccessError

    try:
        access = Access.of(auth, public=public)
        access.hold(host)
    except AccessError as error:
        fail(str(error), status=2)
    assistant = open_assistant(index, reader)
    from assistant.web import serve as serve_page

    guarded(
        lambda: serve_page(
            assistant, host=host, port=port, access=access, data=data, open_browser=browser, announce=_announce
        )
    )


def _announce(address: str) -> None:
    print(f"The page is at {address} (Ctrl-C stops it)", flush=True)
