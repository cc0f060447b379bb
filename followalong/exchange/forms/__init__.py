"""Forms check what was sent; they never save. One file per noun."""
