"""The web page: a conversation beside the documents it is about."""

from assistant.web.server import AddressError, serve, serving

__all__ = ["AddressError", "serve", "serving"]
