"""How every guard judges: what it found, what is allowed and why, and how to put it right."""

from collections.abc import Collection, Mapping


def judge(found: Collection[str], *, allowed: Mapping[str, str], fix: str) -> None:
    """Fail on anything found that is not allowed, and on allowances nothing needs any more."""
    fresh = sorted(set(found) - set(allowed))
    assert not fresh, f"{fix}\n  " + "\n  ".join(fresh)
    stale = sorted(set(allowed) - set(found))
    assert not stale, "Take these out of the list, nothing needs them now:\n  " + "\n  ".join(stale)
    unexplained = sorted(name for name, reason in allowed.items() if not reason.strip())
    assert not unexplained, f"Say why: {unexplained}"
