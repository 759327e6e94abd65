import Foundation
import NewsAnswers

extension LastRun {
  /// Leaves word in the state folder of what this run watches.
  func write(in state: String) throws {
    try JSONEncoder().encode(self).write(to: URL(filePath: Self.path(in: state)), options: .atomic)
  }
}
