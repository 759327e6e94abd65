#pragma once
// Glibc's module hides what needs _GNU_SOURCE (openat2, renameat2, F_SETLEASE …): thin wrappers,
// one a call, no logic.
