"""`tenkyo serve`: the page is served."""

from typing import Annotated

import typer

from assistant.cli.shell import IndexOption, guarded, open_assistant


def serve(
    index: IndexOption = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on; 0 takes a free one.")] = 7860,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
) -> None:
    """Serve the page, a chat beside the article, until Ctrl-C."""
    assistant = open_assistant(index)
    from assistant.web import serve as serve_page

    guarded(lambda: serve_page(assistant, host=host, port=port, open_browser=browser, announce=_announce))


def _announce(address: str) -> None:
    print(f"The page is at {address} (Ctrl-C stops it)", flush=True)
