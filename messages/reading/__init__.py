"""In: what a person typed → what is taken as said. Words are proven, never guessed; what is unclear is asked.

Without the signature, made plain (`plain`) → quoted lines set apart (`quotes`), a status joined to the line of its
numbers (`headings`) → topics, days and counts marked out (`numbers`, `days`)
→ the items named (`references`, joined in `items`) → clauses (`clauses`; what they except: `exceptions`), each with
its sense (`senses`, worded in `reports` and `phrases`; a completion is proven in `completion`) → what clauses tell of
each other (`neighbours`; what takes nothing from a completion: `companions`, whole
sentences: `harmless`) → whom each is about (`attribution`) →
what all of them say of an item (`verdicts`), until when more time is asked for (`extensions`).
What is asked by a line that reports nothing: `questions`; one that neither reports nor asks: `courtesies`. Of which
year a row is that a line names: `years`.
"""

from messages.reading.courtesies import agrees, behind_courtesy, is_courtesy
from messages.reading.form import make_forms
from messages.reading.questions import Asked, asked_about
from messages.reading.said import Said, Say, Understood, as_json
from messages.reading.understanding import items_named, may_correct, understand
from messages.reading.years import OfYear, names_years, rows_of_years

__all__ = [
    "Asked",
    "OfYear",
    "Said",
    "Say",
    "Understood",
    "agrees",
    "as_json",
    "asked_about",
    "behind_courtesy",
    "is_courtesy",
    "items_named",
    "make_forms",
    "may_correct",
    "names_years",
    "rows_of_years",
    "understand",
]
