"""Every page, asked for by a member of every role: who gets in, and what the answer holds."""

import re

import pytest

from followalong.agencies.roles import ROLES, Permission
from followalong.core.db import acting_as, set_context
from tests.cast import MemberClient, VisitorClient, service
from tests.guards.addresses import addresses, member_addresses
from tests.guards.allow import judge
from tests.guards.crawl import Visit, visit
from tests.guards.denied import Denied, answered

MOST_QUERIES = 12
LOCKS = re.compile(r'ARRAY\(SELECT .* FROM "clients_lock"')
# Roles that also send forms, and ask pages about a client, an employer and a name.
ASKING = {"employment_specialist", "supervisor", "peer_specialist", "job_developer"}
# Whose answers are asked for again when there are more people whom they may not read: the first
# of these to whom a page opens.
NARROW = ("supervisor", "employment_specialist", "job_developer", "job_coach", "peer_specialist")
# Answers of 403 or 404 to some who hold the page's permission: "role method page" -> why.
NOT_THEIRS: dict[str, str] = {
    "privacy_officer GET home:sealed_file": "what was taken off here is no file",
    "privacy_officer POST privacy:naming_seen": "only what named somebody without a yes",
    "clinician GET home:minutes": "only of the treatment teams they belong to",
    "occupational_therapist POST home:meeting_note_back": "a note is taken back by its writer",
    "supervisor POST home:meeting_note_back": "a note is taken back by its writer",
    **{
        f"{role} {method} caseload:counselling": "no such page outside an addiction program"
        for role, methods in (
            ("clinician", ("GET",)),
            ("employment_specialist", ("GET", "POST")),
            ("occupational_therapist", ("GET",)),
            ("supervisor", ("GET", "POST")),
        )
        for method in methods
    },
    **{
        f"clinician GET caseload:counselling_{page}": "no such note outside an addiction program"
        for page in ("add", "amend", "off")
    },
    **{
        f"clinician {page}": "of choices, those about counselling notes alone"
        for page in (
            "GET clients:choice_ask",
            "GET clients:choice_take_back",
            "GET clients:choice_paper",
            "POST clients:choice_copy",
        )
    },
    **{
        f"{role} {page}": "a look in an emergency is for the one who asked"
        for role in ("clinician", "occupational_therapist", "supervisor")
        for page in ("GET home:emergency", "POST home:emergency_end")
    },
    **{
        f"peer_specialist POST caseload:{page}": "a colleague's step is not a peer's to tick off"
        for page in ("next_step_done", "next_step_again")
    },
    **{
        f"{role} {method} home:{page}": "a colleague's own view that is not shared"
        for role, methods in (
            ("occupational_therapist", ("GET",)),
            ("peer_specialist", ("GET", "POST")),
            ("program_manager", ("GET",)),
            ("supervisor", ("GET", "POST")),
        )
        for page in ("caseload_view", "caseload_view_remove")
        for method in (methods if page == "caseload_view" else ("POST",))
    },
    **{
        f"{role} {method} caseload:{page}": "a colleague's own text is not theirs"
        for role in (
            *("benefits_counsellor", "job_coach", "job_developer"),
            *("occupational_therapist", "peer_specialist", "supervisor"),
        )
        for page, method in (
            ("snippet", "GET"),
            ("snippet_remove", "POST"),
            *([("snippet", "POST")] if role in ASKING else []),
        )
    },
    **{
        f"peer_specialist {page}": "a peer opens only what the peer wrote (domain.md 6.1)"
        for page in (
            "GET caseload:contact",
            "GET caseload:contact_add",
            "POST caseload:contact_add",
            "GET caseload:contact_amend",
            "POST caseload:contact_amend",
            "GET home:correct_contact",
            "POST home:correct_contact",
        )
    },
    **{
        f"{role} GET {page}": "opens only what they wrote themselves"
        for role in ("benefits_counsellor", "job_coach")
        for page in ("caseload:contact_add", "caseload:contact_amend", "home:correct_contact")
    },
    **{
        f"{slug} POST privacy:say": "only whoever looked says why"
        for slug, role in ROLES.items()
        if Permission.TODAY_VIEW in role.permissions and slug != "employment_specialist"
    },
    # What is in a spreadsheet on its way in is for the eyes of whoever chose it.
    **{
        f"{role} {method} exchange:{page}": "only whoever chose the file opens it"
        for page in ("sheet", "sheet_bring_in", "sheet_columns", "sheet_row")
        for role, method in (
            ("agency_admin", "GET"),
            ("supervisor", "GET"),
            ("supervisor", "POST"),
        )
    },
    **{
        f"{role} GET exchange:sheet_progress": "only whoever chose the file opens it"
        for role in ("agency_admin", "supervisor")
    },
    **{
        f"{role} POST exchange:{page}": "only whoever chose the file opens it"
        for page in ("sheet_answers", "sheet_drop", "sheet_layout", "sheet_try")
        for role in ("agency_admin", "supervisor")
    },
    **{
        f"supervisor {page}": "a lead sees the imports they made themselves"
        for page in ("GET exchange:batch", "POST exchange:undo")
    },
}
# Pages that need more queries: page -> why.
MORE_QUERIES: dict[str, str] = {}


