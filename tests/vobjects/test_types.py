"""What a type checker makes of the catalog: given code, given errors."""

import pathlib
import textwrap

import pytest
from mypy import api

_CASES = {
    "constructor": (
        """
        from vobjects.catalog.instance_numa import InstanceNUMACell
        InstanceNUMACell(id=0, cpuset=frozenset({1}), memory=512)
        InstanceNUMACell(id="0", cpuset=frozenset({1}), memory=512)
        InstanceNUMACell(id=0, cpuset=[1], memory=512)
        InstanceNUMACell(id=0, cpuset=frozenset({1}))
        InstanceNUMACell(id=0, cpuset=frozenset({1}), memory=512, hue="red")
        """,
        [
            'Argument "id" to "InstanceNUMACell" has incompatible type "str"; expected "int"',
            'Argument "cpuset" to "InstanceNUMACell" has incompatible type "list[int]"; '
            'expected "frozenset[int]"',
            'Missing named argument "memory" for "InstanceNUMACell"',
            'Unexpected keyword argument "hue" for "InstanceNUMACell"',
        ],
    ),
    "reading": (
        """
        from vobjects import catalog
        from vobjects.catalog.instance import Instance
        kilo = catalog.at("kilo")
        instance = kilo[Instance](uuid="x")
        reveal_type(instance.flavor.memory_mb)
        topology = instance.numa_topology
        assert topology is not None
        reveal_type(topology.cells[0].cpuset)
        reveal_type(kilo[Instance])
        reveal_type(catalog.at("juno").adopt(instance))
        instance.hue
        """,
        [
            'Revealed type is "int"',
            'Revealed type is "frozenset[int]"',
            'Revealed type is "type[vobjects.catalog.instance.Instance]"',
            'Revealed type is "vobjects.catalog.instance.Instance"',
            '"Instance" has no attribute "hue"',
        ],
    ),
    "writing": (
        """
        from vobjects import merge
        from vobjects.catalog.numa import NUMACell
        cell = NUMACell(id=0, cpuset=frozenset(), memory=1, mempages=(), pinned_cpus=frozenset(),
                        siblings=())
        cell.memory = "1"
        cell.siblings.append(frozenset())
        reveal_type(merge(cell, cell))
        """,
        [
            'expression has type "str", variable has type "int"',
            'has no attribute "append"',
            'Revealed type is "vobjects.catalog.numa.NUMACell"',
        ],
    ),
}


@pytest.mark.parametrize("case", sorted(_CASES))
def test_checker_when_it_reads_a_snippet_then_it_says_what_is_expected(
    case: str, tmp_path: pathlib.Path
) -> None:
    code, expected = _CASES[case]
    file = tmp_path / "snippet.py"
    file.write_text(textwrap.dedent(code))
    said, failed, _ = api.run(["--strict", "--no-error-summary", "--hide-error-context", str(file)])
    assert failed == "", failed
    lines = [
        line for line in said.splitlines() if "snippet.py" in line and "defined in" not in line
    ]
    assert len(lines) == len(expected), said
    for line, text in zip(lines, expected, strict=True):
        assert text in line
