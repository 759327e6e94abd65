#pragma once
#include <stddef.h>

// The shipped statistics, linked into the program as bytes (see data/LICENSES.md for their terms).
// SwiftPM's own embedded resources took minutes to build; #embed takes a second.

// background-en.tsv: one line a stem, tab-separated: stem, documents of 5,297 news articles that
// hold it, summed frequency of its forms in general English. Lines that begin with # are comments.
extern const unsigned char wiredesk_background_en[];
extern const size_t wiredesk_background_en_count;

// countries-en.json: lower-case name, demonym, capital or metonym -> ISO 3166 code.
extern const unsigned char wiredesk_countries_en[];
extern const size_t wiredesk_countries_en_count;

// stopwords-en.txt: words divided by white space.
extern const unsigned char wiredesk_stopwords_en[];
extern const size_t wiredesk_stopwords_en_count;
