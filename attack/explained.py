"""What a tool says that is not a hole, each with its reason (docs/explanation/attacked.md)."""

import re

from attack.tools import Finding

# Tool and kind, a pattern of the address, and why it is so.
EXPLAINED: tuple[tuple[str, str, str, str], ...] = (
    (
        "wapiti",
        "Secure Flag cookie",
        "",
        "the attack is over http on this machine; by https cookies are Secure and __Host-"
        " (tests/guards/test_headers.py)",
    ),
)


def explanation(finding: Finding) -> str | None:
    for tool, kind, path, why in EXPLAINED:
        if (tool, kind) == (finding.tool, finding.kind) and re.search(path, finding.path):
            return why
    return None
