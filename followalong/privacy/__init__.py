"""What the privacy officer, and the people the records are about, see of who may and who did."""
