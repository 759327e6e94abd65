/// Where and why bytes are not JSON.
struct JSONFault: Error {
  enum Kind { case syntax, truncated, tooDeep }
  var kind: Kind
  /// Bytes from the beginning of what was read.
  var offset: Int
  var what: StaticString
}
