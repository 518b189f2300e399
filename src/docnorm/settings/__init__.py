"""What a user or a house wants: options, configuration, plug-ins."""
