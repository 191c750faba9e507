"""What the cases measure over: businesses that are made once and kept."""

from dataclasses import dataclass
from pathlib import Path

from tests.performance import seeded


@dataclass(frozen=True, slots=True)
class Data:
    """The folder of everything that is made once; `small` asks for the smoke test's business."""

    folder: Path
    small: bool = False

    def dense(self) -> Path:
        """Return the home of the business in which every ad has a row every day."""
        return seeded.workspace(self.folder, seeded.SMALL if self.small else seeded.FULL)

    def realistic(self) -> Path:
        """Return the home of the one in which a tenth has."""
        return seeded.workspace(self.folder, seeded.SMALL if self.small else seeded.REALISTIC)
