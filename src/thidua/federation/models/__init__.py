from thidua.federation.models.alias import Alias
from thidua.federation.models.attribute import Attribute
from thidua.federation.models.ballot import Ballot, Choice, Vote, Voter
from thidua.federation.models.body import Body
from thidua.federation.models.cluster import ClusterGuidance, ClusterYear, LeaderDuty, Leadership, Membership
from thidua.federation.models.kind import UnitKind
from thidua.federation.models.person import Person, Post
from thidua.federation.models.placement import Placement
from thidua.federation.models.regulation import Regulation, RegulationOpinion
from thidua.federation.models.reorganisation import Reorganisation, Step, Succession

__all__ = [
    "Alias",
    "Attribute",
    "Ballot",
    "Body",
    "Choice",
    "ClusterGuidance",
    "ClusterYear",
    "LeaderDuty",
    "Leadership",
    "Membership",
    "Person",
    "Placement",
    "Post",
    "Regulation",
    "RegulationOpinion",
    "Reorganisation",
    "Step",
    "Succession",
    "UnitKind",
    "Vote",
    "Voter",
]
