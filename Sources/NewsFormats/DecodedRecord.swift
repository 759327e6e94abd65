package import NewsModel

/// One record of a deposit, in the order it stands there.
package enum DecodedRecord: Sendable, Hashable {
  /// Ordinal: the record's place in the deposit, from 0; `skip(records: ordinal + 1)` resumes
  /// after it.
  case article(Article, ordinal: Int)
  /// A record of a container that could not become an article; its siblings go on.
  /// Record: its bytes as decompressed and in UTF-8 where the file is UTF-16 or UTF-32, cut at
  /// 1 MiB.
  case rejected(Rejection, ordinal: Int, record: [UInt8])

  package var ordinal: Int {
    switch self {
    case .article(_, let ordinal), .rejected(_, let ordinal, _): ordinal
    }
  }

  /// What of a bad record is kept for failed/.
  static let keptBytes = 1 << 20
}

/// Why a deposit could not be decoded, or not to its end: records already given stay given.
package enum DecodingFailure: Failure {
  /// The deposit's fault.
  case rejected(Rejection)
  /// What the caller's `read` threw.
  case reading(any Error)

  package var rejection: Rejection? {
    if case .rejected(let rejection) = self { rejection } else { nil }
  }
  package var code: String {
    switch self {
    case .rejected(let rejection): rejection.code
    case .reading(let error): (error as? any Failure)?.code ?? Rejection.Code.unreadable.rawValue
    }
  }
  package var disposition: Disposition {
    switch self {
    case .rejected(let rejection): rejection.disposition
    case .reading(let error): (error as? any Failure)?.disposition ?? .retry
    }
  }
  package var message: String {
    switch self {
    case .rejected(let rejection): rejection.message
    case .reading(let error):
      (error as? any Failure)?.message ?? "the file could not be read: \(error)"
    }
  }
}
