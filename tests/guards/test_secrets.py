"""No secret is in the repository: no key, no password in an address, no long random word."""

import math
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.unit

ROOT = Path(__file__).resolve().parents[2]
KINDS = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a cloud key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}\b"),
    "a token of a service": re.compile(
        r"\b(?:gh[pousr]_[0-9A-Za-z]{36}|xox[abprs]-[0-9A-Za-z-]{10,}|sk_live_[0-9A-Za-z]{16,})"
    ),
    "a signed token": re.compile(r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}"),
}
IN_ADDRESS = re.compile(r"\b[a-z][a-z+]+://[\w.-]*:([^\s/@:{}…]{8,})@")
GIVEN = re.compile(
    r"(?i)(?:secret|passw(?:or)?d|token|api_?key|private_?key)\w*\"?\s*[:=]\s*[\"']([^\"'\s]{12,})[\"']"
)
LONG = re.compile(r"[\"']([A-Za-z0-9+/_=-]{40,})[\"']")
RANDOM = 4.5  # bits a letter: 40 letters of words have about 3.9, of base64 about 4.9
# Hashes that lock what is installed; they are public.
LOCKED = {"package-lock.json", "requirements"}
# Not secrets, each for the reason beside it.
INVENTED = {
    "PASSWORD": "a place holder in a help text",
    "postgres": "a known default, in the test that refuses it",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_": "an alphabet",
}


def findings(text: str) -> Iterator[str]:
    for kind, pattern in KINDS.items():
        if pattern.search(text):
            yield kind
    for password in IN_ADDRESS.findall(text):
        if password not in INVENTED:
            yield f"a password in an address ({password[:3]}…)"
    for value in (*GIVEN.findall(text), *LONG.findall(text)):
        if value not in INVENTED and bits_a_letter(value) > RANDOM:
            yield f"a long random word ({value[:3]}…)"


def bits_a_letter(word: str) -> float:
    shares = [count / len(word) for count in Counter(word).values()]
    return -sum(share * math.log2(share) for share in shares)


def test_nothing_that_is_committed_holds_a_secret():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = []
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if LOCKED & {path.name, path.parent.name} or not path.is_file():
            continue
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        found += [f"{name}: {what}" for what in findings(text)]
    assert not found, found


@pytest.mark.parametrize(
    "planted",
    [
        "-----BEGIN " + "RSA PRIVATE KEY-----",
        "AK" + "IA" + "Q3EGRLZ5T7WXYV2K",
        "DATABASE_URL=postgresql://app:" + "k9Qw2xZp7Lm4@db/work",
        'API_KEY = "' + "q8Zr1Kx7Wv3Np9Lt5Yb2Hd6Mj4Fs0Gc" + '"',
    ],
)
def test_one_that_is_planted_is_found(planted):
    assert list(findings(planted))
