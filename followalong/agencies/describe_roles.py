"""Write docs/reference/permissions.md from the roles, so that the page can't say anything else.

python -m followalong.agencies.describe_roles > docs/reference/permissions.md
"""

import sys
from collections.abc import Iterable

from followalong.agencies.privacy_classes import CLASSES, by_class
from followalong.agencies.roles import ROLES, Permission, Reach, Role

INTRODUCTION = """# Who may do what

This page is generated from `followalong/agencies/roles.py` and the list of columns beside it in
`data/privacy_classes.csv`; change those, then run
`python -m followalong.agencies.describe_roles > docs/reference/permissions.md`.

Everything that is not written here is refused. A role says two things: what a person may do
(permissions) and whose records that opens at all (reach). Consent and labels narrow both further;
nothing widens them, and no account passes them by.
"""
REACHES = {
    Reach.NONE: "nobody's records",
    Reach.RELATED: "people they have a dated relation with",
    Reach.PROGRAM: "people of their own program; of all programs when they work in none",
    Reach.AGENCY: "everyone of the agency, except people of an addiction program",
}
# Roles that no person holds.
SERVICES = ("anyone", "import", "export", "clockmaker", "matcher", "setup")


def page() -> str:
    """The whole page."""
    people = [role for role in ROLES.values() if role.slug not in SERVICES]
    services = [ROLES[slug] for slug in SERVICES]
    return "\n".join(
        [
            INTRODUCTION,
            "## People\n",
            *(_role(role) for role in people),
            "## Visitors and services\n",
            *(_role(role) for role in services),
            "## Permissions and who holds them\n",
            _table(["Permission", "Held by"], ([p, _holders(p)] for p in Permission)),
            "## Classes of information\n",
            "Each column of the database belongs to one class.\n",
            _table(["Class", "What it is", "Columns"], _classes()),
        ]
    )


def _role(role: Role) -> str:
    guest = " A guest: invited with an end date, sees no colleagues." if role.is_guest else ""
    may = ", ".join(sorted(role.permissions)) or "nothing yet"
    return (
        f"### {role.title} (`{role.slug}`)\n\n{role.description}{guest}\n\n"
        f"- Opens: {REACHES[role.reach]}\n- May: {may}\n"
    )


def _holders(permission: Permission) -> str:
    titles = [role.title for role in ROLES.values() if permission in role.permissions]
    return ", ".join(titles) or "nobody yet"


def _classes() -> Iterable[list[str]]:
    columns = by_class()
    for name, words in CLASSES.items():
        yield [name, words, "<br>".join(columns.get(name, ["no column yet"]))]


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
