/// The elements that mean something in one piece of a feed: an entry, or what stands before the
/// first entry. No recursion: open elements stand on a stack.
struct FeedEntry {
  private(set) var elements: [FeedElement] = []
  /// A bit a role: an entry is asked for all of them and has a few.
  private var roles: UInt32 = 0
  /// Of the entry element itself: places in the events' attributes.
  private(set) var attributes: Range<Int> = 0..<0
  /// `xml:lang` and `xml:base` of what was still open when the piece ended.
  private(set) var inherited: (language: String?, base: String?) = (nil, nil)
  /// What the open elements are to their children, outermost first.
  private var open: [Frame] = []

  private struct Frame {
    enum Children {
      case nothing, meant
      /// Of `<source>`: its title, better than its text, and its authors, who are those of an entry
      /// without any (RFC 4287, section 4.2.1).
      case ofSource
    }
    var children = Children.nothing
    /// The place in `elements` of the element that this one is, or stands in as a part of its text.
    var element: Int?
    var language: String?
    var base: String?
  }

  /// - Parameters:
  ///   - events: of the piece.
  ///   - names: of the reader that gave them.
  ///   - isEntry: its first element is the entry. Otherwise children of `<channel>` and `<feed>` are
  ///     meant.
  ///   - inherited: from the elements around the piece.
  init(
    _ events: XMLEvents, names: inout FeedNames, isEntry: Bool,
    inherited: (language: String?, base: String?) = (nil, nil)
  ) {
    for (index, event) in events.events.enumerated() {
      switch event {
      case .start(let name, let attributes):
        var frame = Frame(
          language: open.last?.language ?? inherited.language,
          base: open.last?.base ?? inherited.base)
        if !attributes.isEmpty { inherit(events, attributes, names, &frame) }
        let isParent = isEntry ? open.isEmpty : names.isFeed(name)
        if isParent {
          if isEntry { self.attributes = attributes }
          names.core = names[name].space
          frame.children = .meant
        } else {
          take(name, names, attributes, at: index, &frame)
        }
        open.append(frame)
      case .end: close(at: index)
      case .text: break
      }
    }
    self.inherited = (open.last?.language, open.last?.base)
    open = []
  }

  private mutating func take(
    _ name: Int, _ names: FeedNames, _ attributes: Range<Int>, at index: Int, _ frame: inout Frame
  ) {
    let above = open.last
    if let holder = above?.element { elements[holder].hasElements = true }
    var meaning = names.meaning(of: name)
    switch above?.children {
    case .nothing, nil: meaning = nil
    case .ofSource:
      switch meaning?.role {
      case .title: meaning = FeedMeaning(.source, -1)
      case .author: meaning = FeedMeaning(.sourceAuthor)
      default: meaning = nil
      }
    case .meant: break
    }
    guard let meaning else {
      frame.element = above?.element
      return
    }
    if meaning.role == .group {
      frame.children = .meant
      return
    }
    // Atom's authors, its source and WordPress' writers have children of their own.
    switch meaning.role {
    case .author, .sourceAuthor, .writer: frame.children = .meant
    case .source: frame.children = .ofSource
    default: break
    }
    roles |= 1 << UInt32(meaning.role.rawValue)
    elements.append(
      FeedElement(
        meaning: meaning, isAtom: names.isAtom(name), attributes: attributes,
        inside: index + 1..<index + 1, language: frame.language, base: frame.base))
    frame.element = elements.count - 1
  }

  private func inherit(
    _ events: XMLEvents, _ attributes: Range<Int>, _ names: FeedNames, _ frame: inout Frame
  ) {
    for attribute in events.attributes[attributes] where names.isXML(attribute.name) {
      let value = String(decoding: events.bytes[attribute.value], as: UTF8.self)
      switch names[attribute.name].local {
      case "lang": frame.language = value
      case "base":
        frame.base = frame.base.map { RelativeReference.resolved(value, against: $0) } ?? value
      default: break
      }
    }
  }

  private mutating func close(at index: Int) {
    guard let frame = open.popLast(), let element = frame.element else { return }
    // An element inside moves the end too; the element's own end comes last.
    elements[element].inside = elements[element].inside.lowerBound..<index
  }

  /// The elements of one role, best first.
  func elements(_ role: FeedMeaning.Role) -> [FeedElement] {
    if roles & 1 << UInt32(role.rawValue) == 0 { return [] }
    let found = elements.filter { $0.meaning.role == role }
    if found.count < 2 { return found }
    // `sorted` promises no order among equals.
    return found.enumerated()
      .sorted { ($0.element.meaning.rank, $0.offset) < ($1.element.meaning.rank, $1.offset) }
      .map(\.element)
  }
}

/// A reader's names and what they mean in this feed, found once a name.
struct FeedNames {
  private var names: [XMLName] = []
  private var meanings: [FeedMeaning?] = []
  private var areAtoms: [Bool] = []
  /// The namespace of the feed or entry element: its children of the same one are the format's own.
  var core = "" {
    didSet {
      if core != oldValue { meanings = names.map { FeedMeaning.of($0, core: core) } }
    }
  }

  /// The reader has met more names, or is another one.
  mutating func update(_ all: [XMLName], isNewReader: Bool = false) {
    if isNewReader {
      names = []
      meanings = []
      areAtoms = []
    }
    for name in all.dropFirst(names.count) {
      names.append(name)
      meanings.append(FeedMeaning.of(name, core: core))
      areAtoms.append(
        name.space.hasPrefix("http://www.w3.org/2005/Atom")
          || name.space.hasPrefix("http://purl.org/atom/ns"))
    }
  }

  subscript(place: Int) -> XMLName { names[place] }
  func meaning(of place: Int) -> FeedMeaning? { meanings[place] }
  func isXML(_ place: Int) -> Bool { names[place].space == XMLName.xml }
  func isFeed(_ place: Int) -> Bool {
    let local = names[place].local.lowercased()
    return local == "channel" || local == "feed"
  }
  func isAtom(_ place: Int) -> Bool { areAtoms[place] }
  var all: [XMLName] { names }
}
