import NewsModel

/// One object as an article or as the reason why not.
enum JSONArticle {
  /// Parameter bytes: valid UTF-8.
  static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: TextPosition, at place: DocumentPlace,
    meter: WorkMeter
  ) -> Result<Article, Rejection> {
    do throws(JSONFault) {
      guard
        let record = try JSONRecord(
          bytes, fields: place.fields, depthLimit: place.limits.depth)
      else {
        return .failure(
          Rejection(.noText, "the record is not an object", locator: place.locator))
      }
      guard meter.allows(bytes.count) else {
        return .failure(place.limits.tooSlow(locator: place.locator))
      }
      let draft = record.draft()
      return Result { () throws(Rejection) -> Article in
        try draft.article(
          at: place, mayBeAlert: { !holdsObjects(bytes) && !JSONFeed.isFeed(bytes) })
      }
    } catch {
      return .failure(error.rejection(at: start, in: bytes, place: place))
    }
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
