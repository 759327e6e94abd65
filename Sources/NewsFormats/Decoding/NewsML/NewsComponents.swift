import NewsBytes
import NewsModel

/// The tree of an item's `NewsComponent`s, and which of them are articles of their own.
///
/// Components that hold a text below one component part when two or more of them stand alone: each has a
/// headline of its own, or they are in different languages, or each is a take. Otherwise they are parts of one
/// article: its main text where a role says so, else all but captions, style sheets and what else only
/// stands around a text. Where the list is one of equivalents, its first text is taken. No recursion:
/// components lie in a list, each behind the one that it stands in.
struct NewsComponents {
  /// One article: the component that it is, nil for the item itself, and its contents.
  struct Part {
    var component: Int?
    /// Places of `ContentItem`s in the outline.
    var texts: [Int]
  }

  private struct Component {
    var element: Int
    /// A place in the list.
    var parent: Int?
    var children: [Int] = []
    /// `ContentItem`s of its own that are texts.
    var texts: [Int] = []
    /// In it and in what stands in it.
    var holdsText = false
    var holdsHeadline = false
    var language: [UInt8]?
    /// In small letters.
    var role: String?
    var isList = false
  }

  private let outline: XMLOutline
  private var all: [Component] = []

  /// - Parameters:
  ///   - outline: of an item.
  ///   - root: the item; others that stand in it are left out.
  init(_ outline: XMLOutline, in root: Int) {
    self.outline = outline
    collect(in: root)
    for place in all.indices.reversed() {
      if !all[place].texts.isEmpty, !isAside(all[place].role) { all[place].holdsText = true }
      guard let parent = all[place].parent else { continue }
      all[parent].holdsText = all[parent].holdsText || all[place].holdsText
      all[parent].holdsHeadline = all[parent].holdsHeadline || all[place].holdsHeadline
    }
  }

  private mutating func collect(in root: Int) {
    var open: [Int] = []
    var next = root + 1
    while next < outline.elements[root].end {
      let element = next
      let name = outline.name(of: element)
      next = name == "NewsItem" ? outline.elements[element].end : element + 1
      if name != "NewsComponent" { continue }
      while let last = open.last, outline.elements[all[last].element].end <= element {
        open.removeLast()
      }
      let component = component(element, in: open.last)
      if let parent = open.last { all[parent].children.append(all.count) }
      open.append(all.count)
      all.append(component)
    }
  }

  private func component(_ element: Int, in parent: Int?) -> Component {
    var component = Component(element: element, parent: parent)
    component.texts = outline.all("ContentItem", in: element).filter(isText)
    let metadata = outline.first("DescriptiveMetadata", in: element)
    component.language =
      formalName(outline.first("Language", in: metadata)) ?? outline.attribute("lang", of: element)
    component.role = formalName(outline.first("Role", in: element)).map(Self.lowercased)
    component.isList =
      outline.attribute("EquivalentsList", of: element).map(Self.lowercased) == "yes"
    let lines = outline.first("NewsLines", in: element)
    component.holdsHeadline = outline.words(outline.first("HeadLine", in: lines)) != nil
    return component
  }

  private func formalName(_ element: Int?) -> [UInt8]? {
    outline.attribute("FormalName", of: element)
  }
  private static func lowercased(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self).lowercased()
  }

  // Which components are articles.

  /// In the order in which they stand; empty when nothing is a text.
  var articles: [Part] {
    var found: [Part] = []
    var open = Array(all.indices.filter { all[$0].parent == nil && all[$0].holdsText }.reversed())
    while let place = open.popLast() {
      let below = all[place].children.filter { all[$0].holdsText }
      if below.count == 1, all[place].texts.isEmpty {
        open.append(below[0])
      } else if partsApart(below) {
        open += below.reversed()
      } else {
        found.append(Part(component: place, texts: texts(of: place)))
      }
    }
    return found
  }

  private func partsApart(_ components: [Int]) -> Bool {
    let languages = Set(components.compactMap { all[$0].language.map(Self.lowercased) })
    let alone = components.filter { place in
      all[place].holdsHeadline || languages.count > 1 && all[place].language != nil
        || all[place].role?.contains("take") == true
    }
    return alone.count > 1
  }

  /// The contents of one article, in their order.
  private func texts(of root: Int) -> [Int] {
    var main: [Int] = []
    var others: [Int] = []
    var open: [(place: Int, role: String?)] = [(root, nil)]
    while let (place, around) = open.popLast() {
      let component = all[place]
      // The article's own role says what it is among others.
      let role = place == root ? nil : component.role ?? around
      if isAside(role) { continue }
      if let role, Self.mainRoles.contains(role) {
        main += unlike(component)
      } else {
        others += unlike(component)
      }
      let below = component.children.filter { all[$0].holdsText }
      open += (component.isList ? Array(below.prefix(1)) : below).reversed().map { ($0, role) }
    }
    return main.isEmpty ? others : main
  }

  /// Texts of one component in several formats are the same text.
  private func unlike(_ component: Component) -> [Int] {
    let formats = Set(component.texts.map(type))
    return component.isList || formats.count > 1
      ? Array(component.texts.prefix(1)) : component.texts
  }

  private static let mainRoles: Set<String> = [
    "main", "lead", "body", "text", "main text", "story",
  ]
  private static let asideRoles = [
    "caption", "stylesheet", "headline", "logo", "thumbnail", "photo", "picture", "graphic",
    "video",
    "audio", "byline", "dateline", "copyright", "keyword", "slug",
  ]
  private func isAside(_ role: String?) -> Bool {
    guard let role else { return false }
    return Self.asideRoles.contains { role.hasSuffix($0) || role.hasPrefix($0) }
  }
}

