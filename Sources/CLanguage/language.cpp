#include "language.h"

// compact_lang_det.h uses FILE without including its header.
#include <cstdio>
#include <cstring>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

// Texts are a few hundred bytes; more than this would not fit the int of the interface.
static const size_t limit = 1 << 20;

int wiredesk_language(const char *text, size_t count, char code[4]) {
  CLD2::Language languages[3];
  int percents[3];
  double scores[3];
  int read = 0;
  bool sure = false;
  CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  if (count > limit) count = limit;
  CLD2::ExtDetectLanguageSummary(text, static_cast<int>(count), true, &hints, 0, languages,
                                 percents, scores, nullptr, &read, &sure);
  // "zh-Hant" is Chinese in another script: the part before the hyphen is the language.
  const char *found = CLD2::LanguageCode(languages[0]);
  size_t letters = strcspn(found, "-");
  if (!sure || letters < 2 || letters > 3) return 0;
  memcpy(code, found, letters);
  code[letters] = 0;
  return 1;
}
