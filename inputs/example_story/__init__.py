"""The invented council's story: its plan, its people's updates and its figures over three quarters."""
