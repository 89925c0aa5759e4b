"""Whether a clause tells that something happened, did not, may, will, or is threatened; and what a voice withholds."""

from whence.compare.outlook.told import Told, told, told_in
from whence.compare.outlook.withheld import withheld

__all__ = ["Told", "told", "told_in", "withheld"]
