"""Documents in the rows of a table: JSON Lines, Parquet, Arrow."""
