/// How long and how much is kept in done/ or failed/. Nil and nil keep everything, which is the default:
/// with all of done/ the database can be built again.
package struct RetentionRule: Hashable, Sendable {
  /// What is older goes. In done/ by its day's folder, so a day goes as a whole.
  package var age: Duration?
  /// When there is more, the oldest goes.
  package var bytes: Int64?

  package init(age: Duration? = nil, bytes: Int64? = nil) {
    self.age = age
    self.bytes = bytes
  }

  package var keepsAll: Bool { age == nil && bytes == nil }
}
