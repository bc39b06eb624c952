from thidua.rollup.models.agg import Agg
from thidua.rollup.models.placed import Placed
from thidua.rollup.models.rolled import Rolled
from thidua.rollup.models.tree import Tree

__all__ = ["Agg", "Placed", "Rolled", "Tree"]
