import Glibc

extension FileFacts {
  /// The owner and group of a file, by their names; the numbers where they have none.
  package struct Ownership: Hashable, Sendable {
    package var user: String
    package var group: String

    package init(user: UInt32, group: UInt32) {
      self.user = Self.name(ofUser: user)
      self.group = getgrgid(group).map { String(cString: $0.pointee.gr_name) } ?? "\(group)"
    }

    package var text: String { "\(user):\(group)" }

    /// The name of a user; the number where it has none.
    package static func name(ofUser number: UInt32) -> String {
      getpwuid(number).map { String(cString: $0.pointee.pw_name) } ?? "\(number)"
    }
  }
}
