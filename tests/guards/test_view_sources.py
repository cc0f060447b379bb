"""Views name a model's rows, but leave fetching them to the read gate.

The crawl (test_pages.py) notices what a page fetches past the gate; this reads every line, also
those that no page reached.
"""

import ast
import re
from types import SimpleNamespace

from followalong.agencies import read
from followalong.agencies.models import actor_of
from followalong.agencies.read import Reading
from followalong.clients.models import Client
from followalong.core.db import acting_as
from tests.guards.allow import judge
from tests.guards.rooms import PRODUCT, sources
from tests.guards.ungated import noticed

# Modules in which a query may be put together but not evaluated.
READING = re.compile(
    r"/(views(/.*)?|rows|shown|likely|forms(/.*)?|widgets)\.py$|^followalong/home/"
)
MANAGERS = {"objects", "everything", "_base_manager", "_default_manager"}
EVALUATING = {
    *("get", "first", "last", "earliest", "latest", "count", "exists", "aggregate", "iterator"),
    *("in_bulk", "create", "bulk_create", "get_or_create", "update_or_create", "update"),
    *("bulk_update", "delete", "raw", "explain", "contains"),
}
CONSUMING = {"list", "len", "sorted", "dict", "set", "tuple", "bool", "any", "all", "max", "min"}
# Lines that evaluate on purpose: "file: function" -> why.
ON_PURPOSE = {
    "followalong/agencies/views/entry.py: choose": "a person chooses among their own roles",
    "followalong/accounts/shown.py: _open": "where a person is signed in, told to that person",
}


def reading() -> list[tuple[str, ast.Module]]:
    return list(sources(READING))


def is_rows(node: ast.AST) -> bool:
    """A chain that begins at a model's manager: Model.objects.filter(...).order_by(...)."""
    while True:
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            return True
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, (ast.Attribute, ast.Subscript)):
            node = node.value
        else:
            return False


def evaluates(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr in EVALUATING:
            return is_rows(node.func.value)
        if isinstance(node.func, ast.Name) and node.func.id in CONSUMING:
            return any(is_rows(argument) for argument in node.args)
    if isinstance(node, (ast.For, ast.comprehension)):
        return is_rows(node.iter)
    if isinstance(node, (ast.If, ast.IfExp, ast.While)):
        return is_rows(node.test)
    return False


def within(tree: ast.Module) -> list[tuple[str, ast.AST]]:
    """Every node with the function it stands in."""
    return [
        (function.name, node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
    ]


def test_views_leave_fetching_to_the_read_gate():
    found = {
        f"{path}: {function}"
        for path, tree in reading()
        for function, node in within(tree)
        if evaluates(node)
    }
    judge(found, allowed=ON_PURPOSE, fix="Hand the query to read.one(), many(), count():")


def test_views_do_not_save():
    found = {
        f"{path}: {function}"
        for path, tree in reading()
        for function, node in within(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"save", "delete", "bulk_create", "bulk_update"}
    }
    judge(found, allowed={}, fix="Only actions write:")


def test_the_crawl_notices_what_passes_the_gate_by(world):
    """A made-up view, as the crawl would meet it."""
    place = str(PRODUCT / "home" / "made_up.py")
    view = (
        "def view(request): return list(Client.objects.all()), read.many(request, Client.objects)"
    )
    names = {"Client": Client, "gated": Client.objects, "read": read}
    exec(compile(view, place, "exec"), names)
    actor = actor_of(world.cast.maya)
    with acting_as(actor), noticed() as found:
        names["view"](SimpleNamespace(actor=actor, reading=Reading()))
    assert found == ["/followalong/home/made_up.py reads clients.Client"]


def test_the_guard_knows_an_evaluated_query():
    yes = ["X.objects.get(pk=1)", "list(X.objects.all())", "[y for y in X.everything.filter(a=1)]"]
    no = ["read.many(request, X.objects.filter(a=1))", "Exists(X.objects.filter(a=1))"]
    caught = [any(evaluates(n) for n in ast.walk(ast.parse(line))) for line in [*yes, *no]]
    assert caught == [True] * len(yes) + [False] * len(no)
