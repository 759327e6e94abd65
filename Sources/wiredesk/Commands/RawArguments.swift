import NewsModel

/// File names from the command line as the kernel gave them: Swift's own list of arguments has U+FFFD
/// where bytes are not UTF-8, and such a file could never be named.
enum RawArguments {
  /// The bytes of arguments that were parsed as text, in their order: each stands for the next raw
  /// argument that reads the same.
  static func names(_ given: [String]) -> [FileName] {
    var rest = raw()[...]
    return given.map { text in
      guard let index = rest.firstIndex(where: { String(decoding: $0, as: UTF8.self) == text })
      else { return FileName(text) }
      defer { rest = rest[(index + 1)...] }
      return FileName(bytes: rest[index])
    }
  }

  private static func raw() -> [[UInt8]] {
    let arguments = UnsafeBufferPointer(
      start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
    return arguments.dropFirst().compactMap { argument in
      argument.map { start in
        var bytes: [UInt8] = []
        var next = start
        while next.pointee != 0 {
          bytes.append(UInt8(bitPattern: next.pointee))
          next = next.successor()
        }
        return bytes
      }
    }
  }
}
