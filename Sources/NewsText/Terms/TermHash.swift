import NewsBytes

/// The number a term goes by: 32 bits of a hash over its language and its stem.
///
/// Two terms that fall on one number count as one. With 400,000 terms known that befalls one new
/// term in 10,000, and the language is part of the hash, so terms of two languages do not meet.
package typealias TermHash = UInt32

/// 64-bit FNV-1a with a closing mix, fed piece by piece.
/// Source: draft-eastlake-fnv-17, section 2; the mix is the finaliser of MurmurHash3 (fmix64).
struct TermHasher {
  private(set) var state: UInt64

  init(language: TermLanguage) {
    state = FNV.start ^ (UInt64(language.rawValue) &* 0x9e37_79b9_7f4a_7c15)
  }

  @inline(__always)
  mutating func add(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* FNV.prime
  }

  @inline(__always)
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    for byte in bytes { add(byte) }
  }

  /// Never 0: tables keep 0 for an empty slot.
  @inline(__always)
  var wide: UInt64 {
    var h = state
    h = (h ^ (h >> 33)) &* 0xff51_afd7_ed55_8ccd
    h = (h ^ (h >> 33)) &* 0xc4ce_b9fe_1a85_ec53
    h ^= h >> 33
    return h == 0 ? 1 : h
  }

  /// Never 0.
  @inline(__always)
  var term: TermHash { max(1, TermHash(truncatingIfNeeded: wide >> 32)) }

  static func term(_ text: some Sequence<UInt8>, language: TermLanguage) -> TermHash {
    var hasher = TermHasher(language: language)
    for byte in text { hasher.add(byte) }
    return hasher.term
  }
}
