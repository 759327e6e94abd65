#include "background.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char background_en[] = {
#embed "data/background-en.tsv"
};

static const unsigned char countries_en[] = {
#embed "data/countries-en.json"
};

static const unsigned char stopwords_en[] = {
#embed "data/stopwords-en.txt"
};

static const unsigned char stopwords_other[] = {
#embed "data/stopwords-other.txt"
};

struct wiredesk_bytes wiredesk_background_en(void) {
  return (struct wiredesk_bytes){background_en, sizeof background_en};
}

struct wiredesk_bytes wiredesk_countries_en(void) {
  return (struct wiredesk_bytes){countries_en, sizeof countries_en};
}

struct wiredesk_bytes wiredesk_stopwords_en(void) {
  return (struct wiredesk_bytes){stopwords_en, sizeof stopwords_en};
}

struct wiredesk_bytes wiredesk_stopwords_other(void) {
  return (struct wiredesk_bytes){stopwords_other, sizeof stopwords_other};
}
