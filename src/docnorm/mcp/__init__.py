"""docnorm as a server of the Model Context Protocol: four tools over the files of one folder, for programs that act."""
