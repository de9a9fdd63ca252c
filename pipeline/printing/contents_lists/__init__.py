"""Contents lists: what they ask for, made again, and held against the paper."""
