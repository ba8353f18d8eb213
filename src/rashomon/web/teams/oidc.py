"""Sign-in by an OpenID provider: the authorization code flow with PKCE, state and nonce.

Authlib speaks the protocol; the provider's answers are checked as OpenID Connect Core 1.0,
section 3.1.3.7 asks: signature by a key of the provider, issuer, audience, times, nonce, and the
hash of the access token.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from rashomon.errors import SettingError
from rashomon.web.teams import accounts
from rashomon.web.teams.accounts import Account
from rashomon.web.teams.book import Book, digest_of, moment, new_secret
from rashomon.web.teams.roles import Role

__all__ = ["Journey", "Provider", "Refused", "set_out", "take_back"]

_LASTS = timedelta(minutes=10)
_WAIT_S = 10.0
_LARGEST = 1_000_000  # bytes of an answer
_ALGORITHMS = ["RS256", "PS256", "ES256", "ES384", "EdDSA"]
_CLOCKS_MAY_DIFFER_S = 60


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider as its settings name it.

    `role_for_new` is what somebody becomes whom it signs in and the team does not know; None
    where they are refused. `issuer` is an https address, or one of this machine.
    """

    issuer: str
    client_id: str
    client_secret: str = ""
    role_for_new: Role | None = None

    def __post_init__(self) -> None:
        parts = urlsplit(self.issuer)
        if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
            raise SettingError(f"the OpenID provider {self.issuer} must be asked over https")
        if self.role_for_new is Role.ADMIN:
            raise SettingError("nobody becomes an admin by signing in; name another role")


@dataclass(frozen=True, slots=True)
class Journey:
    """Somebody on the way to the provider: where to, and the secret for their cookie."""

    address: str
    secret: str


class Refused(Exception):
    """The provider's answer signs nobody in; the words say why."""


def set_out(book: Book, provider: Provider, back: str, leads_to: str) -> Journey:
    """Note that somebody leaves for the provider, who sends them back to the address `back`.

    Raises:
        Refused: If the provider cannot be asked.

    """
    state, nonce, verifier = new_secret(), new_secret(), new_secret() + new_secret()
    with _client(provider, back) as client:
        endpoints = _endpoints(client, provider)
        address, _ = client.create_authorization_url(
            endpoints["authorization_endpoint"], state=state, nonce=nonce, code_verifier=verifier
        )
    with book.writing() as connection:
        old = (book.now - _LASTS).isoformat()
        connection.execute("DELETE FROM journeys WHERE begun_at < ?", (old,))
        connection.execute(
            "INSERT INTO journeys VALUES (?, ?, ?, ?, ?)",
            (digest_of(state), book.now.isoformat(), nonce, verifier, leads_to),
        )
    return Journey(address, state)


def take_back(
    book: Book, provider: Provider, back: str, query: Mapping[str, str], cookie: str
) -> tuple[Account, str]:
    """Return whom the provider signs in and where they wanted to go.

    `query` is what the browser brings back, `cookie` what it was given when it set out.

    Raises:
        Refused: If anything of it does not fit.

    """
    state = query.get("state", "")
    if not cookie or state != cookie:
        raise Refused("the sign-in was not begun in this browser; begin it again")
    with book.writing() as connection:
        row = connection.execute(
            "DELETE FROM journeys WHERE digest = ? RETURNING *", (digest_of(state),)
        ).fetchone()
    if row is None or book.now - moment(row["begun_at"]) > _LASTS:
        raise Refused("the sign-in took too long, or was finished already; begin it again")
    if "code" not in query:
        raise Refused(f"the provider says: {query.get('error', 'nothing')[:100]}")
    if query.get("iss", provider.issuer) != provider.issuer:  # RFC 9207
        raise Refused("the answer is of another provider")
    claims = _claims(provider, back, query["code"], row["verifier"], row["nonce"])
    return _account(book, provider, claims), row["leads_to"]


