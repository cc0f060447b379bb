"""OpenID Connect, our side of it: where to send somebody, and what the answer proves.

The authorization-code flow with PKCE, state and nonce. What a provider says of itself, its keys
and its tokens are fetched through core.outside only; a token counts when it is signed by one of
its keys, for us, by this issuer, for this question, and in time.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote, urlencode

import jwt

from followalong.core.outside import NotAsked, ask, check_address

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
LEEWAY = 60  # seconds by which clocks may differ
ANSWERS = {"Accept": "application/json"}
FORM = ANSWERS | {"Content-Type": "application/x-www-form-urlencoded"}


class NotProved(Exception):
    """The provider did not answer, or not in a way that proves who it is."""


@dataclass(frozen=True, slots=True)
class Place:
    """Whom we ask, and as whom."""

    issuer: str
    client_id: str
    secret: str
    back: str


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked in this browser; it stays in its session until the answer comes."""

    state: str
    nonce: str
    verifier: str

    def kept(self) -> dict[str, str]:
        return asdict(self)


def new_question() -> Question:
    return Question(*(secrets.token_urlsafe(32) for _ in range(3)))


def describe(issuer: str) -> dict[str, Any]:
    """What a provider says of itself. Raises NotProved."""
    try:
        answer = ask(f"{issuer.rstrip('/')}/.well-known/openid-configuration", headers=ANSWERS)
        said = answer.json()
        places = [said[f"{name}_endpoint"] for name in ("authorization", "token")]
        for place in (*places, said["jwks_uri"]):
            check_address(place)
    except (NotAsked, KeyError, TypeError) as error:
        raise NotProved from error
    if answer.status != 200 or said.get("issuer") != issuer:
        raise NotProved
    return said


def address(place: Place, question: Question, *, is_again: bool) -> str:
    """Where the browser goes to be asked. Raises NotProved."""
    digest = hashlib.sha256(question.verifier.encode()).digest()
    words = {
        "response_type": "code",
        "scope": "openid",
        "client_id": place.client_id,
        "redirect_uri": place.back,
        "state": question.state,
        "nonce": question.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
        # Not whoever left the browser signed in there, when we ask whether it is still them.
        **({"prompt": "login", "max_age": "0"} if is_again else {}),
    }
    asked = describe(place.issuer)["authorization_endpoint"]
    return f"{asked}{'&' if '?' in asked else '?'}{urlencode(words)}"


def claims(place: Place, question: Question, *, code: str) -> dict[str, Any]:
    """What the provider says of whoever came back with this code. Raises NotProved."""
    said = describe(place.issuer)
    try:
        answer = _token(place, question, said, code)
        token = answer["id_token"]
        keys = jwt.PyJWKSet.from_dict(ask(said["jwks_uri"], headers=ANSWERS).json())
        found = jwt.decode(
            token,
            _key(keys, jwt.get_unverified_header(token)),
            algorithms=list(ALGORITHMS),
            audience=place.client_id,
            issuer=place.issuer,
            leeway=LEEWAY,
            options={"require": ["iss", "aud", "exp", "iat", "sub", "nonce"]},
        )
    except (NotAsked, jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
        raise NotProved from error
    is_ours = hmac.compare_digest(str(found["nonce"]).encode(), question.nonce.encode())
    if not is_ours or not found["sub"] or found.get("azp", place.client_id) != place.client_id:
        raise NotProved
    return found


def is_second_step(found: dict[str, Any], words: str) -> bool:
    """Whether the token says one of the words by which this provider means a second step."""
    methods = found.get("amr")
    said = {str(one) for one in methods} if isinstance(methods, list) else set()
    return bool((said | {str(found.get("acr") or "")}) & set(words.split()))


def _token(place: Place, question: Question, said: dict[str, Any], code: str) -> dict[str, Any]:
    words = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": place.back,
        "code_verifier": question.verifier,
    }
    headers = dict(FORM)
    ways = said.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if place.secret and "client_secret_basic" in ways:
        both = f"{quote(place.client_id, safe='')}:{quote(place.secret, safe='')}"
        headers["Authorization"] = f"Basic {base64.b64encode(both.encode()).decode()}"
    else:
        words["client_id"] = place.client_id
        if place.secret:
            words["client_secret"] = place.secret
    answer = ask(said["token_endpoint"], body=urlencode(words).encode(), headers=headers)
    if answer.status != 200:
        raise NotProved
    return answer.json()


def _key(keys: jwt.PyJWKSet, head: dict[str, Any]) -> Any:
    """The key that a token names; the only one, where it names none."""
    usable = [key for key in keys.keys if key.public_key_use in (None, "sig")]
    named = [key for key in usable if key.key_id == head.get("kid")] if "kid" in head else usable
    if len(named) != 1:
        raise NotProved
    return named[0].key
