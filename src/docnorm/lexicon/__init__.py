"""What rules look words up in, loaded on first need."""
