"""How sure a run's answers are: corrected, and sure enough, for all classes or one."""
