"""What in a data set wants to be looked at: twins, doubtful labels, pictures unlike their class."""
