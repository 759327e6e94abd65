/// One piece of XML as its elements, with what their texts hold: for documents whose metadata are many
/// small elements around a text or two.
///
/// The content of the elements that are named (`contents`) is no part of the tree: it is kept as it stands,
/// or as clean markup where elements stand in it: local names, no attributes, no comments, so that a
/// reader of markup takes it. No recursion: open elements stand on a stack.
struct XMLOutline {
  struct Element {
    /// A place in the reader's names.
    var name: Int
    /// Places in `attributes`.
    var attributes: Range<Int>
    /// All text in it, in its order: a range of `text`.
    var text: Range<Int>
    /// Behind the last element in it, as a place in `elements`.
    var end: Int
    /// Of a content in which elements stand: a range of `markup`.
    var markup: Range<Int>?
    /// The first element in a content: a place in the reader's names.
    var root: Int?
  }
  enum Fault: Error { case tooManyElements }

  /// More than any item has; without a bound, `<a/>` a million times would be 64 MiB.
  static let mostElements = 1 << 16
  private(set) var elements: [Element] = []
  private(set) var attributes: [XMLAttribute] = []
  /// The values of attributes.
  private(set) var values: [UInt8] = []
  private(set) var text: [UInt8] = []
  private(set) var markup: [UInt8] = []
  private(set) var names: XMLOutlineNames
  /// Places in `elements`, outermost first.
  private var open: [Int] = []
  /// Elements open in the content at hand, itself not counted; nil outside of one.
  private var contentDepth: Int?
  /// How deep in the content the element stands that is left out.
  private var leftOut: Int?
  /// The number of open elements above the one, outside of a content, whose text is no text: a reading.
  private var unread: Int?

  /// - Parameter names: of the reader that will be taken from, as far as they are known.
  init(names: XMLOutlineNames) { self.names = names }

  /// Takes what a reader has seen; its events may be removed then.
  mutating func take(_ events: XMLEvents, _ names: [XMLName]) throws(Fault) {
    self.names.update(names)
    for event in events.events {
      switch event {
      case .start(let name, let attributes):
        if contentDepth == nil {
          try begin(name, events.attributes[attributes], events.bytes)
        } else {
          beginInContent(name)
        }
      case .end(let name):
        if contentDepth ?? 0 > 0 { endInContent(name) } else { end() }
      case .text(let range): append(events.bytes[range])
      }
    }
  }

  private mutating func begin(
    _ name: Int, _ given: ArraySlice<XMLAttribute>, _ bytes: [UInt8]
  ) throws(Fault) {
    guard elements.count < Self.mostElements else { throw .tooManyElements }
    let first = attributes.count
    for attribute in given where !names.isDeclaration(attribute.name) {
      let start = values.count
      values += bytes[attribute.value]
      attributes.append(XMLAttribute(name: attribute.name, value: start..<values.count))
    }
    open.append(elements.count)
    elements.append(
      Element(
        name: name, attributes: first..<attributes.count, text: text.count..<text.count,
        end: elements.count + 1))
    if names.isContent(name) { contentDepth = 0 }
    if unread == nil, names.isReading(name) { unread = open.count - 1 }
  }

  private mutating func end() {
    contentDepth = nil
    guard let element = open.popLast() else { return }
    if unread == open.count { unread = nil }
    elements[element].text = elements[element].text.lowerBound..<text.count
    elements[element].end = elements.count
    if let range = elements[element].markup {
      elements[element].markup = range.lowerBound..<markup.count
    }
  }

  private mutating func append(_ bytes: ArraySlice<UInt8>) {
    if unread != nil { return }
    guard contentDepth != nil, let content = open.last, elements[content].markup != nil else {
      text += bytes
      return
    }
    if leftOut == nil { appendEscaped(bytes) }
  }

  private static let ampersand = Array("&amp;".utf8)
  private static let lessThan = Array("&lt;".utf8)
  private mutating func appendEscaped(_ bytes: ArraySlice<UInt8>) {
    var start = bytes.startIndex
    for index in bytes.indices where bytes[index] == 0x26 || bytes[index] == 0x3C {
      markup += bytes[start..<index]
      markup += bytes[index] == 0x26 ? Self.ampersand : Self.lessThan
      start = index + 1
    }
    markup += bytes[start...]
  }

  /// Places of the elements in one, those in them left out.
  func children(of parent: Int) -> Children {
    Children(elements: elements, place: parent + 1, end: elements[parent].end)
  }

  struct Children: Sequence, IteratorProtocol {
    fileprivate let elements: [XMLOutline.Element]
    fileprivate var place: Int
    fileprivate let end: Int

    mutating func next() -> Int? {
      guard place < end else { return nil }
      defer { place = elements[place].end }
      return place
    }
  }
}

// What stands in a content, written as markup.
extension XMLOutline {
  private mutating func beginInContent(_ name: Int) {
    guard let content = open.last, let depth = contentDepth else { return }
    contentDepth = depth + 1
    if elements[content].markup == nil {
      elements[content].root = name
      elements[content].markup = markup.count..<markup.count
      let before = text[elements[content].text.lowerBound...]
      appendEscaped(before)
      text.removeLast(before.count)
    }
    if leftOut == nil, names.isAround(name) { leftOut = depth }
    if leftOut == nil { append(tag: name, isEnd: false) }
  }

  private mutating func endInContent(_ name: Int) {
    guard let depth = contentDepth else { return }
    contentDepth = depth - 1
    if let left = leftOut {
      if left == depth - 1 { leftOut = nil }
      return
    }
    append(tag: name, isEnd: true)
  }

  /// Elements that HTML never closes are closed by their start tag.
  private mutating func append(tag name: Int, isEnd: Bool) {
    let isVoid = names.isVoid(name)
    if isVoid, isEnd { return }
    markup.append(0x3C)
    if isEnd { markup.append(0x2F) }
    markup += names[name].utf8
    if isVoid { markup.append(0x2F) }
    markup.append(0x3E)
  }
}

// What is asked of an outline; elements are places in `elements`, names are local ones.
extension XMLOutline {
  func name(of element: Int) -> String { names[elements[element].name] }

  func all(_ name: String, in parent: Int?) -> [Int] {
    guard let parent else { return [] }
    return children(of: parent).filter { self.name(of: $0) == name }
  }
  func first(_ name: String, in parent: Int?) -> Int? {
    guard let parent else { return nil }
    return children(of: parent).first { self.name(of: $0) == name }
  }
  /// Wherever in it they stand.
  func everywhere(_ name: String, in parent: Int?) -> [Int] {
    guard let parent else { return [] }
    return (parent + 1..<elements[parent].end).filter { self.name(of: $0) == name }
  }

  /// - Returns: nil when it has none of that name that is more than white space.
  func attribute(_ name: String, of element: Int?) -> [UInt8]? {
    guard let element else { return nil }
    for attribute in attributes[elements[element].attributes]
    where names[attribute.name] == name {
      let value = values[attribute.value]
      return value.contains { $0 > 0x20 } ? Array(value) : nil
    }
    return nil
  }
  /// - Returns: all text in it; nil when that is nothing but white space.
  func words(_ element: Int?) -> [UInt8]? {
    guard let element else { return nil }
    let words = text[elements[element].text]
    return words.contains { $0 > 0x20 } ? Array(words) : nil
  }
}
