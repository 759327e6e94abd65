#include "background.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

const unsigned char wiredesk_background_en[] = {
#embed "data/background-en.tsv"
};
const size_t wiredesk_background_en_count = sizeof wiredesk_background_en;

const unsigned char wiredesk_countries_en[] = {
#embed "data/countries-en.json"
};
const size_t wiredesk_countries_en_count = sizeof wiredesk_countries_en;

const unsigned char wiredesk_stopwords_en[] = {
#embed "data/stopwords-en.txt"
};
const size_t wiredesk_stopwords_en_count = sizeof wiredesk_stopwords_en;
