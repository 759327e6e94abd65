#include <stddef.h>
#include <stdint.h>

// libFuzzer as a library (LLVM's documentation, "Using libFuzzer as a library"): SwiftPM gives an
// executable a main of its own.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));
