"""What the cells of a spreadsheet that people kept by hand mean. Pure: no Django, no database."""
