"""What a person wants and brings, in their words: career profile, preferences, needs, plan."""
