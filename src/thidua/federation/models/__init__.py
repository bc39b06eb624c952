from thidua.federation.models.alias import Alias
from thidua.federation.models.attribute import Attribute
from thidua.federation.models.body import Body
from thidua.federation.models.cluster import Leadership, Membership
from thidua.federation.models.kind import UnitKind
from thidua.federation.models.person import Person, Post
from thidua.federation.models.placement import Placement
from thidua.federation.models.reorganisation import Reorganisation, Step, Succession

__all__ = [
    "Alias",
    "Attribute",
    "Body",
    "Leadership",
    "Membership",
    "Person",
    "Placement",
    "Post",
    "Reorganisation",
    "Step",
    "Succession",
    "UnitKind",
]
