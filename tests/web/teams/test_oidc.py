"""Sign-in by an OpenID provider: one of our own, on this machine, that can be made to lie."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from tests.web.teams.conftest import Arriving, Member

from rashomon.errors import SettingError
from rashomon.web.teams import accounts
from rashomon.web.teams.book import Book
from rashomon.web.teams.oidc import Provider
from rashomon.web.teams.roles import Role


@dataclass
class FakeProvider:
    """What the provider says; `claims` and the rest are changed by tests that let it lie."""

    issuer: str = ""
    key: RSAKey = field(
        default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k", "use": "sig"})
    )
    signing_key: RSAKey | None = None
    claims: dict[str, Any] = field(default_factory=dict)
    document: dict[str, Any] = field(default_factory=dict)
    algorithm: str = "RS256"
    nonce: str = ""
    challenge: str = ""
    asked: list[dict[str, list[str]]] = field(default_factory=list)

    def answer(self, path: str, body: dict[str, list[str]]) -> dict[str, Any]:
        """Return what is at a path."""
        if path == "/.well-known/openid-configuration":
            told = {"issuer": self.issuer}
            for name, at in (("authorization_endpoint", "auth"), ("token_endpoint", "token"),
                             ("jwks_uri", "keys")):  # fmt: skip
                told[name] = f"{self.issuer}/{at}"
            return told | self.document
        if path == "/keys":
            return {"keys": [self.key.as_dict(private=False)]}
        self.asked.append(body)
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": "s-1", "aud": "rashomon", "iat": now, "exp": now + 60,
                  "nonce": self.nonce, "preferred_username": "Zoë"} | self.claims  # fmt: skip
        header = {"alg": self.algorithm, "kid": "k"}
        token = jwt.encode(
            header, {k: v for k, v in claims.items() if v is not None}, self.signing_key or self.key
        )
        return {"access_token": "a", "token_type": "Bearer", "id_token": token}


@pytest.fixture(scope="module")
def serving_provider() -> Iterator[tuple[str, list[FakeProvider]]]:
    """Serve whichever provider stands first in a list."""
    held: list[FakeProvider] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._tell({})

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            self._tell(parse_qs(self.rfile.read(length).decode()))

        def _tell(self, body: dict[str, list[str]]) -> None:
            data = json.dumps(held[0].answer(urlsplit(self.path).path, body)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", held
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def fake(serving_provider: tuple[str, list[FakeProvider]]) -> FakeProvider:
    """Return an honest provider."""
    address, held = serving_provider
    held[:] = [FakeProvider(address)]
    return held[0]


def _set_out(member: Member, fake: FakeProvider) -> dict[str, str]:
    """Leave for the provider; return what it is told in the address."""
    left = member.go("/sign-in/provider?next=/account")
    assert left.status_code == 303, left.text
    told = {k: v[0] for k, v in parse_qs(urlsplit(left.headers["location"]).query).items()}
    assert left.headers["location"].startswith(f"{fake.issuer}/auth?")
    fake.nonce, fake.challenge = told["nonce"], told["code_challenge"]
    return told


def test_whom_the_provider_vouches_for_is_signed_in(
    arriving: Arriving, book: Book, fake: FakeProvider
) -> None:
    """By code, with PKCE, state and nonce, and back to the page that was wanted."""
    accounts.add(book, "Zoë", Role.REVIEWER, by="test", issuer=fake.issuer, subject="s-1")
    member = arriving(provider=Provider(fake.issuer, "rashomon", "secret"))
    assert "Sign in with your organization" in member.go("/sign-in").text
    told = _set_out(member, fake)
    assert (told["response_type"], told["code_challenge_method"]) == ("code", "S256")
    assert told["redirect_uri"].endswith("/sign-in/provider/back")
    back = member.go(f"/sign-in/provider/back?code=c&state={told['state']}")
    assert (back.status_code, back.headers["location"]) == (303, "/account")
    assert "Reviewer" in member.go("/account").text
    assert fake.asked[0]["code_verifier"][0] not in told["code_challenge"]
    assert book.events(name="Zoë", limit=1)[0].detail == "provider"


@pytest.mark.parametrize(
    "lie",
    [
        {"iss": "https://other.example"}, {"aud": "another-client"}, {"nonce": "replayed"},
        {"exp": 1000}, {"sub": None}, {"sub": ""}, {"azp": "another-client"}, {"iat": None},
        {"nonce": None}, {"aud": ["rashomon", "another-client"]}, {"aud": []}, {"aud": None},
        {"aud": ["another-client", "rashomon"], "azp": "another-client"}, {"iss": None},
        {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}, {"exp": None}, {"nbf": 4_000_000_000},
    ],
)  # fmt: skip
def test_an_answer_that_does_not_hold_signs_nobody_in(
    arriving: Arriving, book: Book, fake: FakeProvider, lie: dict[str, Any]
) -> None:
    """Issuer, audience, nonce, times and subject are looked at."""
    accounts.add(book, "Zoë", Role.REVIEWER, by="test", issuer=fake.issuer, subject="s-1")
    member = arriving(provider=Provider(fake.issuer, "rashomon", role_for_new=Role.READER))
    told = _set_out(member, fake)
    fake.claims = lie
    back = member.go(f"/sign-in/provider/back?code=c&state={told['state']}")
    assert back.status_code == 403
    assert member.go("/account").status_code == 303
    assert book.events(limit=1)[0].kind == "refused by provider"


def test_a_token_signed_by_somebody_else_signs_nobody_in(
    arriving: Arriving, book: Book, fake: FakeProvider
) -> None:
    """The keys are the provider's."""
    member = arriving(provider=Provider(fake.issuer, "rashomon", role_for_new=Role.READER))
    told = _set_out(member, fake)
    fake.signing_key = RSAKey.generate_key(2048, {"kid": "k"})
    assert member.go(f"/sign-in/provider/back?code=c&state={told['state']}").status_code == 403


