"""What benchmarks/run compares: data only. To add a variant, change nothing but this folder.

The words in braces are filled in by the runner:
  {bind}       where the first server listens: a port or a socket file that the system chooses
  {endpoint}   the first line that the first server printed; of a program of somebody else's, its {port}
  {port}       a free port, and {feed_port} another, for programs that cannot choose
  {settings}   the file with the settings of a process that has any
  {programs}   the folder of our own programs
  {data}       the folder of the values and schemas that are measured with
  {folder}     an empty folder on the disk of the repository, new for every run
  {count}      the variant's count, a tenth of it with --quick; {prefill} likewise
"""

from . import delivery, feed, footprint, market, publishing, questions, registry, schema
from .model import COMMAND, OURS
from .schema import PYTHON_LIBRARIES, VALIDATOR

__all__ = ["COMMAND", "COMPARISONS", "OURS", "PYTHON_LIBRARIES", "VALIDATOR"]

COMPARISONS = (
    *questions.COMPARISONS,
    *publishing.COMPARISONS,
    *delivery.COMPARISONS,
    *feed.COMPARISONS,
    *registry.COMPARISONS,
    *footprint.COMPARISONS,
    *market.COMPARISONS,
    *schema.COMPARISONS,
)
