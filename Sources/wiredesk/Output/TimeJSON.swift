import NewsBytes
import NewsModel

extension JSONValue {
  /// RFC 3339; nil as `null`.
  init(_ time: Timestamp?) { self = .init(time?.rfc3339) }
}
