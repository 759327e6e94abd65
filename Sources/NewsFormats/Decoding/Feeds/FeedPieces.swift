/// The parsers of one feed: a strict one that reads piece after piece, and for each piece that it
/// refuses a recovering one, which is told what stands open around it.
struct FeedPieces {
  private let depthLimit: Int
  private var reader: XMLReader
  private var names = FeedNames()
  /// The start tags of the elements that stand open where entries stand.
  private var openTags: [UInt8] = []
  private var rootName: [UInt8] = []
  private var openDepth = 0
  /// The strict reader has failed and has to be made anew before the next piece.
  private var isStale = false
  var isBroken: Bool { isStale }

  init(depthLimit: Int) {
    self.depthLimit = depthLimit
    reader = XMLReader(depthLimit: depthLimit)
  }

  typealias Use<Value> = (XMLEvents, inout FeedNames) -> Value

  /// What stands before the first entry. Throws when nothing can be read behind it either.
  mutating func head<Value>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ use: Use<Value>
  ) throws(XMLFault) -> Value {
    guard let clean = Charset.withoutMarks(bytes) else { return try unmarkedHead(bytes, use) }
    return try clean.withUnsafeBufferPointer { (bytes) throws(XMLFault) in
      try unmarkedHead(bytes, use)
    }
  }
  private mutating func unmarkedHead<Value>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ use: Use<Value>
  ) throws(XMLFault) -> Value {
    let value: Value
    do throws(XMLFault) {
      try feed(reader, bytes)
      if reader.isStalled {
        throw XMLFault(kind: .syntax, line: 0, column: 0, what: "a tag or reference is not closed")
      }
      value = take(reader, use)
    } catch {
      if error.kind != .syntax { throw error }
      isStale = true
      let other = XMLReader(depthLimit: depthLimit, tolerance: .recovering)
      try feed(other, mended: bytes, keepsOpen: true)
      names.update([], isNewReader: true)
      value = take(other, use)
    }
    return value
  }

  /// One entry, whole.
  mutating func entry<Value>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ use: Use<Value>
  ) throws(XMLFault) -> Value {
    try refresh()
    reader.forgetEvents()
    do throws(XMLFault) {
      try feed(reader, bytes)
      if reader.depth == openDepth { return take(reader, use, notesOpen: false) }
    } catch {
      if [.dtdRefused, .tooDeep, .tooManyAttributes].contains(error.kind) {
        isStale = true
        throw error
      }
    }
    isStale = true
    let other = XMLReader(depthLimit: depthLimit, tolerance: .recovering)
    try openTags.withUnsafeBufferPointer { (tags) throws(XMLFault) in try other.feed(tags) }
    other.forgetEvents()
    try feed(other, mended: bytes, keepsOpen: false)
    names.update([], isNewReader: true)
    return take(other, use, notesOpen: false)
  }

  /// What stands between entries: nothing of it is wanted, but the parser must see it.
  mutating func takeGap(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard !isStale, !bytes.isEmpty else { return }
    do throws(XMLFault) {
      try feed(reader, bytes)
      // The feed's elements end only at its end.
      if reader.depth != openDepth || reader.isStalled { isStale = true }
    } catch {
      isStale = true
    }
    reader.forgetEvents()
  }

  /// Whether the feed's root ends in its last bytes.
  mutating func ends(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    if !isStale {
      do throws(XMLFault) {
        try feed(reader, bytes)
        try reader.finish()
        return true
      } catch {
        isStale = true
      }
      if reader.depth == 0, openDepth > 0 { return true }
    }
    // Broken as it is, its end tag tells.
    return rootEnd(in: bytes) != nil
  }

  /// Where the root's end tag ends; nil when it does not stand in the bytes.
  func rootEnd(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var from = 0
    while !rootName.isEmpty, let mark = ByteRuns.first(0x3C, in: bytes, from: from) {
      let rest = bytes[(mark + 1)...]
      if rest.first == 0x2F, rest.dropFirst().starts(with: rootName) {
        // None behind this one is none behind the others.
        return ByteRuns.first(0x3E, in: bytes, from: mark).map { $0 + 1 }
      }
      from = mark + 1
    }
    return nil
  }

  private func feed(_ reader: XMLReader, _ bytes: UnsafeBufferPointer<UInt8>) throws(XMLFault) {
    guard let converted = Charset.converted(bytes) else { return try reader.feed(bytes) }
    try converted.withUnsafeBufferPointer { (bytes) throws(XMLFault) in try reader.feed(bytes) }
  }

  private func feed(
    _ reader: XMLReader, mended bytes: UnsafeBufferPointer<UInt8>, keepsOpen: Bool
  ) throws(XMLFault) {
    let converted = Charset.converted(bytes) ?? Array(bytes)
    let text = converted.withUnsafeBufferPointer {
      XMLMending($0, depthLimit: depthLimit, keepsOpen: keepsOpen).text
    }
    try text.withUnsafeBufferPointer { (text) throws(XMLFault) in try reader.feed(text) }
  }

  private mutating func refresh() throws(XMLFault) {
    guard isStale else { return }
    isStale = false
    reader = XMLReader(depthLimit: depthLimit)
    names.update([], isNewReader: true)
    try openTags.withUnsafeBufferPointer { (tags) throws(XMLFault) in try reader.feed(tags) }
    reader.forgetEvents()
  }

  private mutating func take<Value>(
    _ reader: XMLReader, _ use: Use<Value>, notesOpen: Bool = true
  ) -> Value {
    names.update(reader.names)
    if notesOpen { noteOpen(reader) }
    defer { reader.forgetEvents() }
    return use(reader.events, &names)
  }

  /// Writes the tags of what is open, so that another parser can be told.
  private mutating func noteOpen(_ reader: XMLReader) {
    var open: [(name: Int, attributes: Range<Int>)] = []
    for event in reader.events.events {
      switch event {
      case .start(let name, let attributes):
        open.append((name, attributes))
        if rootName.isEmpty { rootName = Array(reader.names[name].written.utf8) }
      case .end: _ = open.popLast()
      case .text: break
      }
    }
    openDepth = open.count
    openTags = []
    for (place, attributes) in open {
      let name = reader.names[place].written
      openTags += Array("<\(name)".utf8)
      for attribute in reader.events.attributes[attributes] {
        let name = reader.names[attribute.name]
        guard name.space == XMLName.declarations else { continue }
        openTags += Array((name.local.isEmpty ? " xmlns=\"" : " xmlns:\(name.local)=\"").utf8)
        openTags += reader.events.bytes[attribute.value].flatMap { byte -> [UInt8] in
          switch byte {
          case 0x22: Array("&quot;".utf8)
          case 0x26: Array("&amp;".utf8)
          case 0x3C: Array("&lt;".utf8)
          default: [byte]
          }
        }
        openTags.append(0x22)
      }
      openTags.append(0x3E)
    }
  }
}

extension XMLName {
  /// With its prefix.
  var written: String { prefix.isEmpty ? local : prefix + ":" + local }
}
