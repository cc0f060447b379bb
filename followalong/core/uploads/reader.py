"""Reads the words of one file: bytes on standard input, text on standard output."""

import io
import sys
from collections.abc import Iterator

import docx
import pypdf

from followalong.core.confined import confine

MOST_PAGES = 40


def of_pdf(content: bytes) -> Iterator[str]:
    for page in pypdf.PdfReader(io.BytesIO(content)).pages[:MOST_PAGES]:
        yield page.extract_text()


def of_docx(content: bytes) -> Iterator[str]:
    for part in docx.Document(io.BytesIO(content)).iter_inner_content():
        if hasattr(part, "rows"):
            yield from (_cells(row) for row in part.rows)
        else:
            is_listed = part.style is not None and part.style.name.startswith("List")
            yield f"• {part.text}" if is_listed and part.text else part.text


def _cells(row: "docx.table._Row") -> str:
    texts = (cell.text.strip() for cell in row.cells)
    return " · ".join(dict.fromkeys(text for text in texts if text))


def main() -> None:
    kind = sys.argv[1]
    confine()
    content = sys.stdin.buffer.read()
    lines = {".pdf": of_pdf, ".docx": of_docx}[kind](content)
    sys.stdout.buffer.write("\n".join(lines).encode())


if __name__ == "__main__":
    main()
