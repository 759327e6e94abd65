#pragma once
#include <stddef.h>

// Which language a text is in, by Compact Language Detector 2 (Apache-2.0; C++, hence this shim).

#ifdef __cplusplus
extern "C" {
#endif

// Parameter text: valid UTF-8. Parameter code: receives the language's code, two or three letters,
// lower case, and a closing 0. Returns 1 when the detector is sure of it, else 0. Keeps no state: any
// number of threads may call it.
int wiredesk_language(const char *text, size_t count, char code[4]);

#ifdef __cplusplus
}
#endif
