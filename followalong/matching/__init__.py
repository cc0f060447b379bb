"""Work that employers may have, and how it and people find each other."""
