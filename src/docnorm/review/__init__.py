"""What a reader accepts or takes back."""