@pytest.fixture(scope="module")
def denied(planted) -> Denied:
    return Denied.plant(planted)


@pytest.fixture(scope="module")
def visits(planted, denied) -> list[Visit]:
    """Every role's member at every page, about Ben; some of those it opens to post and ask."""
    made = []
    for role, member in planted.members.items():
        set_context(None)
        browser = MemberClient(member)
        for address in member_addresses():
            path = address.path(member.code, planted.ben)
            made.append(visit(browser, role, address.name, path))
            is_open = address.opens_to(role)
            if made[-1].status == 405 or (is_open and role in ASKING):
                sent = address.form(planted.ben)
                made.append(visit(browser, role, address.name, path, method="POST", data=sent))
            if is_open and role in ASKING and not address.parts:
                asked = address.query(planted.ben)
                made.append(visit(browser, role, address.name, path, data=asked))
    return made


def pages(visits: list[Visit]) -> list[Visit]:
    return [v for v in visits if v.method == "GET" and v.status == 200]


def narrowest(page: str) -> str:
    """One of those to whom a page opens, who opens few people."""
    address = next(a for a in member_addresses() if a.name == page)
    return next((role for role in NARROW if address.opens_to(role)), "")


def opens_to(v: Visit) -> bool:
    return next(a for a in member_addresses() if a.name == v.page).opens_to(v.who)


def test_there_is_a_page_for_every_role_that_opens_one(visits):
    shown = {v.who for v in pages(visits)}
    expected = {slug for slug, role in ROLES.items() if role.permissions} & {v.who for v in visits}
    assert shown == expected


def test_no_page_breaks(visits):
    broken = {f"{v.method} {v.page} {v.error}" for v in visits if v.status >= 500}
    assert not broken, "\n".join(sorted(broken))


def test_colleagues_without_the_permission_get_403(visits):
    let_in = [str(v) for v in visits if not opens_to(v) and v.status not in (403, 405)]
    assert not let_in, f"Their role does not name the page's permission: {let_in}"


def test_those_with_the_permission_get_in(visits):
    refused = {
        f"{v.who} {v.method} {v.page}" for v in visits if opens_to(v) and v.status in (403, 404)
    }
    judge(refused, allowed=NOT_THEIRS, fix="Their role names the page's permission:")


def test_a_page_that_only_takes_posts_takes_them(visits):
    closed = {v.page for v in visits if v.method == "GET" and v.status == 405}
    stuck = [str(v) for v in visits if v.method == "POST" and v.page in closed and v.status == 405]
    assert not stuck, f"Neither GET nor POST works: {stuck}"


def test_reading_changes_nothing_but_the_record(visits):
    wrote = [f"{v}: {v.writes}" for v in visits if v.method == "GET" and v.writes]
    assert not wrote, f"Move these writes behind a POST: {wrote}"


