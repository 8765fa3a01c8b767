"""What holds the rooms apart."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("source", "index", "assistant")
FORBIDDEN = {"source": {"index", "assistant", "tests"}, "index": {"assistant", "tests"}, "assistant": {"tests"}}
HEAVY = {"gradio", "torch", "transformers", "sentence_transformers", "pymilvus", "milvus_lite"}
HEAVY |= {"matplotlib", "ir_measures", "onnxruntime"}
TRAININGS = {
    "index.training": ROOT / "index" / "training",
    "assistant.reader.training": ROOT / "assistant" / "reader" / "training",
}
"""Programs of their own: nothing else imports them, so they may import what they need where a reader looks for it."""
TOP_LEVEL = {"assistant", "index", "source", "tests", "pyproject.toml", "README.md", "LICENSE"}


def imported(node: ast.AST) -> Iterator[str]:
    """The top-level packages that a statement imports."""
    if isinstance(node, ast.Import):
        yield from (alias.name.split(".")[0] for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        yield node.module.split(".")[0]


def run_at_import(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes that run when the module is imported: not function bodies, not what only type checkers see."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and ast.unparse(child.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
            continue
        yield child
        yield from run_at_import(child)


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_go_one_way(package: str) -> None:
    assert modules(package)
    found = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in modules(package)
        for node in ast.walk(parsed(path))
        for name in imported(node)
        if name in FORBIDDEN[package]
    }
    assert found == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_no_relative_import_leaves_its_package(package: str) -> None:
    found = {
        path.name
        for path in modules(package)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and node.level > 0
    }
    assert found == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_heavy_packages_are_imported_where_they_are_needed(package: str) -> None:
    found = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in modules(package)
        if not set(TRAININGS.values()) & set(path.parents)
        for node in run_at_import(parsed(path))
        for name in imported(node)
        if name in HEAVY
    }
    assert found == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_imports_the_trainings(package: str) -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for path in modules(package)
        if not set(TRAININGS.values()) & set(path.parents)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(tuple(TRAININGS))
    }
    assert found == set()


def test_the_walk_sees_what_it_should() -> None:
    tree = ast.parse(
        "import a.b\nfrom c.d import e\nif TYPE_CHECKING:\n    import f\n"
        "try:\n    import g\nexcept ImportError:\n    import h\n"
        "class K:\n    import i\n    def m(self):\n        import j\ndef n():\n    import k\nfrom . import l\n"
    )
    assert sorted(name for node in run_at_import(tree) for name in imported(node)) == ["a", "c", "g", "h", "i"]
    assert sorted(name for node in ast.walk(tree) for name in imported(node)) == [
        "a",
        "c",
        "f",
        "g",
        "h",
        "i",
        "j",
        "k",
    ]


def test_the_top_level_holds_nothing_else() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    names = {name.split("/")[0] for name in listed.split("\0") if name}
    assert {name for name in names if not name.startswith(".")} - TOP_LEVEL == set()
    assert {"assistant", "index", "source", "tests", "pyproject.toml"} <= names
