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

  /// What passing over the records that are with the store queue has found.
  enum Passed {
    /// The last of them is where it should be. The bad ones, when an earlier run may not have set them aside.
    case all(RejectedDocuments?)
    /// These are other records, or nobody knows: going on here might lose some.
    case others
  }

  /// Passes over what is with the store queue.
  ///
  /// - Parameters:
  ///   - position: Where reading goes on.
  ///   - decoder: At its beginning.
  /// - Returns: Whether reading may go on there.
  /// - Throws: What concerns reading; what is wrong with the file is told by reading it anew.
  func pass(
    _ position: ReadingPosition, _ decoder: DepositDecoder
  ) throws(DecodingFailure) -> Passed {
    guard position.records > 0 else { return .all(nil) }
    guard let mark = position.mark, mark.rules == (try rules()).digest else { return .others }
    do throws(DecodingFailure) {
      var kept = position.lacksRejects ? RejectedDocuments() : nil
      if kept == nil { try decoder.skip(records: position.records - 1) }
      var last: DecodedRecord?
      for _ in 0..<(kept == nil ? 1 : position.records) {
        last = try decoder.next()
        guard let last else { return .others }
        kept?.keep(last)
      }
      return try self.mark(after: last) == mark ? .all(kept) : .others
    } catch {
      switch error.disposition {
      case .quarantine: return .others
      case .retry, .stop, .mend: throw error
      }
    }
  }

  /// How far it is when this record is stored; nil for none.
  func mark(after record: DecodedRecord?) throws(DecodingFailure) -> ReadingMark? {
    guard let record else { return nil }
    let rules = try rules()
    do { return try ReadingMark(rules, after: record) } catch { throw .reading(error) }
  }

  private func rules() throws(DecodingFailure) -> CountingRules {
    do { return try CountingRules(settings, program: CountingRules.program) } catch {
      throw .reading(error)
    }
  }
}

extension RejectedDocuments {
  fileprivate mutating func keep(_ record: DecodedRecord) {
    if case .rejected(let rejection, let ordinal, let raw) = record, !rejection.isTold {
      keep(rejection, ordinal: ordinal, bytes: raw)
    }
  }
}
