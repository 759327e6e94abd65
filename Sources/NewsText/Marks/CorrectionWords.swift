/// The words by which copy says that it replaces what was wrong, in small letters.
enum CorrectionWords {
  /// Head news as well: a correction of a market, a clarification of a law.
  static let nouns = set(
    """
    correction|clarification|correctif|rectificatif|rectification|korrektur|berichtigung|richtigstellung|rettifica
    errata corrige|correzione|rectificación|corrección|fe de errores|fe de erratas|errata|erratum|corrigendum
    correção|retificação|correctie|rectificatie|rättelse|korrigering|rettelse|oikaisu|korjaus|sprostowanie|korekta
    oprava|исправление|поправка|уточнение|виправлення|düzeltme|διόρθωση|helyesbítés|helyreigazítás|rectificare
    corectură|erată|ispravak|ispravka|leiðrétting|parandus|labojums|pataisymas|correction notice|editor's correction
    訂正|更正|勘误|勘誤|更正启事|정정|정정보도|바로잡습니다|تصحيح|تصويب|תיקון|koreksi|ralat|đính chính
    """)
  /// Say what was done.
  static let verbs = set(
    """
    corrects|corrected|correcting|clarifies|corrected version|corrected repeat|corrected copy|corrige|corrigé|corrigée
    rectifie|version corrigée|korrigiert|berichtigt|richtiggestellt|korrigierte fassung|berichtigte fassung
    korrigierte version|berichtigte meldung|rettificato|rettificata|corretto|corregge|versione corretta|corregido
    corregida|rectifica|rectificado|versión corregida|corrigido|corrigida|retifica|versão corrigida|gecorrigeerd
    gecorrigeerde versie|rättad|korrigerad|rettet|korrigeret|korrigert|korjattu|poprawione|poprawiona wersja
    opraveno|opravená verze|исправлено|исправлена|исправлен|исправленная версия|виправлено|düzeltildi|düzeltilmiş
    διορθωμένο|javítva|javított|corectat|ispravljeno
    """)
  static let all = nouns.union(verbs)
  /// The longest first, by their first letter.
  static let byLetter: [Character: [String]] = Dictionary(grouping: all) { $0.first ?? " " }
    .mapValues { $0.sorted { $0.count > $1.count } }

  /// Behind a noun in a note: what was put right.
  static let leads = set(
    "to|in|of|for|on|zu|zum|zur|im|am|des|der|von|de|du|des|à|au|del|di|da|do|dos|van|av|af|til|w|v|в|к|о|na|u"
  )
  /// What copy has that can be wrong.
  static let ofCopy = set(
    """
    headline|head|name|names|spelling|date|day|typo|typos|figure|figures|number|numbers|lead|lede|paragraph|para|paras
    byline|title|slug|year|location|age|error|errors|quote|attribution|dateline|first|second|third|last|in|to
    """)
  /// Before the word in a note to editors.
  static let openers = set(
    """
    eds|editors|editor|note|attention|subscribers|clients|this|story|version|item|copy|has|been|was|is|and|also|a
    replaces|earlier|previous|an|the|redaktionen|redaktion|achtung|die|meldung|wurde|rédaction|rédactions|cette|dépêche
    été|redacción|esta|noticia|redazioni|questa|notizia|redações|please|with|which
    """)
  /// Marks of other kinds that may stand before it.
  static let otherMarks = set(
    "update|wrapup|lead|urgent|eilt|achtung|refile|rpt|repeat|recast|alert|wichtig|attention|atención|attenzione|urgente"
  )

  private static func set(_ words: String) -> Set<String> {
    Set(words.split { $0 == "|" || $0 == "\n" }.map { String($0) })
  }
}
