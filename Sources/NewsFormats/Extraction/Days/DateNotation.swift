/// Which number comes first in `03/04/2026`.
enum DateNotation {
  case dayFirst, monthFirst

  /// Where months are written first, by the region of a language (`en-US`): the United States, their
  /// territories, and what writes as they do. Canada writes both, and is day first here.
  ///
  /// Source: Unicode CLDR 44, short dates of each region.
  private static let monthFirstRegions: Set<String> = [
    "us", "as", "bz", "fm", "gu", "mh", "mp", "ph", "pr", "pw", "um", "vi",
  ]

  /// - Parameter languages: as the page labels itself, the nearest first; the first with a region
  ///   counts.
  init(languages: [String?]) {
    for language in languages.compactMap({ $0 }) {
      let parts = language.lowercased().split { $0 == "-" || $0 == "_" || $0 == "." }
      if let region = parts.dropFirst().first(where: { $0.utf8.count == 2 }) {
        self = Self.monthFirstRegions.contains(String(region)) ? .monthFirst : .dayFirst
        return
      }
    }
    self = .dayFirst
  }
}
