"""An address as a picture that a phone's camera reads."""

from io import BytesIO

import segno


def qr_svg(address: str) -> bytes:
    """Dark on white in every theme; a file of its own, since pages carry no inline pictures."""
    out = BytesIO()
    segno.make(address, micro=False).save(
        out, kind="svg", scale=6, border=2, light="#fff", xmldecl=False
    )
    return out.getvalue()
