/// The terms of one language's words: stems by Snowball where it has an algorithm, else the first five
/// letters, which part few words and bring most forms of one together.
///
/// Not Sendable: each worker owns its own.
struct WordStems {
  private static let letters = 5

  let language: TermLanguage
  private let stemmer: Stemmer?
  let elides: Bool
  private let isTurkish: Bool

  init(language: TermLanguage) {
    self.language = language
    stemmer = Stemmer(language: language)
    elides = ["fr", "it", "ca"].contains(language.subtag)
    isTurkish = language.subtag == "tr"
  }

  /// - Parameter letters: one word in small letters, as `TermScanner.letters` gives it.
  /// - Returns: the same for most forms of a word.
  func term(_ letters: UnsafeBufferPointer<UInt8>) -> TermHash {
    let word = core(of: letters)
    var hasher = TermHasher(language: language)
    if let stemmer {
      hasher.add(stemmer.stem(word))
    } else {
      hasher.add(Self.head(of: word))
    }
    return hasher.term
  }

  /// Without the article of `l'accordo`, and without the ending of `Kastamonu'da`.
  private func core(of word: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    guard elides || isTurkish, let mark = word.firstIndex(of: 39) else { return word }
    let part = elides ? word[(mark + 1)...] : word[..<mark]
    return part.isEmpty ? word : UnsafeBufferPointer(rebasing: part)
  }

  private static func head(of word: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var scalars = 0
    for (index, byte) in word.enumerated() where byte & 0xC0 != 0x80 {
      if scalars == letters { return UnsafeBufferPointer(rebasing: word[..<index]) }
      scalars += 1
    }
    return word
  }
}
