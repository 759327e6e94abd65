import NewsAnswers
import NewsBytes
import NewsFormats
import NewsLinux
import NewsModel
import NewsText

/// By which rules the records of a container are counted: the program that decodes, and what it was told. A number of
/// records means the same only to the same rules.
struct CountingRules {
  let digest: ContentDigest

  /// - Parameters:
  ///   - settings: Limits decide what is one bad record, names of fields what is a record at all.
  ///   - program: Nil when it cannot be told from others: then these rules are the same as none.
  /// - Throws: `TextFailure`.
  init(_ settings: DeskSettings, program: ContentDigest?) throws {
    var words = [program?.hex ?? "\(UInt64.random(in: .min ... .max))", "\(settings.limits)"]
    for (field, names) in settings.ownFieldNames.sorted(by: { $0.key < $1.key }) {
      words.append(([field] + names).joined(separator: "\u{1}"))
    }
    digest = try .of(words)
  }

  /// Of the program that runs: also a build whose version has not changed may count otherwise. Nil when its file
  /// cannot be read. Cost: 65 MB are hashed, once (some 50 ms).
  static let program: ContentDigest? = {
    // `try?`: without it every container that was begun is read anew, and nothing is lost.
    guard let file = try? Descriptor.runningProgram(), let bytes = try? DepositBytes(file) else {
      return nil
    }
    return try? bytes.finish(limitBytes: .max)
  }()
}

/// Where reading goes on: behind the record that this says.
struct ReadingMark: Hashable {
  var rules: ContentDigest
  var record: ContentDigest

  init(rules: ContentDigest, record: ContentDigest) {
    self.rules = rules
    self.record = record
  }

  /// - Throws: `TextFailure`.
  init(_ rules: CountingRules, after record: DecodedRecord) throws {
    self.rules = rules.digest
    switch record {
    case .article(let article, _):
      self.record = try .of([
        "article", article.locator, article.uri ?? "", article.version ?? "", article.headline,
        article.body,
      ])
    case .rejected(let rejection, _, let bytes):
      self.record = try .of([
        "rejected", rejection.locator, rejection.code, Hexadecimal.encode(bytes),
      ])
    }
  }
}

extension ContentDigest {
  fileprivate static func of(_ words: [String]) throws -> ContentDigest {
    var hasher = try ContentHasher()
    // The length before each: no two lists are the same bytes.
    for word in words {
      var text = "\(word.utf8.count):\(word)"
      try text.withUTF8 { try hasher.update(UnsafeRawBufferPointer($0)) }
    }
    return try hasher.finalise()
  }
}
