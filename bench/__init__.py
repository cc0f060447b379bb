"""How fast the pages are, beside a bare view that shows the same rows (house.md section 8).

`make bench` simulates a world, starts the real server and a bare Django application on the same
database, and measures both in one run: ratios mean something on any machine, seconds do not.
"""
