/// What stands between the commas of a byline that metadata give: "Ada Berg, Quay Staff Writer, and Bo Lind".
///
/// Pieces that say what a person is, or where they work, name nobody.
enum BylinePieces {
  /// - Parameter words: of the whole byline.
  /// - Returns: those of the pieces that name somebody, each once; the first one always stays.
  static func names(in words: [Substring]) -> [Substring] {
    guard words.dropLast().contains(where: { $0.last == "," }) else { return words }
    var kept: [Substring] = []
    var seen: Set<String> = []
    let pieces = pieces(words)
    let isOfHouses = pieces.first?.contains(where: Byline.isHouse) ?? false
    for piece in pieces {
      let plain = piece.map(Byline.plain).joined(separator: " ")
      guard kept.isEmpty || isOfHouses || namesSomebody(piece), seen.insert(plain).inserted else {
        continue
      }
      kept += piece
    }
    return kept
  }

  private static func pieces(_ words: [Substring]) -> [ArraySlice<Substring>] {
    var pieces: [ArraySlice<Substring>] = []
    var start = 0
    for index in words.indices where words[index].last == "," || index == words.count - 1 {
      pieces.append(words[start...index])
      start = index + 1
    }
    return pieces
  }

  /// "Health Editor", "correspondent in Elvik", "Quay News" and "who covers courts" do not; "and Staff Writer Bo
  /// Lind" does.
  private static func namesSomebody(_ piece: ArraySlice<Substring>) -> Bool {
    guard let first = piece.first else { return false }
    if piece.contains(where: Byline.isHouse) { return false }
    if let role = piece.lastIndex(where: Byline.isRole) {
      return piece[(role + 1)...].prefix(2).count(where: Byline.isNameLike) == 2
    }
    // An agency may write itself small: "Jo Lind, dpa".
    return piece.count == 1 || Byline.isNameLike(first)
      || BylineWords.particles.contains(Byline.plain(first))
  }
}
