/// What a document is: its leading bytes, then a name that is believed, then its look, then its name.
enum Detection {
  enum Kind: Sendable {
    case format(Format)
    /// Known, and not read: named in the rejection.
    case foreign(String)
  }

  /// The format of bytes that are no text; nil when these are, or none that is read.
  ///
  /// - Parameter bytes: as they stand in the file, from its first.
  /// - Returns: a format whose signature is binary.
  static func binaryFormat(of bytes: UnsafeBufferPointer<UInt8>) -> Format? {
    switch signs.leading(bytes) {
    case .format(let format)?: format.signature.isBinary ? format : nil
    case .foreign?: nil
    case nil: signs.sums.first { $0.holds(bytes) }?.format
    }
  }

  static func kind(of head: DocumentHead) -> Kind {
    if let kind = signs.leading(head.bytes) { return kind }
    if head.bytes.first == 0 { return .foreign("binary data") }
    let named = signs.names[head.suffix]
    if case .format(let format)? = named, format.signature.mayHoldBinary { return .format(format) }
    if isBinary(head.bytes) { return .foreign("binary data") }
    return named ?? signs.root(head) ?? signs.look(head)
      ?? signs.suffixes[head.suffix] ?? .format(.text)
  }

  private static let signs = Signs()

  /// The signs of all rows by the question that asks for them: a small file is detected in less than
  /// a microsecond.
  private struct Signs: Sendable {
    private var beginnings: [(bytes: LeadingBytes, kind: Kind)] = []
    private(set) var names: [String: Kind] = [:]
    private var roots: [String: [(beside: StaticString?, kind: Kind)]] = [:]
    private var looks: [(Signature.Look, Kind)] = []
    private(set) var sums:
      [(holds: @Sendable (UnsafeBufferPointer<UInt8>) -> Bool, format: Format)] = []
    private(set) var suffixes: [String: Kind] = [:]

    /// What is not read comes first: an office document is a zip archive, too.
    init() {
      for foreign in ForeignFormat.all { add(foreign.signature, .foreign(foreign.name)) }
      for format in Format.all {
        add(format.signature, .format(format))
        if let sum = format.signature.sum { sums.append((sum, format)) }
      }
    }

    private mutating func add(_ signature: Signature, _ kind: Kind) {
      beginnings += signature.leading.map { ($0, kind) }
      for name in signature.names where names[name] == nil { names[name] = kind }
      for root in signature.roots { roots[root, default: []].append((signature.besideRoot, kind)) }
      if let look = signature.looks { looks.append((look, kind)) }
      for suffix in signature.suffixes where suffixes[suffix] == nil { suffixes[suffix] = kind }
    }

    func leading(_ head: UnsafeBufferPointer<UInt8>) -> Kind? {
      beginnings.first { $0.bytes.begin(head) }?.kind
    }
    func root(_ head: DocumentHead) -> Kind? {
      guard let root = head.root else { return nil }
      return roots[root]?.first { $0.beside.map { head.contains($0) } ?? true }?.kind
    }
    func look(_ head: DocumentHead) -> Kind? {
      looks.first { $0.0(head) }?.1
    }
  }

  /// NULs, or control characters that no text has, in more than one byte of ten.
  private static func isBinary(_ head: UnsafeBufferPointer<UInt8>) -> Bool {
    if ByteRuns.first(0, in: head, from: 0) != nil { return true }
    var controls = 0
    var index = 0
    while index < head.count {
      if index + 8 <= head.count, ByteRuns.below(ByteRuns.word(head, index), 0x20) == 0 {
        index += 8
        continue
      }
      for byte in head[index..<min(index + 8, head.count)]
      where byte < 0x20 && !(0x09...0x0D).contains(byte) && byte != 0x1B {
        controls += 1
      }
      index += 8
    }
    return controls * 10 > head.count
  }
}
