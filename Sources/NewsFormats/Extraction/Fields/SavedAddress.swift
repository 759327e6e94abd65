/// Where a page was saved from, in the words of the program that saved it.
///
/// Browsers write `<!-- saved from url=(0033)https://… -->` (the figure is the length), SingleFile
/// ` url: https://…` in a line of its comment, HTTrack `Mirrored from host/path by HTTrack`, monolith
/// `Saved from https://… at …`.
enum SavedAddress {
  /// A comment of more bytes is a template's.
  static let mostCommentBytes = 2048

  static func found(in comment: UnsafeBufferPointer<UInt8>) -> String? {
    guard comment.count <= mostCommentBytes, marks.contains(where: { stands($0, comment) }) else {
      return nil
    }
    let text = String(decoding: comment, as: UTF8.self)
    let lower = text.lowercased()
    if lower.contains("saved from url=") || lower.contains("saved from http")
      || lower.contains("page saved with")
    {
      return address(in: text[...])
    }
    guard let start = text.firstRange(of: "Mirrored from ")?.upperBound,
      let end = text[start...].firstRange(of: " by HTTrack")?.lowerBound
    else { return nil }
    return address(in: "http://\(text[start..<end])"[...])
  }

  /// A cheap look before the dear one: what all forms have one of.
  private static let marks = [" from", " FROM", " From", "saved with", "SAVED WITH", "Saved With"]
    .map { Array($0.utf8) }
  private static func stands(_ mark: [UInt8], _ comment: UnsafeBufferPointer<UInt8>) -> Bool {
    mark.withUnsafeBufferPointer { ByteRuns.first($0, in: comment) != nil }
  }

  private static func address(in text: Substring) -> String? {
    let starts = ["https://", "http://"].compactMap { text.firstRange(of: $0)?.lowerBound }
    guard let start = starts.min() else { return nil }
    let address = text[start...].prefix { !$0.isWhitespace && $0 != "\"" && $0 != "<" }
    return address.contains(".") ? String(address) : nil
  }
}
