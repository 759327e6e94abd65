#pragma once
#include <stddef.h>

// The shipped statistics, linked into the program as bytes (see data/LICENSES.md for their terms).
// SwiftPM's own embedded resources took minutes to build; #embed takes a second. Functions and not
// arrays, because Swift does not import an array of unknown length.

struct wiredesk_bytes {
  const unsigned char *start;
  size_t count;
};

// background-en.tsv: one line a stem, tab-separated: stem, documents of 5,297 news articles that
// hold it, summed frequency of its forms in general English. Lines that begin with # are comments.
struct wiredesk_bytes wiredesk_background_en(void);

// countries-en.json: one object, lower-case name, demonym, capital or metonym -> ISO 3166 code.
struct wiredesk_bytes wiredesk_countries_en(void);

// stopwords-en.txt: words divided by white space.
struct wiredesk_bytes wiredesk_stopwords_en(void);

// stopwords-other.txt: one language a line, its two letters, a colon, words divided by spaces. Lines
// that begin with # are comments.
struct wiredesk_bytes wiredesk_stopwords_other(void);

// places.txt: one line a town, the largest first: its number in GeoNames, its country, its people in
// thousands, its names of one word in all scripts, divided by tabs. scripts/places writes it.
struct wiredesk_bytes wiredesk_places(void);

// words-XX.txt, of the language with this code of two letters; no bytes when there is none. One line a
// frequency: hundredths of a decade below 1, a tab, the words, divided by spaces. Lines that begin with #
// are comments. scripts/word-frequencies writes them.
struct wiredesk_bytes wiredesk_words(const char *language);
