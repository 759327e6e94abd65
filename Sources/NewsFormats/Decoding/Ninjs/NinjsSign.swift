/// Tells an object of ninjs from other JSON by the names of its members.
///
/// It is one when it names the standard; or has a `uri` (`guid` in Superdesk's) and a member that no other
/// JSON about news has; or has a `uri` and no member but those of the standard. One whose text stands in
/// a member of another name than ninjs has for it is none. Names are compared without their case: 3.x writes
/// `pubStatus`, 1.x and 2.x `pubstatus`.
struct NinjsSign {
  private enum Word {
    /// Of ninjs alone.
    case own
    /// Other JSON has it too.
    case common
    case identifier, standard
  }

  private var hasIdentifier = false
  private var hasOwn = false
  private var hasBody = false
  private var hasOther = false
  private var hasOtherBody = false
  private var namesStandard = false
  private var isWhole = false
  private let fields: ArticleFieldNames
  /// The first object in it that may be an envelope's only record.
  private var inner: Range<Int>?

  /// - Parameters:
  ///   - bytes: the object or its beginning, valid UTF-8 as far as names go.
  ///   - fields: names that say where other JSON has its text.
  ///   - depthLimit: objects and arrays that may stand in each other.
  init(_ bytes: UnsafeBufferPointer<UInt8>, fields: ArticleFieldNames, depthLimit: Int) {
    self.fields = fields
    var reader = JSONReader(bytes, depthLimit: depthLimit)
    var first = true
    guard reader.take(0x7B) else { return }
    do throws(JSONFault) {
      while let key = try reader.nextKey(first: &first) {
        let start = reader.index
        try reader.skipValue(depth: 1)
        note(bytes[key.range], value: bytes[start..<reader.index])
        if inner == nil, Self.isRecord(bytes[key.range]) { inner = start..<reader.index }
      }
      try reader.expectEnd()
      isWhole = true
    } catch {
      // Cut, or no JSON: what was seen tells, and whoever reads it all says what is wrong.
    }
  }

  /// - Parameters:
  ///   - bytes: an object.
  ///   - fields: as above.
  ///   - depthLimit: as above.
  /// - Returns: itself when it is ninjs, or the object that is, in an envelope around a single one
  ///   (`data`, `item`); nil for other JSON.
  static func object(
    in bytes: UnsafeBufferPointer<UInt8>, fields: ArticleFieldNames, depthLimit: Int
  ) -> UnsafeBufferPointer<UInt8>? {
    var bytes = bytes
    for _ in 0...JSONRecord.mostLevels {
      let sign = NinjsSign(bytes, fields: fields, depthLimit: depthLimit)
      if sign.isNinjs { return bytes }
      guard sign.isWhole, let inner = sign.inner else { return nil }
      bytes = UnsafeBufferPointer(rebasing: bytes[inner])
    }
    return nil
  }

  private static func isRecord(_ key: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    key.count <= longest && JSONContainers.names.contains(String(decoding: key, as: UTF8.self))
  }

  var isNinjs: Bool {
    if namesStandard { return true }
    if hasOtherBody, !hasBody { return false }
    return hasIdentifier && (hasOwn || isWhole && !hasOther)
  }

  private mutating func note(
    _ key: Slice<UnsafeBufferPointer<UInt8>>, value: Slice<UnsafeBufferPointer<UInt8>>
  ) {
    guard key.count <= Self.longest else {
      hasOther = true
      return
    }
    let name = String(decoding: key, as: UTF8.self).lowercased()
    switch Self.words[name] {
    case .own: hasOwn = true
    case .identifier: hasIdentifier = true
    case .standard: namesStandard = namesStandard || Self.holdsName(value)
    case .common: break
    case nil:
      if name.hasPrefix("body_") {
        (hasOwn, hasBody) = (true, true)
      } else if name.hasPrefix("headline_") || name.hasPrefix("description_") {
        hasOwn = true
      } else {
        hasOther = true
        hasOtherBody = hasOtherBody || isBody(name)
      }
    }
    if name == "bodies" { hasBody = true }
  }

  private static func holdsName(_ value: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    String(decoding: value.prefix(1024), as: UTF8.self).lowercased().holds("ninjs")
  }

  private func isBody(_ name: String) -> Bool {
    fields.index(of: name).map { fields.all[$0].field == .body && !fields.all[$0].isSummary }
      ?? false
  }

  private static let longest = 40

  /// Source: IPTC, the schemas of ninjs 1.0 to 3.1.
  private static let words: [String: Word] = {
    var words: [String: Word] = [
      "uri": .identifier, "guid": .identifier, "$standard": .standard, "standard": .standard,
    ]
    func add(_ names: String, _ word: Word) {
      for name in names.split(separator: " ") { words[String(name)] = word }
    }
    add(
      "representationtype versioncreated firstcreated contentcreated pubstatus copyrightholder "
        + "copyrightnotice usageterms ednote bodies headlines descriptions infosource infosources "
        + "slugline located renditions associations altids trustindicator trustindicators genres "
        + "advices rightsinfo plannedcoverage eventdetails newscoveragestatus", .own)
    add(
      "type mimetype profile version embargoed urgency language byline headline title by person "
        + "people organisation organisations place places subject subjects event events object "
        + "objects genre expires charcount wordcount", .common)
    return words
  }()
}
