"""Who may visit the page: this machine, everyone, or whoever has the password."""

import base64
import ipaddress
import secrets
import socket
from dataclasses import dataclass


class AccessError(ValueError):
    """The page cannot be served so; the message says what to give instead."""


@dataclass(frozen=True, slots=True)
class Access:
    """Who may visit. With a user and a password only they; `public` says that anybody may, from anywhere."""

    user: str | None = None
    password: str | None = None
    public: bool = False

    @classmethod
    def of(cls, auth: str | None, *, public: bool = False) -> "Access":
        """Read `USER:PASSWORD`, None for no password. Raises `AccessError` for anything else."""
        if auth is None:
            return cls(public=public)
        user, colon, password = auth.partition(":")
        if not (user and colon and password):
            raise AccessError("--auth, or TENKYO_AUTH, should be USER:PASSWORD, neither of them empty.")
        return cls(user, password, public)

    @property
    def needs_password(self) -> bool:
        """Whether a visitor is asked for a password."""
        return self.password is not None

    @property
    def is_open(self) -> bool:
        """Whether strangers may visit."""
        return self.public and not self.needs_password

    def admits(self, authorization: str) -> bool:
        """Whether an `Authorization` header holds the user and the password (RFC 7617), compared in constant time."""
        if self.user is None or self.password is None:
            return True
        scheme, _, encoded = authorization.partition(" ")
        if scheme.lower() != "basic":
            return False
        try:
            given = base64.b64decode(encoded.strip(), validate=True)
        except ValueError:  # no base64, or characters beyond ASCII
            return False
        # A password out of the environment may be of bytes that are no UTF-8.
        wanted = f"{self.user}:{self.password}".encode(errors="surrogateescape")
        return secrets.compare_digest(given, wanted)

    def hold(self, host: str) -> None:
        """Raise `AccessError` where other machines could reach the page and nobody has said that they may."""
        if is_reachable(host) and not (self.needs_password or self.public):
            raise AccessError(
                f"At {host} other machines reach the page: give --auth USER:PASSWORD, or --public to let anybody in."
            )


def is_reachable(host: str) -> bool:
    """Whether other machines can reach what listens at a host; one that cannot be told counts as reachable."""
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host or None, None, type=socket.SOCK_STREAM)}
        return not all(ipaddress.ip_address(address.split("%")[0]).is_loopback for address in found)
    except (OSError, ValueError):
        return True


def is_loopback_name(host: str) -> bool:
    """Whether the `Host` header of a request names this machine, as only its own browsers do."""
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    name = name.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
