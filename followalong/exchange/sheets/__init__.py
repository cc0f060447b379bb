"""Spreadsheets that people kept by hand: read, laid out, understood, and made into a package."""
