"""A document that opens with a passphrase only (AES-256, PDF 2.0): every ordinary reader asks."""

import io
import secrets
from unicodedata import normalize

import pikepdf

# What PDF takes of a passphrase, in bytes.
LONGEST = 127


def as_typed(passphrase: str) -> str:
    """One way of writing each letter: é is one sign on some keyboards and two on others."""
    return normalize("NFKC", passphrase)


def locked(content: bytes, passphrase: str) -> bytes:
    """The document sealed whole, with what it says about itself. Nobody has another key: the
    owner's passphrase is drawn at random and forgotten. Screen readers may read it."""
    out = io.BytesIO()
    seal = pikepdf.Encryption(
        user=as_typed(passphrase), owner=secrets.token_urlsafe(32), R=6, aes=True, metadata=True
    )
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(out, encryption=seal)
    return out.getvalue()
