/// A line of a wire that says who has written the text: `By ADA BERG`, `Von Ada Berg`, `By our correspondents`.
///
/// The same words begin sentences (`By noon the ferries …`), and what is taken for a byline is missing in the text:
/// so behind them stand names, what people are, and the little words between these, and nothing else.
enum WireByline {
  private static let signs = ["By ", "Von ", "Par ", "Por ", "Di "]
  private static let limitBytes = 100

  /// - Parameter text: a line.
  /// - Returns: who is named there; nil when it is no byline.
  static func name(in text: String) -> String? {
    guard text.utf8.count <= limitBytes, !text.hasSuffix("."),
      let sign = signs.first(where: { text.hasPrefix($0) })
    else { return nil }
    let name = text.dropFirst(sign.count).drop { $0 == " " }
    let words = name.split(separator: " ")
    guard let first = words.first, !isTime(first) else { return nil }
    if isOfNames(words[...]) { return String(name) }
    // `kel correspondents`: a house may write itself small.
    if words.count <= 3, words.last.map(isRole) == true { return String(name) }
    // `Ada Berg, harbour correspondent`: what a person is may be told in any words.
    guard let comma = words.firstIndex(where: { $0.last == "," }), isOfNames(words[...comma]),
      words[comma...].dropFirst().contains(where: isRole)
    else { return nil }
    return String(name)
  }

  /// A line below a byline that names the house: `Harbour News`, `AP Sports Writer`.
  static func isHouse(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    return text.utf8.count <= limitBytes && !text.hasSuffix(".")
      && words.contains(where: houses.contains) && words.allSatisfy { isName($0) || isBetween($0) }
  }

  private static func isOfNames(_ words: ArraySlice<Substring>) -> Bool {
    words.allSatisfy { isName($0) || isBetween($0) || isRole($0) }
      && words.contains { isName($0) || isRole($0) }
  }

  /// Begins with a capital or is of a script that has none; figures are of times and tolls.
  private static func isName(_ word: Substring) -> Bool {
    guard let first = word.first(where: \.isLetter), !word.contains(where: \.isNumber) else {
      return false
    }
    return !first.isLowercase
  }

  private static func isBetween(_ word: Substring) -> Bool {
    between.contains(plain(word)) || word.allSatisfy { "-–—/&+|".contains($0) }
  }

  private static func isRole(_ word: Substring) -> Bool {
    let word = plain(word)
    return BylineWords.roles.contains(word) || others.contains(word)
      || word.last == "s" && BylineWords.roles.contains(String(word.dropLast()))
  }

  /// `Noon`, `Monday`, `December`.
  private static func isTime(_ word: Substring) -> Bool {
    times.contains(plain(word))
  }

  private static func plain(_ word: Substring) -> String {
    word.lowercased().filter { !",;:.".contains($0) }
  }

  private static let between: Set<String> = [
    "and", "with", "of", "for", "in", "at", "the", "und", "mit", "für", "et", "avec", "de", "du",
    "y", "e", "con", "da", "di", "do", "dos", "del", "della", "der", "den", "van", "von", "zu",
    "la",
    "le", "el", "al", "bin", "ibn", "ter", "ten",
  ]
  private static let others: Set<String> = [
    "our", "wire", "wires", "service", "services", "reports", "agencies", "staff", "unserem",
    "unseren", "korrespondenten", "korrespondentinnen", "agence", "agenzie",
    "agencias",
  ]
  private static let times: Set<String> = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "noon",
    "midnight",
    "today", "tonight", "tomorrow", "now", "then", "christmas", "easter",
  ]
  private static let houses: Set<Substring> = [
    "Press", "Writer", "Editor", "AP", "News", "Correspondent", "Service",
  ]
}
