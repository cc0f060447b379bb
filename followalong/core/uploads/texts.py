"""Plain text: letters and lines, and nothing else."""

from unicodedata import category

ALLOWED_CONTROLS = frozenset("\t\n\r\f")


def is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return all(sign in ALLOWED_CONTROLS or category(sign) != "Cc" for sign in text)


def cleaned(content: bytes) -> bytes:
    """The same letters, without the mark at the beginning that some programs write."""
    return content.decode("utf-8-sig").encode()
