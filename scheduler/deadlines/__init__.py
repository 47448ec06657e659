"""Deadline phrases of a task table: text, document year and day of issue → what is demanded, or what must be asked.

`grammar.py` holds every form, `scan.py` looks for them; `duties.py`, `periods.py` and `years.py` put what is found
into time; `reading.py` says the result.
"""

from scheduler.deadlines.reading import WORKDAYS, as_json, read_deadline
from scheduler.deadlines.rhythms import occurrences, phase_doubt
from scheduler.deadlines.text import said_in_text

__all__ = ["WORKDAYS", "as_json", "occurrences", "phase_doubt", "read_deadline", "said_in_text"]
