"""Pictures are drawn anew: nothing but what can be seen is kept, not where it was taken."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from followalong.core.uploads.refused import Refused, UploadProblem

# A page photographed from above stays readable; a telephone's photo becomes a tenth.
LONGEST_SIDE = 2400
QUALITY = 85
# A small file can unfold to a picture that fills the memory.
MOST_PIXELS = 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")


def redrawn(content: bytes) -> bytes:
    """The first picture of a file as a new JPEG, the right way up. Raises Refused."""
    colours = _upright(content, (LONGEST_SIDE, LONGEST_SIDE))
    # On white paper, and on a fresh sheet: remarks inside a file travel with the picture object.
    sheet = Image.new("RGB", colours.size, "white")
    sheet.paste(colours, mask=colours.getchannel("A"))
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def redrawn_as_png(content: bytes, *, frame: tuple[int, int], most_bytes: int) -> bytes:
    """The same as a PNG that keeps what is see-through, such as a logo; within this frame, and
    made smaller until it has no more bytes than these. Raises Refused."""
    colours = _upright(content, frame)
    while True:
        sheet = Image.new("RGBA", colours.size)
        sheet.paste(colours)
        out = io.BytesIO()
        sheet.save(out, "PNG", optimize=True)
        if len(out.getvalue()) <= most_bytes:
            return out.getvalue()
        colours = colours.resize([max(1, side // 2) for side in colours.size])


def _upright(content: bytes, frame: tuple[int, int]) -> Image.Image:
    """The first picture of a file, the right way up and within the frame. Raises Refused."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn(content, frame)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as bomb:
        raise Refused(UploadProblem.PICTURE_TOO_LARGE) from bomb
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as broken:
        raise Refused(UploadProblem.PICTURE_BROKEN) from broken


def _drawn(content: bytes, frame: tuple[int, int]) -> Image.Image:
    with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise Refused(UploadProblem.PICTURE_TOO_LARGE)
        picture.draft("RGB", frame)
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail(frame)
        return upright.convert("RGBA")
