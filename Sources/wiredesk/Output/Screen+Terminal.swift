import Glibc
import NewsAnswers

extension Screen {
  /// Whether what is on a line can be written over: not in an editor's window or on a line printer, which say
  /// `TERM=dumb` or nothing.
  static var terminalGoesBack: Bool {
    guard let kind = getenv("TERM").map({ String(cString: $0) }) else { return false }
    return !kind.isEmpty && kind != "dumb"
  }

  /// Of standard output: a terminal's width and the zone of this process (`TZ`, /etc/localtime), or a pipe.
  static var ofStandardOutput: Screen {
    guard isatty(STDOUT_FILENO) == 1 else { return Screen() }
    var size = winsize()
    let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return Screen(width: isKnown ? max(40, Int(size.ws_col)) : nil) { seconds in
      var seconds = time_t(seconds)
      var parts = tm()
      guard localtime_r(&seconds, &parts) != nil, let name = parts.tm_zone else {
        return (0, "UTC")
      }
      return (parts.tm_gmtoff, String(cString: name))
    }
  }
}
