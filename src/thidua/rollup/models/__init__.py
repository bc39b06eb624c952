from thidua.rollup.models.agg import Agg
from thidua.rollup.models.placed import Placed
from thidua.rollup.models.rolled import Rolled

__all__ = ["Agg", "Placed", "Rolled"]
