"""A child: checking what it can do, and remembering it where a parent wants that."""

from __future__ import annotations

from bot.router import Topic
from handlers.child import age, details, known, offer, profile, questions, remember
from handlers.child.bands import Band, ChecklistWords
from handlers.child.buttons import MyChildren, StartCheck

# Open questions come first: a typed age or name is an answer, not a topic.
CHECKLIST = Topic(
    age.router,
    start=StartCheck(),
    records=(("checklist/bands", Band), ("checklist/words", ChecklistWords)),
)
DETAILS = Topic(details.router)
KNOWN_CHILD = Topic(known.router)
QUESTIONS = Topic(questions.router)
OFFER = Topic(offer.router)
REMEMBER = Topic(remember.router)
PROFILE = Topic(profile.router, start=MyChildren())
