#include "background.h"

#include <string.h>

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

static const unsigned char places[] = {
#embed "data/places.txt"
};

struct wiredesk_bytes wiredesk_places(void) {
  return (struct wiredesk_bytes){places, sizeof places};
}

static const unsigned char words_ar[] = {
#embed "data/words-ar.txt"
};
static const unsigned char words_bg[] = {
#embed "data/words-bg.txt"
};
static const unsigned char words_bn[] = {
#embed "data/words-bn.txt"
};
static const unsigned char words_ca[] = {
#embed "data/words-ca.txt"
};
static const unsigned char words_cs[] = {
#embed "data/words-cs.txt"
};
static const unsigned char words_da[] = {
#embed "data/words-da.txt"
};
static const unsigned char words_de[] = {
#embed "data/words-de.txt"
};
static const unsigned char words_el[] = {
#embed "data/words-el.txt"
};
static const unsigned char words_es[] = {
#embed "data/words-es.txt"
};
static const unsigned char words_fa[] = {
#embed "data/words-fa.txt"
};
static const unsigned char words_fi[] = {
#embed "data/words-fi.txt"
};
static const unsigned char words_fil[] = {
#embed "data/words-fil.txt"
};
static const unsigned char words_fr[] = {
#embed "data/words-fr.txt"
};
static const unsigned char words_he[] = {
#embed "data/words-he.txt"
};
static const unsigned char words_hi[] = {
#embed "data/words-hi.txt"
};
static const unsigned char words_hr[] = {
#embed "data/words-hr.txt"
};
static const unsigned char words_hu[] = {
#embed "data/words-hu.txt"
};
static const unsigned char words_id[] = {
#embed "data/words-id.txt"
};
static const unsigned char words_is[] = {
#embed "data/words-is.txt"
};
static const unsigned char words_it[] = {
#embed "data/words-it.txt"
};
static const unsigned char words_ja[] = {
#embed "data/words-ja.txt"
};
static const unsigned char words_ko[] = {
#embed "data/words-ko.txt"
};
static const unsigned char words_lt[] = {
#embed "data/words-lt.txt"
};
static const unsigned char words_lv[] = {
#embed "data/words-lv.txt"
};
static const unsigned char words_mk[] = {
#embed "data/words-mk.txt"
};
static const unsigned char words_ms[] = {
#embed "data/words-ms.txt"
};
static const unsigned char words_nl[] = {
#embed "data/words-nl.txt"
};
static const unsigned char words_no[] = {
#embed "data/words-no.txt"
};
static const unsigned char words_pl[] = {
#embed "data/words-pl.txt"
};
static const unsigned char words_pt[] = {
#embed "data/words-pt.txt"
};
static const unsigned char words_ro[] = {
#embed "data/words-ro.txt"
};
static const unsigned char words_ru[] = {
#embed "data/words-ru.txt"
};
static const unsigned char words_sk[] = {
#embed "data/words-sk.txt"
};
static const unsigned char words_sl[] = {
#embed "data/words-sl.txt"
};
static const unsigned char words_sr[] = {
#embed "data/words-sr.txt"
};
static const unsigned char words_sv[] = {
#embed "data/words-sv.txt"
};
static const unsigned char words_ta[] = {
#embed "data/words-ta.txt"
};
static const unsigned char words_tr[] = {
#embed "data/words-tr.txt"
};
static const unsigned char words_uk[] = {
#embed "data/words-uk.txt"
};
static const unsigned char words_ur[] = {
#embed "data/words-ur.txt"
};
static const unsigned char words_vi[] = {
#embed "data/words-vi.txt"
};
static const unsigned char words_zh[] = {
#embed "data/words-zh.txt"
};

static const struct {
  const char *language;
  struct wiredesk_bytes words;
} all_words[] = {
    {"ar", {words_ar, sizeof words_ar}},
    {"bg", {words_bg, sizeof words_bg}},
    {"bn", {words_bn, sizeof words_bn}},
    {"ca", {words_ca, sizeof words_ca}},
    {"cs", {words_cs, sizeof words_cs}},
    {"da", {words_da, sizeof words_da}},
    {"de", {words_de, sizeof words_de}},
    {"el", {words_el, sizeof words_el}},
    {"es", {words_es, sizeof words_es}},
    {"fa", {words_fa, sizeof words_fa}},
    {"fi", {words_fi, sizeof words_fi}},
    {"fil", {words_fil, sizeof words_fil}},
    {"fr", {words_fr, sizeof words_fr}},
    {"he", {words_he, sizeof words_he}},
    {"hi", {words_hi, sizeof words_hi}},
    {"hr", {words_hr, sizeof words_hr}},
    {"hu", {words_hu, sizeof words_hu}},
    {"id", {words_id, sizeof words_id}},
    {"is", {words_is, sizeof words_is}},
    {"it", {words_it, sizeof words_it}},
    {"ja", {words_ja, sizeof words_ja}},
    {"ko", {words_ko, sizeof words_ko}},
    {"lt", {words_lt, sizeof words_lt}},
    {"lv", {words_lv, sizeof words_lv}},
    {"mk", {words_mk, sizeof words_mk}},
    {"ms", {words_ms, sizeof words_ms}},
    {"nl", {words_nl, sizeof words_nl}},
    {"no", {words_no, sizeof words_no}},
    {"pl", {words_pl, sizeof words_pl}},
    {"pt", {words_pt, sizeof words_pt}},
    {"ro", {words_ro, sizeof words_ro}},
    {"ru", {words_ru, sizeof words_ru}},
    {"sk", {words_sk, sizeof words_sk}},
    {"sl", {words_sl, sizeof words_sl}},
    {"sr", {words_sr, sizeof words_sr}},
    {"sv", {words_sv, sizeof words_sv}},
    {"ta", {words_ta, sizeof words_ta}},
    {"tr", {words_tr, sizeof words_tr}},
    {"uk", {words_uk, sizeof words_uk}},
    {"ur", {words_ur, sizeof words_ur}},
    {"vi", {words_vi, sizeof words_vi}},
    {"zh", {words_zh, sizeof words_zh}},
};

struct wiredesk_bytes wiredesk_words(const char *language) {
  for (size_t i = 0; i < sizeof all_words / sizeof *all_words; i++)
    if (strcmp(all_words[i].language, language) == 0) return all_words[i].words;
  return (struct wiredesk_bytes){NULL, 0};
}
