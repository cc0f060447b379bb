"""Files that people send: only kinds on a list, each looked into and cleaned (SEC-12).

What a file is, its first bytes say, and its name has to agree. Pictures are drawn anew, PDFs
lose whatever acts, office files with macros are refused. What comes out is what is kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from followalong.core.disk import takes_files
from followalong.core.models import LARGEST_FILE
from followalong.core.uploads import office, pdfs, pictures, texts
from followalong.core.uploads.refused import Refused, UploadProblem

__all__ = ["ACCEPT", "Checked", "Purpose", "Refused", "UploadProblem", "check", "detect"]


class Purpose(StrEnum):
    """What a file is sent for; each has its own list of kinds."""

    PHOTO = "photo"
    DOCUMENT = "document"


@dataclass(frozen=True)
class Checked:
    """A file as it may be kept."""

    content: bytes
    media_type: str
    suffix: str


@dataclass(frozen=True)
class Kind:
    """A kind of file: what its name may end with, what becomes of it, and what it is then."""

    name: str
    suffixes: frozenset[str]
    clean: Callable[[bytes], bytes]
    media_type: str
    suffix: str
    sent_as: str = ""

    @property
    def offered(self) -> list[str]:
        """How a page asks for it."""
        return [self.sent_as or self.media_type.partition(";")[0], *sorted(self.suffixes)]


def _picture(name: str, *suffixes: str) -> Kind:
    return Kind(name, frozenset(suffixes), pictures.redrawn, "image/jpeg", ".jpg", f"image/{name}")


_OFFICE = "application/vnd.openxmlformats-officedocument."
JPEG = _picture("jpeg", ".jpg", ".jpeg", ".jpe", ".jfif")
PNG = _picture("png", ".png")
WEBP = _picture("webp", ".webp")
PDF = Kind("pdf", frozenset({".pdf"}), pdfs.cleaned, "application/pdf", ".pdf")
DOCX = Kind(
    "docx",
    frozenset({".docx"}),
    office.looked_into,
    f"{_OFFICE}wordprocessingml.document",
    ".docx",
)
XLSX = Kind(
    "xlsx", frozenset({".xlsx"}), office.looked_into, f"{_OFFICE}spreadsheetml.sheet", ".xlsx"
)
TEXT = Kind("text", frozenset({".txt"}), texts.cleaned, "text/plain; charset=utf-8", ".txt")

ALLOWED = {
    Purpose.PHOTO: (JPEG, PNG, WEBP),
    Purpose.DOCUMENT: (JPEG, PNG, WEBP, PDF, DOCX, XLSX, TEXT),
}
# What a page offers to choose. A telephone that keeps HEIC sends a JPEG when asked for one; some
# go by the media types for that, others by the endings.
ACCEPT = {
    purpose: ",".join(one for kind in kinds for one in kind.offered)
    for purpose, kinds in ALLOWED.items()
}


def check(name: str, content: bytes, purpose: Purpose) -> Checked:
    """The file as it may be kept. Raises Refused."""
    if not takes_files():
        raise Refused(UploadProblem.NO_ROOM)
    if not content:
        raise Refused(UploadProblem.EMPTY)
    if len(content) > LARGEST_FILE:
        raise Refused(UploadProblem.TOO_LARGE)
    kind = detect(name, content)
    if kind is None or kind not in ALLOWED[purpose]:
        is_heic = content[4:8] == b"ftyp" and content[8:12] in pictures.HEIC
        raise Refused(UploadProblem.HEIC if is_heic else UploadProblem.KIND)
    if suffix_of(name) not in kind.suffixes:
        raise Refused(UploadProblem.NOT_WHAT_IT_SAYS)
    cleaned = kind.clean(content)
    if len(cleaned) > LARGEST_FILE:
        raise Refused(UploadProblem.TOO_LARGE)
    return Checked(cleaned, kind.media_type, kind.suffix)


def detect(name: str, content: bytes) -> Kind | None:
    """What the first bytes say. Two kinds of packed files are told apart inside, and plain text
    has no mark of its own."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"PK\x03\x04"):
        return {"word": DOCX, "xl": XLSX}.get(office.family(content))
    return TEXT if suffix_of(name) == ".txt" and texts.is_text(content) else None


def suffix_of(name: str) -> str:
    """`.pdf` of `Letter.PDF`."""
    dot = name.rfind(".")
    return name[dot:].lower() if dot >= 0 else ""
