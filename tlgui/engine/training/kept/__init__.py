"""What a training of several models has done already: each model, and each fold's answers."""