def test_rows_come_through_the_read_gate(visits):
    """visible_to() by agencies.read, whatever the query is called on its way there."""
    past = sorted({f"{place} for {v.page}" for v in visits for place in v.ungated})
    assert not past, "Fetch these by read.one(), many() or count():\n" + "\n".join(past)


def test_whoever_is_shown_is_named_in_the_record(planted, visits):
    unnamed = []
    assert any(planted.canaries.people(v.body) for v in pages(visits)), "No page shows anybody"
    for v in pages(visits):
        shown = planted.canaries.people(v.body, besides=v.asked)
        if not shown <= v.seen:
            unnamed.append(f"{v}: {len(shown - v.seen)} of {len(shown)} people")
    assert not unnamed, f"Read them by agencies.read.one() or many(): {unnamed}"


def test_nothing_is_told_of_what_the_reader_may_not_read(denied, visits):
    """Within one agency: another team's people, what is locked, a peer's own, an addiction
    program's (ACC-06). In no list, search, sheet, document, head or error, and not by its id."""
    told = sorted(filter(None, map(denied.told, visits)))
    assert not told, "\n".join(told)
    assert all(len(numbers) > 100 for numbers in denied.numbers.values())


def test_more_of_what_a_reader_may_not_read_changes_no_answer(denied, world, visits):
    """Not a word, a count, an order or a question to the database: each page, asked by one of
    those whom it opens to, with and without more people whom they may not read."""
    with acting_as(service(world.cast.northside)):
        denied.add_namesakes()
    set_context(None)
    browsers = {role: MemberClient(world.members[role]) for role in (*NARROW, "privacy_officer")}
    differs, asked = set(), 0
    for v in visits:
        widest = v.who == "privacy_officer" and v.page == "privacy:requests"
        if v.method == "GET" and (v.who == narrowest(v.page) or widest):
            again = visit(browsers[v.who], v.who, v.page, v.path, data=v.sent)
            asked += 1
            if answered(again) != answered(v):
                differs.add(f"{v} {v.path} {v.sent}" if not widest else "")
    # The privacy officer opens the newcomers, and so is told of them.
    assert differs == {""}, "\n".join(differs)
    assert asked > 150


def test_templates_name_only_what_is_there(visits):
    undefined = sorted({f"{v.page}: {name}" for v in visits for name in v.undefined})
    assert not undefined, f"Give these names a value in the view: {undefined}"


def test_every_page_says_what_it_is_for(visits):
    """Help in place: the panel at the foot of each page that stands in the frame."""
    framed = [v for v in pages(visits) if b'class="rail"' in v.body]
    silent = sorted({v.page for v in framed if b'id="page-help"' not in v.body})
    assert framed and not silent, (
        "Add these to followalong/home/data/help.toml: to the `names` of the entry they belong to,"
        f" or as a [[task.page]] with title and what in en, fr, es: {silent}"
    )


def test_pages_ask_few_questions_of_the_database(visits):
    many: dict[str, int] = {}
    for v in pages(visits):
        # Where somebody had something locked away, whoever comes in is asked about (ADR 36).
        asked = [sql for sql in v.queries if not LOCKS.search(sql)]
        if len(asked) > MOST_QUERIES:
            many[v.page] = max(many.get(v.page, 0), len(asked))
    judge(many, allowed=MORE_QUERIES, fix=f"At most {MOST_QUERIES} queries a page: {many}")


def test_who_is_not_signed_in_is_asked_to(world):
    visitor, inside = VisitorClient(), []
    member = world.members["employment_specialist"]
    for address in member_addresses():
        path = address.path(member.code, world.ben)
        for method in ("GET", "POST"):
            v = visit(visitor, "visitor", address.name, path, method=method)
            if not v.is_sent_to_sign_in or v.told:
                inside.append(str(v))
    assert not inside, inside


def test_public_pages_show_nobody(world):
    visitor, shown = VisitorClient(), []
    for address in addresses():
        if address.is_member:
            continue
        for method in ("GET", "POST"):
            v = visit(visitor, "visitor", address.name, address.public_path(), method=method)
            if v.status >= 500 or v.told or v.undefined:
                shown.append(f"{v} {v.told} {v.undefined}")
    assert not shown, shown
