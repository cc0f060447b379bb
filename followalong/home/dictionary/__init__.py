"""The data dictionary: every table and column, what each means and how private it is.

python -m followalong.home.dictionary > docs/reference/data-dictionary.md
"""
