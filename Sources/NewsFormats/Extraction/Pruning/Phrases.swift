/// Phrases that are looked for together, at the beginnings of words.
struct Phrases {
  /// By their first word.
  private var byWord: [Substring: [String]] = [:]
  /// Of scripts that write no spaces: they may stand anywhere.
  private var unspaced: [String] = []

  /// Parameter phrases: divided by `|` or line feeds.
  init(_ phrases: String) {
    for phrase in phrases.split(whereSeparator: { $0 == "|" || $0 == "\n" }) {
      let plain = NoticeWords.plain(phrase)
      guard let word = plain.split(separator: " ").first else { continue }
      if plain.unicodeScalars.contains(where: { $0.value >= 0x2E80 }) {
        unspaced.append(plain)
      } else {
        byWord[word, default: []].append(plain)
      }
    }
  }

  /// How many stand in a line of `NoticeWords.plain`. One look-up a word.
  func count(in line: String) -> Int {
    var count = unspaced.count { line.contains($0) }
    for word in line.split(separator: " ") {
      for phrase in byWord[word] ?? [] where begins(line[word.startIndex...], phrase) { count += 1 }
    }
    return count
  }

  /// Whether a line begins with one.
  func begin(_ line: String) -> Bool {
    let first = line.split(separator: " ").first.flatMap { byWord[$0] } ?? []
    return unspaced.contains(where: line.contains) || first.contains { begins(line[...], $0) }
  }

  private func begins(_ line: Substring, _ phrase: String) -> Bool {
    guard line.hasPrefix(phrase) else { return false }
    let rest = line.utf8.dropFirst(phrase.utf8.count)
    return rest.isEmpty || rest.first == 0x20
  }
}
