"""A project is found by pyproject.toml or by --project, and what is wrong with it is said."""

from __future__ import annotations

import pytest

from compat import ProjectError
from compat.project import load
from tests.compat.shop_folder import SETTING, ShopFolder


def refused(shop: ShopFolder, reference: str | None = None) -> ProjectError:
    with pytest.raises(ProjectError) as caught:
        load(reference, shop.root)
    return caught.value


@pytest.mark.parametrize("folder", [".", "shop", "shop/deep/down"])
def test_load_when_pyproject_is_above_takes_its_project(shop: ShopFolder, folder: str) -> None:
    start = shop.root / folder
    start.mkdir(parents=True, exist_ok=True)

    found = load(None, start)

    assert found.project.name == "shop"
    assert found.folder == shop.manifests


def test_load_when_a_pyproject_says_nothing_of_pinrail_looks_further_up(shop: ShopFolder) -> None:
    (shop.root / "shop" / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    below = shop.root / "shop" / "deep"
    below.mkdir()
    (below / "pyproject.toml").write_text("tool = 1\n")

    assert load(None, below).project.name == "shop"


def test_load_when_a_reference_is_given_takes_it_and_not_the_file(shop: ShopFolder) -> None:
    shop.set("[tool.pinrail]\nproject = 1\n")

    assert load("shop.upgrade:PROJECT", shop.root).project.name == "shop"
    assert load("demo", shop.root).project.name == "demo"


def test_load_when_a_file_names_a_built_in_project_takes_it(shop: ShopFolder) -> None:
    shop.set('[tool.pinrail]\nproject = "nova"\n')

    assert load(None, shop.root).project.name == "nova"


@pytest.mark.parametrize(
    ("text", "found", "remedy"),
    [
        ("", "no pyproject.toml with [tool.pinrail]", "--project MODULE:NAME or one of demo, nova"),
        ("[tool", "a file that cannot be read", "correct the file"),
        ("[tool]\npinrail = 1\n", "project = int 1", "name the module"),
        ("[tool.pinrail]\n", "project = None", "name the module"),
        ("[tool.pinrail]\nproject = []\n", "project = list []", "name the module"),
        ("[tool.pinrail]\nprojct = 'x:Y'\n", "the key 'projct'", "did you mean 'project'?"),
        ("[tool.pinrail]\nproject = 'nova'\ncheck = 1\n", "check = int 1", "write its keys"),
        ("[tool.pinrail]\nproject = 'nov'\n", "'nov'", "did you mean 'nova'?"),
        ("[tool.pinrail]\nproject = 'shop.upgrade'\n", "'shop.upgrade'", "name the module"),
        ("[tool.pinrail]\nproject = 'shop..upgrade:X'\n", "'shop..upgrade:X'", "name the module"),
    ],
)
def test_load_when_the_setting_is_wrong_is_refused(
    shop: ShopFolder, text: str, found: str, remedy: str
) -> None:
    shop.set(text)

    error = refused(shop)

    assert found in error.found
    assert remedy in error.remedy


def test_load_when_pyproject_is_no_utf8_is_refused(shop: ShopFolder) -> None:
    (shop.root / "pyproject.toml").write_bytes(b"\xff")

    assert "cannot be read" in refused(shop).found


@pytest.mark.parametrize(
    ("reference", "found", "remedy"),
    [
        ("shpo.upgrade:PROJECT", "no module 'shpo'", "did you mean 'shop'?"),
        ("shop.upgrad:PROJECT", "no module 'shop.upgrad'", "did you mean 'shop.upgrade'?"),
        ("shop.upgrade.x:PROJECT", "no module 'shop.upgrade.x'", "correct the name"),
        ("shop.upgrade:PROJCT", "no 'PROJCT'", "did you mean 'PROJECT'?"),
        ("shop.upgrade:SHOP", "SHOP = ", "name the variable that holds the project"),
        ("shop.objects:PROJECT", "no 'PROJECT' in the module 'shop.objects'", "name the variable"),
        ("shop:PROJECT", "no 'PROJECT' in the module 'shop'", "name the variable"),
    ],
)
def test_load_when_the_reference_names_nothing_is_refused(
    shop: ShopFolder, reference: str, found: str, remedy: str
) -> None:
    error = refused(shop, reference)

    assert error.where == "--project"
    assert found in error.found
    assert remedy in error.remedy


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("import no_such_module_here", "ModuleNotFoundError"),
        ("raise ModuleNotFoundError('x')", "ModuleNotFoundError: x"),
        ("def", "SyntaxError: invalid syntax (upgrade.py, line 10)"),
        ("SHOP.register(int)", "DeclarationError"),
    ],
)
def test_load_when_the_module_raises_names_the_error_and_the_line(
    shop: ShopFolder, line: str, found: str
) -> None:
    first = "from .objects import SHOP\n"
    shop.edit("upgrade.py", first, f"{first}{line}\n")

    error = refused(shop)

    assert found in error.found
    assert line == "def" or f"{shop.root}/shop/upgrade.py, line 10" in error.found
    assert "python -c 'import shop.upgrade'" in error.remedy


def test_commands_when_no_project_is_found_say_so_without_traceback(shop: ShopFolder) -> None:
    shop.set(SETTING.replace("upgrade", "upgrad"))

    for command in (["record"], ["explain", "Order", "1.0", "1.1"]):
        found = shop.run(*command)
        assert found.exit_code == 2
        assert "did you mean 'shop.upgrade'?" in found.stderr


def test_program_when_run_in_a_folder_of_the_project_finds_it(shop: ShopFolder) -> None:
    found = shop.program("explain", "Order", "autumn", "spring", at="shop")

    assert (found.returncode, found.stderr) == (0, "")
    assert "Dish 1.1 becomes 1.0" in found.stdout
    (shop.root / "pyproject.toml").unlink()
    missing = shop.program("record")
    assert missing.returncode == 2
    assert missing.stderr.count("\n") == 1
    assert "no pyproject.toml with [tool.pinrail]" in missing.stderr
