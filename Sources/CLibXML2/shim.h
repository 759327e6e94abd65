// Debian's libxml2 is built with ICU, and encoding.h brings ICU's headers in: another edition than
// Foundation's, which no module can hold beside it. Nothing here touches the handlers it is for.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

// Mutable C globals and function pointers are errors in Swift 6 mode.
static inline void wiredesk_xml_free(void *memory) { xmlFree(memory); }
