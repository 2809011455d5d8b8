"""Reading what people in Thailand type: spelling, words, numbers, ages, dates, lengths.

Everything here is a pure function of its arguments. The word dictionary is loaded when words
are first needed, not on import.
"""

from bot.thai.ages import Age, ambiguous_age, parse_age, parse_bare_age
from bot.thai.counters import cut_graphemes, graphemes, utf16_units
from bot.thai.dates import ParsedDate, parse_date
from bot.thai.normalise import READ_LIMIT, fold, normalise
from bot.thai.numbers import Number, find_numbers, parse_number
from bot.thai.splitting import split_text
from bot.thai.spoken import completed_months, spoken_age, spoken_date
from bot.thai.words import warm_up, words

__all__ = [
    "READ_LIMIT",
    "Age",
    "Number",
    "ParsedDate",
    "ambiguous_age",
    "completed_months",
    "cut_graphemes",
    "find_numbers",
    "fold",
    "graphemes",
    "normalise",
    "parse_age",
    "parse_bare_age",
    "parse_date",
    "parse_number",
    "split_text",
    "spoken_age",
    "spoken_date",
    "utf16_units",
    "warm_up",
    "words",
]
