"""Office files: packed folders. They are kept as they are, or refused."""

import io
import re
import zipfile

from followalong.core.uploads.refused import Refused, UploadProblem

MOST_PARTS = 2_000
MOST_UNPACKED = 150 * 1024 * 1024
# Ordinary text packs to a tenth; what unfolds to more than this is made to do harm.
MOST_TIMES = 200
MACROS = re.compile(r"vba|macrosheets|activex|\.bin$|oleobject|embeddings/", re.IGNORECASE)
MACRO_TYPES = re.compile(rb"macroEnabled|vbaProject|activeX|oleObject", re.IGNORECASE)
# A part that is fetched from elsewhere when the file is opened. A link that waits to be pressed
# is none.
OUTSIDE = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.DOTALL)
LINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']")
PARTS = {"word": "word/document.xml", "xl": "xl/workbook.xml"}


def family(content: bytes) -> str:
    """`word`, `xl`, or nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return ""
    if "[Content_Types].xml" not in names:
        return ""
    return next((name for name, part in PARTS.items() if part in names), "")


def looked_into(content: bytes) -> bytes:
    """The file as it came: without macros, embedded programs or calls to elsewhere.

    Raises Refused. Sizes are judged by what the folder says before anything is unpacked, and
    reading stops where a part is larger than it said.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _refuse_bombs(packed, len(content))
            _refuse_macros(packed)
            for part in packed.infolist():
                if part.filename.endswith(".rels"):
                    _refuse_calls(_read(packed, part))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as broken:
        raise Refused(UploadProblem.OFFICE_BROKEN) from broken
    except RuntimeError as locked:  # a part with a password
        raise Refused(UploadProblem.OFFICE_BROKEN) from locked
    return content


def _refuse_bombs(packed: zipfile.ZipFile, size: int) -> None:
    parts = packed.infolist()
    unpacked = sum(part.file_size for part in parts)
    odd = any(part.filename.startswith(("/", "\\")) or ".." in part.filename for part in parts)
    if odd or len(parts) > MOST_PARTS or unpacked > min(MOST_UNPACKED, MOST_TIMES * size):
        raise Refused(UploadProblem.OFFICE_BROKEN)


def _refuse_macros(packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    if any(MACROS.search(part.filename) and not _is_print(part.filename) for part in parts):
        raise Refused(UploadProblem.MACROS)
    if MACRO_TYPES.search(_read(packed, packed.getinfo("[Content_Types].xml"))):
        raise Refused(UploadProblem.MACROS)


def _is_print(name: str) -> bool:
    """Settings of a printer are data that every spreadsheet has."""
    return re.fullmatch(r"xl/printerSettings/printerSettings\d+\.bin", name) is not None


def _refuse_calls(relations: bytes) -> None:
    if any(not LINK.search(one) for one in OUTSIDE.findall(relations)):
        raise Refused(UploadProblem.REACHES_OUT)


def _read(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with packed.open(part) as inside:
        read = inside.read(part.file_size + 1)
    if len(read) > part.file_size:
        raise Refused(UploadProblem.OFFICE_BROKEN)
    return read
