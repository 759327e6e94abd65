package import NewsLinux

extension OrderLog {
  /// The entries at the end of the newest day's log, in their order: what a database that was put back from a backup
  /// may lack.
  ///
  /// - Parameters:
  ///   - spool: its open folder.
  ///   - limitBytes: so much of the log is read; about 200 bytes are an entry.
  /// - Returns: nothing where there is no log.
  /// - Throws: what keeps it from being read.
  package static func newest(
    in spool: Folder, limitBytes: Int = 256 << 10
  ) throws -> [OrderLog.Entry] {
    guard try spool.facts(of: folderName)?.kind == .folder else { return [] }
    let folder = try spool.folder(folderName)
    let days = try folder.entries().map(\.name).filter { $0.suffix(4).elementsEqual(".tsv".utf8) }
    guard let newest = days.max(by: { $0.lexicographicallyPrecedes($1) }) else { return [] }
    let file = try folder.openForReading(newest)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    var offset = max(0, try file.facts().sizeBytes - Int64(limitBytes))
    while bytes.count < limitBytes {
      let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0, at: offset) }
      if count == 0 { break }
      bytes += buffer[..<count]
      offset += Int64(count)
    }
    // The first line may be cut; it is no entry then, or one of a smaller number.
    return bytes.split(separator: 0x0A).compactMap { OrderLog.Entry(line: Array($0)) }
  }
}
