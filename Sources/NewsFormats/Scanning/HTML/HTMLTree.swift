/// A page as flat arrays in document order: no node is an object, and no walk recurses.
///
/// Node 0 is the document, and its own parent. The descendants of node `n` are `n + 1 ..< end(n)`, so a subtree is a
/// range and "inside" is a comparison. 16 bytes a node, 12 an attribute kept.
struct HTMLTree {
  /// Nodes at most: 24 MiB with their attributes' share; the largest page of the corpora has
  /// 31,000.
  static let mostNodes = 1 << 20

  struct Node {
    var parent: Int32
    /// Behind the last descendant.
    var end: Int32
    /// Text: where its bytes begin. Element: its first attribute.
    var start: Int32
    /// Text: bytes (to 16 MiB). Element: a bit for each of its attributes, which most have none of.
    var count: UInt32
    var tag: HTMLTag
  }
  struct Attribute {
    var name: HTMLAttribute
    var start: Int32
    var count: Int32
  }

  private(set) var nodes: [Node] = [
    Node(parent: 0, end: 1, start: 0, count: 0, tag: .unknown)
  ]
  private(set) var attributes: [Attribute] = []
  /// The texts and attribute values, UTF-8, in document order.
  private(set) var bytes: [UInt8] = []

  /// Where a comment says that the page was saved from; HTMLReader's find.
  var savedFrom: String?

  var count: Int { nodes.count }
  func tag(_ node: Int) -> HTMLTag { nodes[node].tag }
  func parent(_ node: Int) -> Int { Int(nodes[node].parent) }
  func end(_ node: Int) -> Int { Int(nodes[node].end) }
  /// Whether a node is the element itself or stands in it.
  func contains(_ element: Int, _ node: Int) -> Bool { node >= element && node < end(element) }
  func isText(_ node: Int) -> Bool { nodes[node].tag == .text }

  /// The bytes of a text; none for an element.
  func text(_ node: Int) -> ArraySlice<UInt8> {
    guard nodes[node].tag == .text else { return [] }
    let start = Int(nodes[node].start)
    return bytes[start..<start + Int(nodes[node].count)]
  }
  /// The attribute's value; nil when the element has none of that name.
  func value(_ name: HTMLAttribute, of node: Int) -> ArraySlice<UInt8>? {
    guard has(name, node) else { return nil }
    var index = Int(nodes[node].start)
    while attributes[index].name != name { index += 1 }
    let start = Int(attributes[index].start)
    return bytes[start..<start + Int(attributes[index].count)]
  }
  /// Whether an element has an attribute of that name.
  func has(_ name: HTMLAttribute, _ node: Int) -> Bool {
    nodes[node].count & name.bit != 0 && nodes[node].tag != .text
  }
  func string(_ name: HTMLAttribute, of node: Int) -> String? {
    value(name, of: node).map { String(decoding: $0, as: UTF8.self) }
  }
  func children(of node: Int) -> [Int] {
    var found: [Int] = []
    var child = node + 1
    while child < end(node) {
      found.append(child)
      child = end(child)
    }
    return found
  }

  // Building, in document order; HTMLReader is the only one.

  mutating func reserve(bytes count: Int) {
    bytes.reserveCapacity(count)
    nodes.reserveCapacity(count / 24)
    attributes.reserveCapacity(count / 48)
  }
  mutating func open(_ tag: HTMLTag, in parent: Int) -> Int {
    nodes.append(
      Node(
        parent: Int32(parent), end: Int32(nodes.count + 1), start: Int32(attributes.count),
        count: 0, tag: tag))
    return nodes.count - 1
  }
  /// An attribute of the node opened last; of two with one name the first counts.
  mutating func add(_ name: HTMLAttribute, _ value: UnsafeBufferPointer<UInt8>) {
    guard nodes[nodes.count - 1].count & name.bit == 0 else { return }
    attributes.append(
      Attribute(name: name, start: Int32(bytes.count), count: Int32(value.count)))
    bytes.append(contentsOf: value)
    nodes[nodes.count - 1].count |= name.bit
  }
  mutating func close(_ node: Int) { nodes[node].end = Int32(nodes.count) }
  mutating func append(_ text: UnsafeBufferPointer<UInt8>, in parent: Int) {
    let last = nodes.count - 1
    if nodes[last].tag == .text, nodes[last].parent == parent,
      Int(nodes[last].start) + Int(nodes[last].count) == bytes.count
    {
      nodes[last].count += UInt32(text.count)
    } else {
      nodes.append(
        Node(
          parent: Int32(parent), end: Int32(nodes.count + 1), start: Int32(bytes.count),
          count: UInt32(text.count), tag: .text))
    }
    bytes.append(contentsOf: text)
  }
}