def _client(provider: Provider, back: str) -> Any:
    try:
        from authlib.integrations.httpx_client import OAuth2Client
    except ImportError as error:
        raise SettingError(
            "sign-in by a provider needs Authlib: pip install 'rashomon[oidc]'"
        ) from error
    return OAuth2Client(
        provider.client_id,
        provider.client_secret or None,
        redirect_uri=back,
        scope="openid email profile",
        code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_basic" if provider.client_secret else "none",
        timeout=_WAIT_S,
        follow_redirects=False,
        trust_env=False,
    )


def _endpoints(client: Any, provider: Provider) -> dict[str, str]:
    where = provider.issuer.rstrip("/") + "/.well-known/openid-configuration"
    found = _ask(client, where)
    if found.get("issuer") != provider.issuer:
        raise Refused(f"{where} tells of another issuer: {found.get('issuer')!r:.100}")
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    told = {name: found.get(name) for name in names}
    for name, address in told.items():
        parts = urlsplit(address) if isinstance(address, str) else None
        if parts is None or (parts.scheme != "https" and provider.issuer.startswith("https")):
            raise Refused(f"{where} names no {name} over https")
    return {name: str(address) for name, address in told.items()}


def _ask(client: Any, address: str) -> dict[str, Any]:
    from httpx2 import HTTPError

    try:
        answer = client.request("GET", address, withhold_token=True)
        answer.raise_for_status()
        found = answer.json() if len(answer.content) <= _LARGEST else None
    except (HTTPError, ValueError) as error:
        raise Refused(f"the provider cannot be asked at {address}: {error}") from error
    if not isinstance(found, dict):
        raise Refused(f"{address} answered with something else than asked for")
    return found


def _claims(
    provider: Provider, back: str, code: str, verifier: str, nonce: str
) -> Mapping[str, Any]:
    """Change a code for an ID token, and return what that says once it is proved."""
    from authlib.common.errors import AuthlibBaseError
    from authlib.oidc.core import CodeIDToken
    from httpx2 import HTTPError
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    with _client(provider, back) as client:
        endpoints = _endpoints(client, provider)
        try:
            token = client.fetch_token(
                endpoints["token_endpoint"], code=code, code_verifier=verifier
            )
            keys = KeySet.import_key_set(_ask(client, endpoints["jwks_uri"]))  # type: ignore[arg-type]
            proved = jwt.decode(str(token.get("id_token", "")), keys, algorithms=_ALGORITHMS)
            claims = CodeIDToken(
                proved.claims,
                proved.header,
                {"iss": {"essential": True, "value": provider.issuer},
                 "aud": {"essential": True, "value": provider.client_id}},
                {"nonce": nonce, "client_id": provider.client_id,
                 "access_token": token.get("access_token")},
            )  # fmt: skip
            claims.validate(leeway=_CLOCKS_MAY_DIFFER_S)
        except (AuthlibBaseError, JoseError, HTTPError, ValueError, KeyError) as error:
            raise Refused(f"the provider's answer does not hold: {error}") from error
    if not isinstance(claims.get("sub"), str) or not claims["sub"]:
        raise Refused("the provider does not say who it is")
    told: Mapping[str, Any] = dict(claims)
    return told


def _account(book: Book, provider: Provider, claims: Mapping[str, Any]) -> Account:
    found = accounts.by_subject(book, provider.issuer, claims["sub"])
    if found is not None:
        return found
    if accounts.is_known(book, provider.issuer, claims["sub"]):
        raise Refused("this account is closed")
    if provider.role_for_new is None:
        raise Refused(
            "the team does not know you; an admin can add you with --oidc-subject "
            f"{claims['sub']!r:.80}"
        )
    told = claims.get("preferred_username") or claims.get("name") or claims["sub"]
    try:
        return accounts.add(
            book, str(told), provider.role_for_new, by=provider.issuer,
            issuer=provider.issuer, subject=claims["sub"],
        )  # fmt: skip
    except SettingError as error:
        raise Refused(str(error)) from error
