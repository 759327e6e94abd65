"""What can happen around a daemon that serves: disks, databases, clocks, memory, folders."""
