/// An attribute of an element. Those that a browser follows have values of their own types, so that no text
/// from outside becomes an address or a style.
struct Attribute: Sendable {
  let name: String
  /// Nil for one that says all by being there.
  let value: String?

  private init(_ name: String, _ value: String?) {
    self.name = name
    self.value = value
  }

  static func named(_ name: StaticString, _ value: String) -> Attribute {
    Attribute(name.description, value)
  }
  static func mark(_ name: StaticString) -> Attribute { Attribute(name.description, nil) }

  static func link(_ address: Address) -> Attribute { Attribute("href", address.text) }
  static func link(_ place: ElementID) -> Attribute { Attribute("href", "#" + place.text) }
  /// The one script there is.
  static let script = Attribute("src", Address.asset(.script).path)
  static func action(_ address: Address) -> Attribute { Attribute("action", address.path) }
  static func id(_ place: ElementID) -> Attribute { Attribute("id", place.text) }
  static func labelled(by place: ElementID) -> Attribute {
    Attribute("aria-labelledby", place.text)
  }
  static func style(_ style: Style) -> Attribute { Attribute("class", style.rawValue) }
  static func label(_ text: String) -> Attribute { Attribute("aria-label", text) }

  /// An address of the web, as copy gives it; nil for any other scheme.
  static func web(_ url: String) -> Attribute? {
    let start = url.utf8.prefix(8).map { $0 | 0x20 }
    guard start.starts(with: "http://".utf8) || start.starts(with: "https://".utf8) else {
      return nil
    }
    return Attribute("href", url)
  }

  /// What language a text is in, and which way it runs.
  static func language(_ tag: String?) -> [Attribute] {
    let tag = tag.flatMap { PageLanguage($0) }
    return (tag.map { [Attribute("lang", $0.text)] } ?? [])
      + [Attribute("dir", tag?.direction ?? "auto")]
  }
}

/// The name of a place in a page.
struct ElementID: Sendable {
  let text: String
  init(_ name: StaticString) { text = name.description }
  init(_ name: StaticString, _ number: Int64) { text = "\(name)-\(number)" }
}

/// A language tag of BCP 47 as far as pages need it: letters, digits and hyphens.
struct PageLanguage {
  let text: String

  /// Nil for what is no tag: copy may say anything.
  init?(_ text: String) {
    let isTag = text.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (97...122).contains(byte | 0x20) || byte == UInt8(ascii: "-")
    }
    let subtags = text.split(separator: "-", omittingEmptySubsequences: false)
    guard isTag, (2...3).contains(subtags[0].utf8.count),
      subtags.allSatisfy({ (1...8).contains($0.utf8.count) })
    else { return nil }
    self.text = text
  }

  /// Whole texts run from right to left in these; where a text says otherwise, `auto` decides by its first
  /// strong letter. Source: the scripts of CLDR's likely subtags.
  var direction: String {
    let language = text.prefix { $0 != "-" }
    let isRightToLeft = ["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"]
      .contains(String(language))
    return isRightToLeft ? "rtl" : "auto"
  }
}
