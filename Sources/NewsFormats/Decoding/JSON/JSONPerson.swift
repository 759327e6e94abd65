/// A person whose names stand apart: `{"first_name": "Ada", "last_name": "Berg"}`, as the New York Times and content
/// systems have it.
struct JSONPerson {
  private var given: [UInt8]?
  private var family: [UInt8]?

  private static let givenNames: Set<String> = [
    "first_name", "firstName", "firstname", "given_name", "givenName", "given",
  ]
  private static let familyNames: Set<String> = [
    "last_name", "lastName", "lastname", "family_name", "familyName", "family", "surname",
  ]

  /// Takes a member that holds a part of a name; the reader stands before its value.
  ///
  /// - Parameters:
  ///   - name: the member's.
  ///   - reader: stands behind the value where it was taken.
  /// - Returns: whether it was one.
  /// - Throws: what is no JSON.
  mutating func takes(_ name: String, _ reader: inout JSONReader) throws(JSONFault) -> Bool {
    let isGiven = Self.givenNames.contains(name)
    guard isGiven || Self.familyNames.contains(name), reader.peek() == 0x22 else { return false }
    let text = JSONText.bytes(of: try reader.string(), in: reader.bytes)
    if isGiven { given = text } else { family = text }
    return true
  }

  /// Nil where neither stands.
  var name: [UInt8]? {
    guard let family else { return given }
    return (given.map { $0 + [0x20] } ?? []) + family
  }
}
