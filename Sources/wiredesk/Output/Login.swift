import Glibc
import NewsModel

/// Who asks, for what is recorded of people.
enum Login {
  /// The login's name, `uid:1000` for a number without one.
  static func name(of user: UInt32) -> String {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 4096)
    let code = getpwuid_r(user, &entry, &buffer, buffer.count, &found)
    guard code == 0, found != nil, let name = entry.pw_name else { return "uid:\(user)" }
    return shown(String(cString: name), cells: 64)
  }
}
