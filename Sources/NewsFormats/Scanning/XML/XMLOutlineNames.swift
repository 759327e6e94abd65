/// The local names of a reader, and what they mean for an outline, found once a name.
struct XMLOutlineNames {
  private enum Meaning { case none, content, around, reading, declaration, void }

  private let contents: [String]
  private var locals: [String] = []
  private var meanings: [Meaning] = []

  /// - Parameter contents: local names of the elements that hold a content.
  init(contents: Set<String>) { self.contents = Array(contents) }

  var count: Int { locals.count }
  subscript(name: Int) -> String { locals[name] }
  func isContent(_ name: Int) -> Bool { meanings[name] == .content }
  func isAround(_ name: Int) -> Bool { meanings[name] == .around }
  func isReading(_ name: Int) -> Bool { meanings[name] == .reading }
  /// Of an element that HTML never closes.
  func isVoid(_ name: Int) -> Bool { meanings[name] == .void }
  /// Of a namespace.
  func isDeclaration(_ name: Int) -> Bool { meanings[name] == .declaration }

  /// The reader has met more names.
  mutating func update(_ all: [XMLName]) {
    for name in all.dropFirst(locals.count) {
      locals.append(name.local)
      meanings.append(meaning(of: name))
    }
  }

  private func meaning(of name: XMLName) -> Meaning {
    if name.space == XMLName.declarations { return .declaration }
    if contents.contains(name.local) { return .content }
    switch name.local {
    // How a word is read aloud stands beside it in a line with markup, and is said twice otherwise.
    case "rt", "rp", "rtc": return .reading
    case "br", "hr", "img": return .void
    case "header", "nav", "figure": return .around
    default: return .none
    }
  }
}