// What an article's contents and lines are.
extension NewsComponents {
  /// Text by what it is called: an image has a media type of another name.
  private func isText(_ item: Int) -> Bool {
    guard data(of: item) != nil else { return false }
    guard let medium = formalName(outline.first("MediaType", in: item)) else { return true }
    return ["text", "texte", "complexdata"].contains(Self.lowercased(medium))
  }

  private func data(of item: Int) -> Int? {
    outline.first("DataContent", in: item)
      ?? outline.first("DataContent", in: outline.first("Encoding", in: item))
  }

  /// Its media type and its format, in small letters.
  private func type(of item: Int) -> String {
    [outline.first("MimeType", in: item), outline.first("Format", in: item)]
      .compactMap { formalName($0).map(Self.lowercased) }.joined(separator: " ")
  }

  /// One content, or all as one text; none when nothing in them is a text.
  func contents(
    of part: Part, at place: DocumentPlace, meter: WorkMeter
  ) throws(Rejection) -> [WireContent] {
    let contents = part.texts.compactMap(content)
    if contents.count < 2 { return contents }
    var joined: [UInt8] = []
    for content in contents {
      guard let copy = try content.copy(at: place, meter: meter) else { continue }
      for line in copy.lines.lines {
        joined += Array((copy.wasMarkup || line.opensBlock ? "<p>" : "<br>").utf8)
        joined += copy.lines.bytes[line.range].flatMap { byte -> [UInt8] in
          byte == 0x26 ? Array("&amp;".utf8) : byte == 0x3C ? Array("&lt;".utf8) : [byte]
        }
      }
    }
    // As markup, of which no first line is taken for a headline.
    return joined.isEmpty ? [] : [WireContent(type: "text/html", root: nil, bytes: joined)]
  }

  private func content(_ item: Int) -> WireContent? {
    guard let data = data(of: item) else { return nil }
    let parsed = outline.elements[data]
    if let markup = parsed.markup {
      return WireContent(
        type: type(of: item), root: parsed.root.map { outline.names[$0].lowercased() },
        bytes: Array(outline.markup[markup]))
    }
    var bytes = outline.words(data) ?? []
    let encoding = outline.attribute("Notation", of: outline.first("Encoding", in: item))
    if encoding.map(Self.lowercased) == "base64", let decoded = Base64.decode(bytes),
      !decoded.contains(0)
    {
      bytes = decoded.withUnsafeBufferPointer { Charset.converted($0) } ?? decoded
    }
    return WireContent(type: type(of: item), root: nil, bytes: bytes)
  }

  /// The component of an article and those around it, the nearest first; then those in it.
  private func around(_ part: Part) -> [Int] {
    guard let component = part.component else { return Array(all.indices) }
    var places: [Int] = []
    var next: Int? = component
    while let place = next {
      places.append(place)
      next = all[place].parent
    }
    return places + inside(component)
  }

  /// Those in it: components lie in the order of the document, so they follow it without a gap.
  private func inside(_ component: Int) -> Range<Int> {
    let end = outline.elements[all[component].element].end
    var (low, high) = (component + 1, all.count)
    while low < high {
      let middle = (low + high) / 2
      if all[middle].element < end { low = middle + 1 } else { high = middle }
    }
    return component + 1..<low
  }

  /// The lines of one name of the nearest component that has any.
  func lines(_ name: String, of part: Part) -> [[UInt8]] {
    around(part).lazy.map { place in
      outline.all(name, in: outline.first("NewsLines", in: all[place].element))
        .compactMap { outline.words($0) }
    }.first { !$0.isEmpty } ?? []
  }
  /// The first of them.
  func line(_ name: String, of part: Part) -> [UInt8]? { lines(name, of: part).first }

  /// Descriptive metadata of the component and of those around it, the nearest first.
  func metadata(of part: Part) -> [Int] {
    around(part).compactMap { outline.first("DescriptiveMetadata", in: all[$0].element) }
  }

  /// Of the outermost component.
  var language: [UInt8]? { all.first?.language }
  func language(of part: Part) -> [UInt8]? {
    around(part).lazy.compactMap { all[$0].language }.first
  }

  /// A party of the nearest component that names one.
  func party(_ name: String, of part: Part) -> [UInt8]? {
    for place in around(part) {
      let metadata = outline.first("AdministrativeMetadata", in: all[place].element)
      let party = outline.first("Party", in: outline.first(name, in: metadata))
      if let given = formalName(party) { return given }
    }
    return nil
  }
}
