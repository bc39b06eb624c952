from thidua.catalogue.models.confirmation import Confirmation

__all__ = ["Confirmation"]
