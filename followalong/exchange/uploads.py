"""Files sent by a browser. They are about people, so they stay in memory and touch no disk."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext_noop as _

from followalong.exchange.format import Memory, NotAPackage, Package, Zip, package_in

# A page must answer while somebody waits: this is some 100,000 rows. settings.py says how much
# may be sent, and `followalong import` takes packages of any size.
MOST_UNPACKED = 20 * 1024 * 1024


class Sent(Protocol):
    """A file as a form holds it."""

    name: str

    def read(self) -> bytes: ...


@dataclass(frozen=True)
class Upload:
    """A package that was sent, with a hash of its bytes: what was checked is what comes in."""

    package: Package
    file_name: str
    content_hash: str


def upload_of(files: Sequence[Sent]) -> Upload:
    """One zip, or the CSV files of a package. Raises NotAPackage."""
    contents = {file.name: file.read() for file in files}
    digest = hashlib.sha256()
    for name in sorted(contents):
        digest.update(name.encode() + b"\0" + hashlib.sha256(contents[name]).digest())
    names = ", ".join(sorted(contents))
    return Upload(package_in(_source(contents)), names, digest.hexdigest())


def _source(contents: dict[str, bytes]) -> Zip | Memory:
    zips = [name for name in contents if name.lower().endswith(".zip")]
    if zips and len(contents) > 1:
        raise NotAPackage(_("Choose one .zip, or the .csv files without it."))
    if zips:
        return Zip(zips[0], contents[zips[0]], most_bytes=MOST_UNPACKED)
    if sum(map(len, contents.values())) > MOST_UNPACKED:
        raise NotAPackage(_("The files are too large for this page."))
    return Memory(contents)
