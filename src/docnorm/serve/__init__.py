"""A page on this machine for people who use no terminal. Nothing leaves the machine, nothing is stored."""
