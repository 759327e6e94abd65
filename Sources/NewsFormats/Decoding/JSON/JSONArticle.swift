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
    if let object = NinjsSign.object(
      in: bytes, fields: place.fields, depthLimit: place.limits.depth)
    {
      return try Ninjs.article(object, from: start, at: place)
    }
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
      at: place,
      passedOver: {
        PassedOver(json: bytes, fields: place.fields, depthLimit: place.limits.depth)
      })
  }
}
