"""A folder that tests add to the training methods: see ``test_added_method``."""
