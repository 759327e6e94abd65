/// "Did you mean": the name that was most likely meant by one that nothing has.
enum NearestName {
  /// - Parameters:
  ///   - given: As it was typed.
  ///   - names: What there is.
  /// - Returns: The nearest one, of equals the first by its letters; nil when a third of it would have to be
  ///   typed otherwise.
  static func of(_ given: String, among names: some Collection<String>) -> String? {
    names.map { (distance: distance($0, given), name: $0) }
      .filter { $0.distance <= max(2, given.count / 3) }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
  }

  /// Levenshtein's.
  private static func distance(_ a: String, _ b: String) -> Int {
    let b = Array(b)
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (x == y ? 0 : 1))
        diagonal = above
      }
    }
    return row[b.count]
  }
}
