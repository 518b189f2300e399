"""What docnorm asks of the machine: files, processes, time limits, the terminal."""
