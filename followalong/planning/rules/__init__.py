from followalong.planning.rules.profile import FIRST, Part
from followalong.planning.rules.versions import Change, Version, as_of, compare

__all__ = ["FIRST", "Change", "Part", "Version", "as_of", "compare"]
