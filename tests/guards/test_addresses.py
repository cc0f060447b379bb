"""Every address says who may use it."""

from tests.guards.addresses import MODELS, PUBLIC_PARTS, WORDS, addresses
from tests.guards.allow import judge

# Addresses whose views are other people's code: name -> why.
NOT_OURS: dict[str, str] = {}


def test_every_address_declares_a_permission_or_a_public_reason():
    silent = {
        address.name
        for address in addresses()
        if not hasattr(address.view, "permission")
        and not getattr(address.view, "public_reason", "").strip()
    }
    judge(
        silent, allowed=NOT_OURS, fix='Put @requires(Permission.X) or @public("why") on the view:'
    )


def test_no_address_is_both_public_and_for_members():
    both = [
        a.name
        for a in addresses()
        if hasattr(a.view, "permission") and hasattr(a.view, "public_reason")
    ]
    assert not both, f"Choose one: {both}"


def test_a_permission_lives_under_a_membership():
    """Only /a/<code>/ says who acts, so a permission elsewhere could never be held."""
    lost = [a.name for a in addresses() if hasattr(a.view, "permission") and not a.is_member]
    assert not lost, f"Mount these under a/<code>/: {lost}"
    loose = [a.name for a in addresses() if a.is_member and not hasattr(a.view, "permission")]
    assert not loose, f"What is under a/<code>/ needs @requires: {loose}"


def test_the_guards_can_ask_for_every_address():
    unknown = sorted(
        {
            f"{a.name}: {part}"
            for a in addresses()
            for part in a.parts
            if part not in (MODELS | WORDS if a.is_member else PUBLIC_PARTS)
        }
    )
    assert not unknown, f"Say in tests/guards/addresses.py what stands for {unknown}"


def test_every_address_has_a_name_of_its_own():
    names = [a.name for a in addresses()]
    twice = {name for name in names if names.count(name) > 1}
    assert not twice, f"Give each address one name: {twice}"
