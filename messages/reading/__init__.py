"""In: what a person typed → what is taken as said. Words are proven, never guessed; what is unclear is asked.

Plain text (`plain`) → numbers and days that name no item (`numbers`, `days`) → the items meant (`items`)
→ clauses (`clauses`) → the sense of each (`senses`) → what is said of each item (`understanding`).
"""

from messages.reading.said import Intent, Say, Understood, as_json
from messages.reading.understanding import understand

__all__ = ["Intent", "Say", "Understood", "as_json", "understand"]
