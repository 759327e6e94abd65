import NewsModel

/// ninjs, the IPTC's news in JSON, 1.0 to 3.x, and Superdesk's dialect of it: objects in JSON documents and
/// lines, which `NinjsSign` tells. Names without their case.
///
/// | field | from, the first that holds something |
/// |---|---|
/// | uri, version | `uri` · `guid`; `version` |
/// | headline | `headline` · `headline_main` · `headlines` with the role `main` or none · others · `title` |
/// | body | `body_…` and `bodies`, with the role `main` or none before others: plain text, then HTML and XHTML, then what says nothing, then NITF |
/// | byline | `byline` · `by` · the names of `authors` |
/// | published | `firstcreated` · `contentcreated` · `versioncreated` |
/// | updated | `versioncreated` |
/// | source | `source` · `copyrightholder` · the names of `infosource` |
/// | language, url | `language`; the `uri`, when it is one |
/// | status, embargo, facts | `NinjsPublication` |
///
/// A name that the configuration gives a field goes before those here.
///
/// Associations and renditions are links to other items, rights are for lawyers: passed over. Sources: the
/// schemas, iptc.org/std/ninjs.
enum Ninjs {
  static let format = "ninjs"

  /// - Parameters:
  ///   - bytes: one object, valid UTF-8.
  ///   - start: where it stands in the document, for people.
  ///   - place: of the record.
  /// - Returns: the article; its format is `ninjs` whatever holds the object.
  /// - Throws: `noText` and what makes it no JSON.
  static func article(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: TextPosition, at place: DocumentPlace
  ) throws(Rejection) -> Article {
    let members: NinjsMembers
    do throws(JSONFault) {
      members = try NinjsMembers(
        bytes, fields: place.fields, depthLimit: place.limits.depth)
    } catch {
      throw error.rejection(at: start, in: bytes, place: place)
    }
    var place = place
    place.format = format
    return try NinjsItem(members).article(at: place)
  }
}
