"""The Model step: the network in facts and layers."""
