"""The ways a file can arrive (docs/decisions: the contract's list), and where they are tried."""
