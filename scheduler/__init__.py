"""Where time enters: deadlines, working days, the plan, the rounds."""
