"""PDFs are rebuilt without whatever acts, calls out or hides another file."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from followalong.core.uploads.refused import Refused, UploadProblem

# A document of so many parts is no letter; it would keep a page waiting.
MOST_OBJECTS = 200_000
# Entries that run something, or hold another file or form, wherever they stand.
ENTRIES = frozenset(
    {
        "/AA",
        "/AF",
        "/Collection",
        "/EF",
        "/EmbeddedFiles",
        "/JS",
        "/JavaScript",
        "/OpenAction",
        "/RichMediaContent",
        "/RichMediaSettings",
        "/XFA",
    }
)
# Actions that do more than turn a page; a link to a web page stays one.
ACTIONS = frozenset(
    {
        "/GoToE",
        "/GoToR",
        "/Hide",
        "/ImportData",
        "/JavaScript",
        "/Launch",
        "/Movie",
        "/Rendition",
        "/ResetForm",
        "/RichMediaExecute",
        "/SetOCGState",
        "/Sound",
        "/SubmitForm",
        "/Thread",
    }
)
LINKS = ("http://", "https://", "mailto:", "tel:")
# Notes on a page that are a file, a film or a sound.
ANNOTATIONS = frozenset({"/FileAttachment", "/Movie", "/RichMedia", "/Screen", "/Sound", "/3D"})


def cleaned(content: bytes) -> bytes:
    """The same pages. Raises Refused."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if len(pdf.objects) > MOST_OBJECTS:
                raise Refused(UploadProblem.PDF_BROKEN)
            if not len(pdf.pages):
                raise Refused(UploadProblem.PDF_BROKEN)
            for page in pdf.pages:
                _drop_annotations(page)
            for part in list(pdf.objects):
                for found in _dictionaries(part):
                    _disarm(found)
            out = io.BytesIO()
            # What nothing refers to any more is not written.
            pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, encryption=False)
            return out.getvalue()
    except pikepdf.PasswordError as locked:
        raise Refused(UploadProblem.PDF_LOCKED) from locked
    except (pikepdf.PdfError, ValueError, RecursionError, TypeError, KeyError) as broken:
        raise Refused(UploadProblem.PDF_BROKEN) from broken


def _drop_annotations(page: pikepdf.Page) -> None:
    if "/Annots" not in page:
        return
    kept = [note for note in page.Annots if str(note.get("/Subtype", "")) not in ANNOTATIONS]
    page.Annots = pikepdf.Array(kept)


def _dictionaries(part: Any) -> Iterator[Any]:
    """A part's own dictionaries, however deep; those it only refers to come by themselves."""
    waiting = [part]
    while waiting:
        here = waiting.pop()
        if isinstance(here, pikepdf.Array):
            waiting += [one for one in here if not one_is_apart(one)]
        elif isinstance(here, pikepdf.Dictionary | pikepdf.Stream):
            yield here
            entries = here.stream_dict if isinstance(here, pikepdf.Stream) else here
            waiting += [one for one in entries.values() if not one_is_apart(one)]


def one_is_apart(value: Any) -> bool:
    """Refers to a part of its own, which is looked at by itself, or is no container."""
    is_container = isinstance(value, pikepdf.Array | pikepdf.Dictionary)
    return not is_container or bool(value.is_indirect)


def _disarm(found: Any) -> None:
    for entry in ENTRIES & set(found.keys()):
        del found[entry]
    kind = str(found.get("/S", ""))
    is_link = kind == "/URI" and str(found.get("/URI", "")).lower().startswith(LINKS)
    if kind in ACTIONS or (kind == "/URI" and not is_link):
        for entry in list(found.keys()):
            if not (isinstance(found, pikepdf.Stream) and entry == "/Length"):
                del found[entry]