@pytest.mark.parametrize("how", ["none", "HS256"])
def test_a_token_that_needs_no_key_of_the_provider_signs_nobody_in(
    arriving: Arriving, fake: FakeProvider, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """Unsigned, or signed with what is public or ours."""
    member = arriving(provider=Provider(fake.issuer, "rashomon", "x" * 32, Role.READER))
    told = _set_out(member, fake)
    honest = fake.answer

    def forged(path: str, body: dict[str, list[str]]) -> dict[str, Any]:
        answer = honest(path, body)
        if "id_token" in answer:
            head = json.dumps({"alg": how, "kid": "k"}).encode()
            claims = answer["id_token"].split(".")[1]
            begun = f"{_plain(head)}.{claims}"
            signed = hmac.new(b"x" * 32, begun.encode(), hashlib.sha256).digest()
            answer["id_token"] = f"{begun}.{_plain(signed) if how == 'HS256' else ''}"
        return answer

    monkeypatch.setattr(fake, "answer", forged)
    assert member.go(f"/sign-in/provider/back?code=c&state={told['state']}").status_code == 403
    assert member.go("/account").status_code == 303


def _plain(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def test_an_answer_of_another_provider_is_not_taken_for_ours(
    arriving: Arriving, fake: FakeProvider
) -> None:
    """Whose code we would else hand to ours (a mix-up, RFC 9207)."""
    member = arriving(provider=Provider(fake.issuer, "rashomon", role_for_new=Role.READER))
    told = _set_out(member, fake)
    back = f"/sign-in/provider/back?code=c&state={told['state']}&iss=https://evil.example"
    refused = member.go(back)
    assert (refused.status_code, "another provider" in refused.text) == (403, True)
    assert fake.asked == []


def test_one_sets_out_for_the_provider_so_often_and_no_more(
    arriving: Arriving, fake: FakeProvider
) -> None:
    """Each way keeps a handler waiting for somebody else's server."""
    member = arriving(provider=Provider(fake.issuer, "rashomon"))
    statuses = [member.go("/sign-in/provider").status_code for _ in range(11)]
    assert statuses == [303] * 10 + [429]


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_the_way_back_from_the_provider_leads_nowhere_else(
    arriving: Arriving, fake: FakeProvider, to: str
) -> None:
    """Whatever the link said with which it was begun."""
    member = arriving(provider=Provider(fake.issuer, "rashomon", role_for_new=Role.READER))
    left = member.client.get("/sign-in/provider", params={"next": to}, follow_redirects=False)
    told = {k: v[0] for k, v in parse_qs(urlsplit(left.headers["location"]).query).items()}
    fake.nonce = told["nonce"]
    back = member.go(f"/sign-in/provider/back?code=c&state={told['state']}")
    assert (back.status_code, back.headers["location"]) == (303, "/")


def test_an_answer_that_this_browser_did_not_ask_for_is_refused(
    arriving: Arriving, fake: FakeProvider
) -> None:
    """A link with somebody else's code signs nobody in as them, nor does one used twice."""
    provider = Provider(fake.issuer, "rashomon", role_for_new=Role.READER)
    attacker, victim = arriving(provider=provider), arriving(provider=provider)
    told = _set_out(attacker, fake)
    back = f"/sign-in/provider/back?code=c&state={told['state']}"
    refused = victim.go(back)
    assert (refused.status_code, "not begun in this browser" in refused.text) == (403, True)
    cookie = attacker.client.cookies["journey"]
    assert attacker.go(back).status_code == 303
    attacker.client.cookies.set("journey", cookie)
    assert "finished already" in attacker.go(back).text


def test_who_is_new_becomes_what_was_said_or_is_refused(
    arriving: Arriving, book: Book, fake: FakeProvider
) -> None:
    """A provider of a whole university signs in those alone whom the team knows, if so wanted."""
    strict = arriving(provider=Provider(fake.issuer, "rashomon"))
    told = _set_out(strict, fake)
    refused = strict.go(f"/sign-in/provider/back?code=c&state={told['state']}")
    assert "does not know you" in refused.text
    open_to_all = arriving(provider=Provider(fake.issuer, "rashomon", role_for_new=Role.READER))
    told = _set_out(open_to_all, fake)
    assert open_to_all.go(f"/sign-in/provider/back?code=c&state={told['state']}").status_code == 303
    assert accounts.account(book, "Zoë").role is Role.READER
    accounts.set_active(book, "Zoë", is_active=False, by="test")
    told = _set_out(open_to_all, fake)
    closed = open_to_all.go(f"/sign-in/provider/back?code=c&state={told['state']}")
    assert "closed" in closed.text


def test_a_new_name_takes_nobody_elses_account(arriving: Arriving, fake: FakeProvider) -> None:
    """Who calls themselves admin at the provider does not become ours."""
    member = arriving(provider=Provider(fake.issuer, "rashomon", role_for_new=Role.READER))
    told = _set_out(member, fake)
    fake.claims = {"preferred_username": "ADMIN"}
    refused = member.go(f"/sign-in/provider/back?code=c&state={told['state']}")
    assert (refused.status_code, "already" in refused.text) == (403, True)


@pytest.mark.parametrize(
    "document", [{"issuer": "https://other.example"}, {"token_endpoint": None}, {"jwks_uri": 3}]
)
def test_a_provider_that_tells_of_another_is_not_asked_further(
    arriving: Arriving, fake: FakeProvider, document: dict[str, Any]
) -> None:
    """What it says of itself must be of itself."""
    fake.document = document
    member = arriving(provider=Provider(fake.issuer, "rashomon"))
    assert member.go("/sign-in/provider").status_code == 502


def test_a_provider_that_is_down_is_told(arriving: Arriving) -> None:
    """The sign-in page says so and offers the password."""
    member = arriving(provider=Provider("http://127.0.0.1:9", "rashomon"))
    answer = member.go("/sign-in/provider")
    assert (answer.status_code, "cannot be asked" in answer.text) == (502, True)
    assert 'name="password"' in answer.text


def test_where_there_is_no_provider_there_is_no_way_to_it(arriving: Arriving) -> None:
    """Nor a link."""
    member = arriving()
    assert "organization" not in member.go("/sign-in").text
    assert member.go("/sign-in/provider").status_code == 404
    assert member.go("/sign-in/provider/back").status_code == 404


def test_what_the_provider_says_on_refusing_is_told(arriving: Arriving, fake: FakeProvider) -> None:
    """In its own words, as text."""
    member = arriving(provider=Provider(fake.issuer, "rashomon"))
    told = _set_out(member, fake)
    page = member.go(f"/sign-in/provider/back?error=<b>denied</b>&state={told['state']}").text
    assert "&lt;b&gt;denied" in page
    assert "<b>denied" not in page


@pytest.mark.parametrize(
    "wrong", [{"issuer": "http://id.example"}, {"issuer": "https://id.example", "role": Role.ADMIN}]
)
def test_a_provider_in_the_clear_or_that_makes_admins_is_refused(wrong: dict[str, Any]) -> None:
    """Such settings are told when the server starts."""
    with pytest.raises(SettingError):
        Provider(wrong["issuer"], "rashomon", role_for_new=wrong.get("role"))
