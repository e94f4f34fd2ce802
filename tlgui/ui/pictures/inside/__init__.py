"""Inside the network: activation maps, filters, and how a filter slides."""
