"""Who may visit: what is read, which addresses others reach, whom a password lets in."""

import base64

import pytest

from assistant.web.access import Access, AccessError, is_loopback_name, is_reachable


def basic(credentials: str) -> str:
    return "Basic " + base64.b64encode(credentials.encode()).decode()


def test_user_and_password_are_read() -> None:
    assert Access.of("alice:s:cret") == Access("alice", "s:cret")
    assert Access.of(None, public=True) == Access(public=True)
    assert [Access.of(auth, public=public).is_open for auth in (None, "a:b") for public in (False, True)] == [
        False,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("auth", ["", "alice", ":secret", "alice:", ":"])
def test_half_a_password_is_refused_in_a_sentence(auth: str) -> None:
    with pytest.raises(
        AccessError, match=r"^--auth, or TENKYO_AUTH, should be USER:PASSWORD, neither of them empty\.$"
    ):
        Access.of(auth)


@pytest.mark.parametrize(
    ("host", "reachable"),
    [
        ("127.0.0.1", False),
        ("127.8.0.1", False),
        ("localhost", False),
        ("::1", False),
        ("0.0.0.0", True),
        ("::", True),
        ("192.168.1.7", True),
        ("fe80::1%1", True),
        ("", True),
        ("no.such.host.invalid", True),
    ],
)
def test_addresses_that_others_reach(host: str, reachable: bool) -> None:
    assert is_reachable(host) is reachable


def test_an_address_that_others_reach_asks_for_a_password_or_for_public() -> None:
    with pytest.raises(AccessError, match=r"^At 0\.0\.0\.0 other machines reach the page: give --auth .*--public"):
        Access().hold("0.0.0.0")
    Access().hold("127.0.0.1")
    Access(public=True).hold("0.0.0.0")
    Access("alice", "secret").hold("0.0.0.0")


@pytest.mark.parametrize(
    ("header", "admitted"),
    [
        (basic("典拠:秘密"), True),
        (basic("典拠:秘密").replace("Basic", "basic"), True),
        (basic("典拠:秘密 "), False),
        (basic("典拠:"), False),
        ("", False),
        ("Basic", False),
        ("Basic !!", False),
        ("Basic é", False),
        (basic("典拠:秘密").replace("Basic", "Bearer"), False),
    ],
)
def test_only_the_password_lets_in(header: str, admitted: bool) -> None:
    assert Access("典拠", "秘密").admits(header) is admitted
    assert Access().admits(header) is True


def test_a_password_that_is_no_unicode_is_compared_by_its_bytes() -> None:
    access = Access.of(b"alice:\xff".decode(errors="surrogateescape"))
    assert access.admits("Basic " + base64.b64encode(b"alice:\xff").decode())
    assert not access.admits(basic("alice:ÿ"))


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1:7860", True),
        ("localhost", True),
        ("LOCALHOST.:80", True),
        ("[::1]:7860", True),
        ("[::1]", True),
        ("page.localhost:1", True),
        ("", False),
        ("evil.example:7860", False),
        ("127.0.0.1.evil.example", False),
        ("192.168.1.7:7860", False),
        ("localhost.evil.example", False),
    ],
)
def test_names_of_this_machine(host: str, loopback: bool) -> None:
    assert is_loopback_name(host) is loopback
