"""Forms check what was typed; they never save. One file per noun."""
