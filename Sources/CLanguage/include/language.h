#ifndef WIREDESK_LANGUAGE_H
#define WIREDESK_LANGUAGE_H

#ifdef __cplusplus
extern "C" {
#endif

/// The language that most of a UTF-8 text is in, by Compact Language Detector 2: an ISO 639 code
/// that lives for ever ("en", "zh", "zh-Hant"), or NULL when it is not sure. `percent`: how much of
/// the text is in it. `letters`: how many bytes of it were looked at. Thread-safe.
const char *wiredesk_language(const char *text, int length, int *percent, int *letters);

#ifdef __cplusplus
}
#endif
#endif
