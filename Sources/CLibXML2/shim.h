#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

// Mutable C globals and function pointers are errors in Swift 6 mode.
static inline void wiredesk_xml_free(void *memory) { xmlFree(memory); }
