import NewsAnswers
import NewsFormats
import NewsLinux
import NewsModel

/// Bad records that an earlier run has stored and may not have set aside: they are read once more, since only
/// the file still has their bytes.
extension DepositReader {
  /// Those of a deposit that is stored as a whole.
  func rejects(of deposit: Deposit, _ file: Descriptor) throws -> RejectedDocuments {
    let bytes = try DepositBytes(file) { try look(Stage.large) }
    let decoder = decoder(for: deposit) { try bytes.read(into: $0) }
    var kept = RejectedDocuments()
    do throws(DecodingFailure) {
      while kept.unkept == 0, let record = try decoder.next() { kept.keep(record) }
    } catch {
      switch error.disposition {
      case .quarantine: break
      case .retry, .stop, .mend: throw error
      }
    }
    return kept
  }

  /// Passes over what is with the store queue.
  ///
  /// - Parameters:
  ///   - position: Where reading goes on.
  ///   - decoder: At its beginning.
  /// - Returns: The bad ones among them, when an earlier run may not have set them aside.
  /// - Throws: What the decoder throws.
  func pass(
    _ position: ReadingPosition, _ decoder: DepositDecoder
  ) throws(DecodingFailure) -> RejectedDocuments? {
    guard position.lacksRejects else {
      if position.records > 0 { try decoder.skip(records: position.records) }
      return nil
    }
    var kept = RejectedDocuments()
    for _ in 0..<position.records {
      guard let record = try decoder.next() else { break }
      kept.keep(record)
    }
    return kept
  }
}

extension RejectedDocuments {
  fileprivate mutating func keep(_ record: DecodedRecord) {
    if case .rejected(let rejection, let ordinal, let raw) = record, !rejection.isTold {
      keep(rejection, ordinal: ordinal, bytes: raw)
    }
  }
}
