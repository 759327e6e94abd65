import NewsFormats
import NewsLinux
import NewsModel

extension DepositReader {
  /// Looks a young container through before its first part is handed over, since nothing can be put
  /// back afterwards: does it end in the middle of a record? Cost: it is read twice, not decoded.
  ///
  /// - Parameters:
  ///   - deposit: Whose file it is.
  ///   - file: Open for reading; its offset is not used.
  ///   - stage: Whose heart beats.
  /// - Returns: Why it ends early; nil when it does not.
  /// - Throws: What reading throws.
  func earlyEnd(
    of deposit: Deposit, _ file: Descriptor, _ stage: String
  ) throws(DecodingFailure) -> Rejection? {
    do throws(DecodingFailure) {
      let count = try plainDecoder(deposit, file, stage).skip(records: .max)
      let decoder = plainDecoder(deposit, file, stage)
      try decoder.skip(records: count - 1)
      guard case .rejected(let last, _, _)? = try decoder.next() else { return nil }
      return last.reason == .truncated ? last : nil
    } catch {
      switch error.disposition {
      case .quarantine: return error.rejection.flatMap { $0.reason == .truncated ? $0 : nil }
      case .retry, .stop, .mend: throw error
      }
    }
  }

  /// One that hashes nothing.
  private func plainDecoder(
    _ deposit: Deposit, _ file: Descriptor, _ stage: String
  ) -> DepositDecoder {
    var offset: Int64 = 0
    return decoder(for: deposit) { buffer in
      try look(stage)
      let count = try file.read(into: buffer, at: offset)
      offset += Int64(count)
      return count
    }
  }
}
