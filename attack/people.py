"""Who attacks: a stranger, and invented people of the demonstration who signed in by one tap."""

import http.cookiejar
import re
import urllib.request
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Attacker:
    """Somebody with a browser: where their pages begin, and the cookies that open them."""

    name: str
    start: str
    cookies: str


def stranger(site: str) -> Attacker:
    return Attacker("stranger", f"{site}/", "")


def sign_in(site: str, persona: str) -> Attacker:
    """As somebody of the demonstration."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    address = f"{site}/demo/{persona}/"
    with browser.open(address, timeout=60) as page:
        token = TOKEN.search(page.read().decode())
    assert token, "the demonstration offers no sign-in"
    form = urlencode({"csrfmiddlewaretoken": token[1]}).encode()
    asked = urllib.request.Request(address, form, {"Origin": site, "Referer": address})  # noqa: S310
    with browser.open(asked, timeout=60) as page:
        code = urlsplit(page.url).path.split("/")
    assert code[1] == "a", f"{persona} was not let in: {page.url}"
    cookies = "; ".join(f"{one.name}={one.value}" for one in jar)
    return Attacker(persona, f"{site}/a/{code[2]}/", cookies)
