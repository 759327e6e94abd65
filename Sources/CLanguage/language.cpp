#include "language.h"

// The header uses FILE and does not say so.
#include <cstdio>
#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

extern "C" const char *wiredesk_language(const char *text, int length, int *percent, int *letters) {
  CLD2::Language languages[3];
  int percents[3];
  bool is_reliable = false;
  *letters = 0;
  *percent = 0;
  CLD2::Language found = CLD2::DetectLanguageSummary(text, length, /* is_plain_text */ true,
                                                     languages, percents, letters, &is_reliable);
  if (!is_reliable || found == CLD2::UNKNOWN_LANGUAGE || found != languages[0]) return nullptr;
  *percent = percents[0];
  return CLD2::LanguageCode(found);
}
