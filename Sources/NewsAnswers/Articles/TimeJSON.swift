package import NewsBytes
package import NewsModel

extension JSONValue {
  /// RFC 3339; nil as `null`.
  package init(_ time: Timestamp?) { self = .init(time?.rfc3339) }
}
