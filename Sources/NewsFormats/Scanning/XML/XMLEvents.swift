/// An element's or attribute's name. Two names that differ only in their prefix are two names here;
/// readers compare `space` and `local`.
struct XMLName: Hashable, Sendable {
  /// The namespace; empty when there is none, or when its prefix is declared nowhere.
  var space: String
  var local: String
  /// As written; empty when there is none.
  var prefix: String

  /// The namespace of namespace declarations: `xmlns:a="b"` is the attribute `a` in it, `xmlns="b"`
  /// the attribute with the empty name. Source: Namespaces in XML 1.0, section 3.
  static let declarations = "http://www.w3.org/2000/xmlns/"
  /// The namespace of `xml:lang` and `xml:base`.
  static let xml = "http://www.w3.org/XML/1998/namespace"
}

/// One event; names are places in `XMLReader.names`, ranges point into `XMLEvents.bytes`.
enum XMLEvent: Hashable {
  /// Attributes: places in `XMLEvents.attributes`.
  case start(name: Int, attributes: Range<Int>)
  case end(name: Int)
  /// Text and CDATA sections in one; pieces that touch are one event.
  case text(Range<Int>)
}

struct XMLAttribute {
  var name: Int
  /// References resolved, white space normalised.
  var value: Range<Int>
}

/// What a reader has seen and nobody has taken yet: events in order, their bytes in one buffer.
struct XMLEvents {
  private(set) var events: [XMLEvent] = []
  private(set) var attributes: [XMLAttribute] = []
  /// Valid UTF-8.
  private(set) var bytes: [UInt8] = []

  mutating func removeAll() {
    events.removeAll(keepingCapacity: true)
    attributes.removeAll(keepingCapacity: true)
    // One long document must not leave its buffer behind.
    bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 20)
  }

  mutating func append(text: UnsafeBufferPointer<UInt8>) {
    let start = bytes.count
    bytes.append(contentsOf: text)
    if case .text(let range)? = events.last, range.upperBound == start {
      events[events.count - 1] = .text(range.lowerBound..<bytes.count)
    } else {
      events.append(.text(start..<bytes.count))
    }
  }
  mutating func append(attribute name: Int, value: UnsafeBufferPointer<UInt8>) {
    let start = bytes.count
    bytes.append(contentsOf: value)
    attributes.append(XMLAttribute(name: name, value: start..<bytes.count))
  }
  /// The attributes since `firstAttribute` are the element's.
  mutating func append(start name: Int, firstAttribute: Int) {
    events.append(.start(name: name, attributes: firstAttribute..<attributes.count))
  }
  mutating func append(end name: Int) { events.append(.end(name: name)) }
}
