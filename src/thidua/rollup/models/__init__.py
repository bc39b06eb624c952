from thidua.rollup.models.agg import Agg

__all__ = ["Agg"]
