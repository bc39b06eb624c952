from thidua.kernel.models.installation import Installation
from thidua.kernel.models.intake import Intake, IntakeRow
from thidua.kernel.models.outbox import OutboxRow
from thidua.kernel.models.progress import Progress
from thidua.kernel.models.record import Record, StoredFile

__all__ = ["Installation", "Intake", "IntakeRow", "OutboxRow", "Progress", "Record", "StoredFile"]
