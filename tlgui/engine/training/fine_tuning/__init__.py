"""Fine-tuning: what trains, on what, by which steps, and how it goes on after an end too soon."""
