import CStemmer

/// One Snowball stemmer of libstemmer.
///
/// A handle holds its own buffers, so it serves one thread at a time: each worker owns its own.
/// Source: https://snowballstem.org, libstemmer.h.
package final class Stemmer {
  private let handle: OpaquePointer

  /// Nil when Snowball has no algorithm for the language's two-letter code.
  package init?(language: TermLanguage) {
    guard let handle = sb_stemmer_new(language.subtag, nil) else { return nil }
    self.handle = handle
  }

  deinit { sb_stemmer_delete(handle) }

  /// The stem of one word in lower case; valid until the next call. About 0.4 µs.
  func stem(_ word: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    // Returns nil only when memory is out; the word then stands for its stem.
    guard let stem = sb_stemmer_stem(handle, word.baseAddress, Int32(word.count)) else {
      return word
    }
    return UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(handle)))
  }

  package func stem(_ word: String) -> String {
    var word = word
    return word.withUTF8 { String(decoding: stem($0), as: UTF8.self) }
  }
}
