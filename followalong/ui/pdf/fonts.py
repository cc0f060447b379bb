"""The fonts that documents on paper are set in, made from the font of the pages."""

from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

WEIGHTS = {"Regular": 400, "Bold": 700}


def make(source: Path, to: Path, *, family: str) -> None:
    """The regular and the bold face of a variable font, each a file of its own."""
    for style, weight in WEIGHTS.items():
        face = instantiateVariableFont(TTFont(source), {"wght": weight})
        face.flavor = None
        face["OS/2"].usWeightClass = weight
        face["OS/2"].fsSelection = 0x20 if style == "Bold" else 0x40
        face["head"].macStyle = 1 if style == "Bold" else 0
        names = face["name"]
        for number in (16, 17, 21, 22, 25):
            names.removeNames(nameID=number)
        full = f"{family} {style}"
        for number, words in ((1, family), (2, style), (4, full), (6, full.replace(" ", ""))):
            names.setName(words, number, 3, 1, 0x409)
        face.save(to / f"{full.replace(' ', '-')}.ttf")
