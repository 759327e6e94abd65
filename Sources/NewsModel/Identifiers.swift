/// An article's number: its place in the order of admission to the store, from 1, never reused.
///
/// Replaying articles in this order gives the same groups and stories (docs/promises.md, P6).
package struct ArticleID: RawRepresentable, Hashable, Comparable, Sendable, Codable {
  package var rawValue: Int64
  package init(rawValue: Int64) { self.rawValue = rawValue }
  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// A story's number, from 1, never reused: a story that merges into another keeps the older one's.
package struct StoryID: RawRepresentable, Hashable, Comparable, Sendable, Codable {
  package var rawValue: Int64
  package init(rawValue: Int64) { self.rawValue = rawValue }
  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// A deposit's number: its place in the order of admission, from 1, never reused.
package struct DepositID: RawRepresentable, Hashable, Comparable, Sendable, Codable {
  package var rawValue: Int64
  package init(rawValue: Int64) { self.rawValue = rawValue }
  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
