"""Who works in the demonstration and can be tried out: invented people, one for each role.

First names of Northside are those of the tests' cast; family names come from the simulation's
pools. Some take the place of somebody the simulation made, some are added; privacy officer and
intake are no roles of the exchange package, so they are added after the import.
"""

from dataclasses import dataclass

from followalong.exchange.format.codes import STAFF_ROLES

# Agencies by their number in the simulation: every third works under the same pack.
NORTHSIDE, INLET, ELM_RIVER, THREE_RIVERS = 0, 1, 2, 5
AGENCY_NAMES = {
    NORTHSIDE: "Northside Work Support",
    INLET: "Inlet Pathways to Work",
    ELM_RIVER: "Elm River Behavioral Health",
    THREE_RIVERS: "Three Rivers Recovery and Work",
}
# Roles that every simulated agency has, so that a part replaces one of its people.
SIMULATED = frozenset(
    {
        "employment_specialist",
        "supervisor",
        "peer_specialist",
        "program_manager",
        "occupational_therapist",
    }
)


@dataclass(frozen=True)
class Part:
    """One member to try out: where, in which role, and whether in the addiction program."""

    slug: str
    given_name: str
    family_name: str
    role: str
    agency: int
    in_addiction_program: bool = False

    @property
    def email(self) -> str:
        return f"{self.slug}@example.org"

    @property
    def is_in_package(self) -> bool:
        return self.role in STAFF_ROLES


CAST = (
    Part("maya", "Maya", "Lally", "employment_specialist", NORTHSIDE),
    Part("sol", "Sol", "Benítez", "supervisor", NORTHSIDE),
    Part("pia", "Pia", "Marchand", "peer_specialist", NORTHSIDE),
    Part("ines", "Ines", "Tavares", "intake", NORTHSIDE),
    Part("hugo", "Hugo", "Picard", "job_developer", NORTHSIDE),
    Part("grace", "Grace", "Whitlock", "program_manager", NORTHSIDE),
    Part("ana", "Ana", "Cabral", "agency_admin", NORTHSIDE),
    Part("priya", "Priya", "Ganesan", "privacy_officer", NORTHSIDE),
    Part("zofia", "Zofia", "Gorski", "employment_specialist", NORTHSIDE, True),
    Part("omar", "Omar", "Haddad", "employment_specialist", INLET),
    Part("ingrid", "Ingrid", "Noel", "supervisor", INLET),
    Part("rui", "Rui", "Raposo", "occupational_therapist", INLET),
    Part("kai", "Kai", "Shen", "employment_specialist", INLET, True),
    Part("nestor", "Néstor", "Duarte", "employment_specialist", ELM_RIVER),
    Part("ellen", "Ellen", "Stanton", "supervisor", ELM_RIVER),
    Part("ade", "Ade", "Okafor", "employment_specialist", ELM_RIVER, True),
)


def parts_at(agency: int) -> list[Part]:
    return [part for part in CAST if part.agency == agency]
