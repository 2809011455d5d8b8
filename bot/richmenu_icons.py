"""The icons of the rich menu's tiles: SVG shapes on a field of 100 × 100.

`LINE` is drawn with, `FIELD` is what lies behind; the tile sets both.
"""

from __future__ import annotations

_STROKE = (
    'fill="none" stroke="LINE" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"'
)

_CHECK = f"""
<g {_STROKE}>
  <rect x="21" y="20" width="58" height="68" rx="9"/>
  <path d="M35 56 L46 67 L66 43"/>
</g>
<rect x="36" y="10" width="28" height="19" rx="7" fill="LINE"/>
"""

_CHILD = f"""
<g {_STROKE}>
  <circle cx="50" cy="55" r="32"/>
  <path d="M37 65 Q50 78 63 65"/>
  <path d="M50 23 Q49 10 61 8"/>
</g>
<circle cx="38" cy="50" r="5" fill="LINE"/>
<circle cx="62" cy="50" r="5" fill="LINE"/>
"""

_PREGNANCY = """
<circle cx="40" cy="17" r="12" fill="LINE"/>
<path fill="LINE" d="M28 47 Q28 33 40 33 Q50 33 55 42 Q79 45 79 62 Q79 77 61 79 V87 Q61 93 55 93
  H34 Q28 93 28 87 Z"/>
<path d="M60 72 l-9.5 -9.5 a6 6 0 0 1 9.5 -7.6 a6 6 0 0 1 9.5 7.6 z" fill="FIELD"/>
"""

_MENU = """
<g fill="LINE">
  <rect x="15" y="15" width="31" height="31" rx="8"/>
  <rect x="54" y="15" width="31" height="31" rx="8"/>
  <rect x="15" y="54" width="31" height="31" rx="8"/>
  <rect x="54" y="54" width="31" height="31" rx="8"/>
</g>
"""

_DATA = f"""
<path {_STROKE} d="M32 44 V33 A18 18 0 0 1 68 33 V44"/>
<rect x="19" y="42" width="62" height="46" rx="10" fill="LINE"/>
<circle cx="50" cy="60" r="7" fill="FIELD"/>
<rect x="46.5" y="60" width="7" height="17" rx="3.5" fill="FIELD"/>
"""

_URGENT = f"""
<path fill="LINE" d="M24 14 l13 -2 q4 0 5 4 l4 15 q1 4 -2 6 l-8 6 q6 14 21 21 l6 -8 q2 -3 6 -2
  l15 4 q4 1 4 5 l-2 13 q-1 6 -7 6 q-28 0 -46 -19 q-17 -18 -16 -42 q0 -6 7 -7 z"/>
<g {_STROKE}>
  <path d="M59 27 Q71 29 73 41"/>
  <path d="M62 10 Q87 13 90 38"/>
</g>
"""

_ICONS = {
    "check": _CHECK,
    "child": _CHILD,
    "pregnancy": _PREGNANCY,
    "menu": _MENU,
    "data": _DATA,
    "urgent": _URGENT,
}


def icon(name: str, *, line: str, field: str) -> str:
    """The icon's shapes in these two colours. Raises KeyError for an unknown name."""
    return _ICONS[name].replace("LINE", line).replace("FIELD", field)
