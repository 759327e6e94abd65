import NewsBytes
package import NewsModel

extension ReasonFile {
  /// The name of what failed, as it was below its inbox. Nil for what is no reason file of ours.
  package static func failedName(in json: [UInt8]) -> FileName? {
    JSONValue(json: json).flatMap(name)
  }

  static func name(in reason: JSONValue) -> FileName? {
    if let encoded = reason["name_bytes"]?.string {
      return Base64.decode(Array(encoded.utf8)).map { FileName(bytes: $0) }
    }
    return reason["name"]?.string.map { FileName($0) }
  }
}
