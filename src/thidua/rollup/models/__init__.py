from thidua.rollup.models.agg import Agg
from thidua.rollup.models.counted import Counted
from thidua.rollup.models.edition import Edition, EditionLine, EditionReport, EditionSum
from thidua.rollup.models.placed import Placed
from thidua.rollup.models.rolled import Rolled
from thidua.rollup.models.tree import Tree

__all__ = [
    "Agg",
    "Counted",
    "Edition",
    "EditionLine",
    "EditionReport",
    "EditionSum",
    "Placed",
    "Rolled",
    "Tree",
]
