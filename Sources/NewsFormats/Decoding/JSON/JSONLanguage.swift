/// Members that are called after languages: `{"en": "…", "de": "…"}`, as content systems keep translations. Of several
/// the first counts.
enum JSONLanguage {
  /// Without those that are names of something else (`id`, `no`, `is`).
  static let names: Set<String> = {
    let languages = """
      en de fr es it pt nl sv da nb fi pl cs sk hu ro bg hr sr sl el ru uk tr ar he fa hi bn ta th vi ko ja zh lt lv et
      """
    var names: Set<String> = ["eng", "deu", "fra", "spa", "ita", "por", "rus", "ara", "zho", "jpn"]
    for language in languages.split(whereSeparator: \.isWhitespace) {
      names.insert(String(language))
      for region in regions { names.insert("\(language)-\(region)") }
      for region in regions { names.insert("\(language)_\(region)") }
      names.insert("\(language)-\(language.uppercased())")
      names.insert("\(language)_\(language.uppercased())")
    }
    return names
  }()
  private static let regions = [
    "US", "GB", "CA", "AU", "IN", "AT", "CH", "BE", "BR", "MX", "AR", "CN", "TW", "HK", "JP", "KR",
  ]
}
