from thidua.launch.models.annex import AnnexCell, Shortfall
from thidua.launch.models.assignment import Assignment
from thidua.launch.models.baseline import Baseline
from thidua.launch.models.cadence import Cadence
from thidua.launch.models.deadline import Deadline
from thidua.launch.models.delivery import PaperOpened, PlanSent
from thidua.launch.models.duty import Duty, DutyDone
from thidua.launch.models.launch_event import LaunchEvent, LaunchTask
from thidua.launch.models.launch_record import LaunchRecord
from thidua.launch.models.legal_basis import LegalBasis
from thidua.launch.models.line import PaperLine
from thidua.launch.models.movement import Cycle, Movement, Period
from thidua.launch.models.movement_pick import MovementPick
from thidua.launch.models.occasion import Occasion
from thidua.launch.models.office_template import OfficeTemplate
from thidua.launch.models.paper import Paper
from thidua.launch.models.paper_reading import (
    PaperReading,
    ReadBody,
    ReadItem,
    RemarkPutAside,
    UnfinishedTarget,
)
from thidua.launch.models.paragraph import Paragraph
from thidua.launch.models.participant import Participant
from thidua.launch.models.recipient import Recipient
from thidua.launch.models.register import Register, RegisterEntry
from thidua.launch.models.review import Review
from thidua.launch.models.round import Round
from thidua.launch.models.slogan import Slogan
from thidua.launch.models.step import Step
from thidua.launch.models.target import Target
from thidua.launch.models.theme import Theme
from thidua.launch.models.title_offered import TitleOffered

__all__ = [
    "AnnexCell",
    "Assignment",
    "Baseline",
    "Cadence",
    "Cycle",
    "Deadline",
    "Duty",
    "DutyDone",
    "LaunchEvent",
    "LaunchRecord",
    "LaunchTask",
    "LegalBasis",
    "Movement",
    "MovementPick",
    "Occasion",
    "OfficeTemplate",
    "Paper",
    "PaperLine",
    "PaperOpened",
    "PaperReading",
    "Paragraph",
    "Participant",
    "Period",
    "PlanSent",
    "ReadBody",
    "ReadItem",
    "Recipient",
    "Register",
    "RegisterEntry",
    "RemarkPutAside",
    "Review",
    "Round",
    "Shortfall",
    "Slogan",
    "Step",
    "Target",
    "Theme",
    "TitleOffered",
    "UnfinishedTarget",
]
