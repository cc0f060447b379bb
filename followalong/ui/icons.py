"""The icons in the sprite: names from the Lucide set (ISC licence), nothing else is shipped.

Add a name here to use it; the icon tag refuses any other, so a missing icon is found by a test.
"""

NAMES = """
archive arrow-left arrow-right banknote bell book-open briefcase bus calendar calendar-check
calendar-plus car chart-column check chevron-down chevron-left chevron-right circle
circle-check circle-dashed circle-dot circle-help circle-pause clipboard-list clock
cloud-off coffee copy diamond door-open download ellipsis external-link eye eye-off file-text
flag footprints funnel graduation-cap hand-heart handshake heart history hourglass house
id-card inbox info key-round languages life-buoy link list list-checks lock log-out mail
map-pin menu message-circle message-square moon notebook notebook-pen pencil phone plus
printer refresh-cw route save school search send settings shield-check sparkles sprout square
star store sun tag target timer triangle triangle-alert undo-2 upload user-check user-plus
user-round users-round video wallet x
"""
ICONS = frozenset(NAMES.split())
