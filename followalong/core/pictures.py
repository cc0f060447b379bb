"""Pictures that people send, drawn anew: what is kept is ours and holds only the picture."""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

# What is read as a picture; other kinds can hold scripts or call other addresses.
KINDS = ("PNG", "JPEG", "WEBP", "GIF")
MOST_PIXELS = 24_000_000


class NotAPicture(Exception):
    """The bytes are no picture of a kind we draw, or one too large to draw."""


def drawn_as_png(data: bytes, *, width: int, height: int, most_bytes: int) -> bytes:
    """The first picture of the file as a PNG within this frame and size, without any metadata.

    Raises NotAPicture.
    """
    picture = _drawn(data)
    picture.thumbnail((width, height))
    while len(png := _png(picture)) > most_bytes:
        picture = picture.resize((max(1, picture.width // 2), max(1, picture.height // 2)))
    return png


def _drawn(data: bytes) -> Image.Image:
    """The picture's own pixels, upright. Its size is asked before they are unpacked."""
    try:
        with Image.open(BytesIO(data), formats=KINDS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAPicture
            return ImageOps.exif_transpose(picture).convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise NotAPicture from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotAPicture from error


def _png(picture: Image.Image) -> bytes:
    bare = Image.new("RGBA", picture.size)
    bare.paste(picture)
    out = BytesIO()
    bare.save(out, "PNG", optimize=True)
    return out.getvalue()
