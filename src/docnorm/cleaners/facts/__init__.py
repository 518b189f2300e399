"""Facts that can be checked by counting: dates, periods, sums, shares, amounts. Pointed at, never changed."""
