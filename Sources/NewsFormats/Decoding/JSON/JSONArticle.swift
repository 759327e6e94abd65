import NewsModel

/// One object as an article or as the reason why not.
enum JSONArticle {
  /// - Parameters:
  ///   - bytes: valid UTF-8.
  ///   - start: where they stand in the document, for people.
  ///   - place: of the record.
  /// - Returns: the object as an article.
  /// - Throws: `syntax`, `truncated` and `tooDeep` for what is no JSON, `noText` for what is no article.
  static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: TextPosition, at place: DocumentPlace
  ) throws(Rejection) -> Article {
    let record: JSONRecord?
    do throws(JSONFault) {
      record = try JSONRecord(bytes, fields: place.fields, depthLimit: place.limits.depth)
    } catch {
      throw error.rejection(at: start, in: bytes, place: place)
    }
    guard let record else {
      throw Rejection(.noText, "the record is not an object", locator: place.locator)
    }
    return try record.draft().article(
      at: place, mayBeAlert: { !holdsObjects(bytes) && !JSONFeed.isFeed(bytes) })
  }

  /// True when an array in it begins with an object: then it is rather a list with a title than an
  /// alert.
  private static func holdsObjects(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var opened = false
    for byte in bytes {
      switch byte {
      case 0x5B: opened = true
      case 0x7B where opened: return true
      case 0x20, 0x09, 0x0A, 0x0D: continue
      default: opened = false
      }
    }
    return false
  }
}
