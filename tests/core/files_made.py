"""Files for tests, made here: harmless ones, and such as are made to do harm."""

import io
import re
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image

# The test file of the makers of virus scanners: every scanner finds it, and it does nothing.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

# A word hidden in a sample. Two letters alone stand in any packed file by chance.
HIDDEN = re.compile(rb"zq[a-z]+\d{4}")


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **how) -> bytes:
    out = io.BytesIO()
    mode = how.pop("mode", "RGB")
    Image.new(mode, size, how.pop("colour", "teal")).save(out, kind, **how)
    return out.getvalue()


def photo_from_a_street() -> bytes:
    """A photo that says where it was taken, lies on its side and carries a remark."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it a quarter to the right
    exif[0x010E] = "zqwhere0001"
    exif.get_ifd(0x8825)[2] = (43.0, 39.0, 12.0)
    return picture(size=(40, 20), exif=exif, comment=b"zqremark0001")


def bomb() -> bytes:
    """A PNG of a few hundred bytes that unfolds to 2.5 thousand million points."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack("!I", len(data)) + name + data + struct.pack("!I", zlib.crc32(name + data))
        )

    head = struct.pack("!IIBBBBB", 50_000, 50_000, 1, 0, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def pdf(pages: int = 1, **save) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        made.save(out, **save)
    return out.getvalue()


def hostile_pdf() -> bytes:
    """One that runs a script when opened, starts a program, sends a form and hides a file."""
    name, text = pikepdf.Name, pikepdf.String
    with pikepdf.new() as made:
        page = made.add_blank_page()
        script = {"/S": name.JavaScript, "/JS": text("app.alert('zqscript0001')")}
        made.Root.OpenAction = pikepdf.Dictionary(script)
        made.Root.AA = pikepdf.Dictionary(WC=pikepdf.Dictionary(script))
        stream = made.make_indirect(pikepdf.Stream(made, b"app.alert('zqscript0002')"))
        made.Root.Names = pikepdf.Dictionary(
            JavaScript=pikepdf.Dictionary(
                Names=[text("x"), pikepdf.Dictionary(S=name.JavaScript, JS=stream)]
            )
        )
        made.attachments["zqhidden0001.exe"] = b"MZ zqhidden0002"
        launch = pikepdf.Dictionary(S=name.Launch, F=text("zqlaunch0001.exe"))
        far = pikepdf.Dictionary(S=name.URI, URI=text("javascript:zqfar0001"))
        web = pikepdf.Dictionary(S=name.URI, URI=text("https://example.org/help"))
        send = pikepdf.Dictionary(S=name.SubmitForm, F=text("https://zqsend0001.example.org"))
        chained = pikepdf.Dictionary(S=name.GoTo, D=[page.obj, name.Fit], Next=[launch])
        box = [0, 0, 10, 10]
        page.Annots = pikepdf.Array(
            pikepdf.Dictionary(Type=name.Annot, Subtype=name.Link, Rect=box, A=action)
            for action in (launch, far, web, chained)
        )
        page.Annots.append(
            pikepdf.Dictionary(
                Type=name.Annot, Subtype=name.FileAttachment, Rect=box, Contents=text("zqclip0001")
            )
        )
        button = pikepdf.Dictionary(FT=name.Btn, T=text("b"), A=send, AA={"/U": send})
        made.Root.AcroForm = pikepdf.Dictionary(
            Fields=[made.make_indirect(button)], XFA=text("zqxfa0001")
        )
        page.AA = pikepdf.Dictionary(O=pikepdf.Dictionary(script))
        out = io.BytesIO()
        made.save(out)
    return out.getvalue()


def everything_in(content: bytes) -> bytes:
    """All that a PDF holds, unpacked, as one text."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as made:
        made.save(
            out,
            qdf=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
        )
    return out.getvalue()


def office(family: str = "word", **more: bytes | str) -> bytes:
    """A packed folder with the parts of an office file, and others by their names."""
    part = {"word": "word/document.xml", "xl": "xl/workbook.xml"}[family]
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": "<Relationships/>",
        part: "<document>I am a baker.</document>",
        **more,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return out.getvalue()
