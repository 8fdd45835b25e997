"""Retention: what is removed by the clock, after how many days, as each organization decides."""
