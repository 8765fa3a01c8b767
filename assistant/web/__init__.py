"""The web page: a conversation beside the documents it is about."""

from assistant.web.access import Access, AccessError
from assistant.web.server import AddressError, serve, serving

__all__ = ["Access", "AccessError", "AddressError", "serve", "serving"]
