/// What a line says of its days: which is the day of publication, and which that of a later change.
/// "Last updated: 25 November 2026. Published: 22 November 2026".
enum DatedLine {
  private enum Label { case published, changed }

  /// What of a line may name the day of publication: behind the label that says so, else all that is
  /// not behind a label of a change. Empty when there is nothing else.
  static func published(_ line: String) -> String {
    let line = line.lowercased()
    let labels = labels(in: line)
    guard !labels.isEmpty else { return line }
    var rest = String(line[..<labels[0].place.lowerBound])
    for (index, label) in labels.enumerated() {
      let next = index + 1 < labels.count ? labels[index + 1].place.lowerBound : line.endIndex
      let text = line[label.place.upperBound..<next]
      if label.kind == .published {
        // A label without a figure behind it stands behind its day: "22.11.2026 published".
        if text.contains(where: \.isNumber) { return String(text) }
      } else if let divider = text.firstIndex(where: { "|•·)".contains($0) }) {
        rest += text[divider...]
      } else if !text.contains(where: \.isNumber), index == 0 {
        return ""
      }
    }
    return rest
  }

  /// Whether what stands in front of a day says that it is a change's: the last label counts.
  static func announcesChange(_ text: String) -> Bool {
    text.contains(where: \.isLetter) && labels(in: text.lowercased()).last?.kind == .changed
  }

  /// A line of nothing but labels and days, above or below the text.
  static func isOnlyDays(_ line: String) -> Bool {
    let lower = line.lowercased()
    let labels = labels(in: lower)
    // "Last", "Zuletzt" may stand before the first.
    guard let first = labels.first,
      lower[..<first.place.lowerBound].utf8.count <= longestOpening
    else { return false }
    let words = lower.split { !$0.isLetter }
    return words.count <= labels.count * mostWordsOfLabel && lower.contains(where: \.isNumber)
  }
  private static let mostWordsOfLabel = 6
  private static let longestOpening = 16

  /// In order. Cost: a look-up a word.
  private static func labels(in line: String) -> [(place: Range<String.Index>, kind: Label)] {
    var found: [(place: Range<String.Index>, kind: Label)] = []
    var index = line.startIndex
    while index < line.endIndex {
      let word = line[index...].prefix { $0.isLetter }
      if word.isEmpty {
        index = line.index(after: index)
        continue
      }
      index = word.endIndex
      if let label = Self.label(at: word, in: line) {
        found.append(label)
        index = label.place.upperBound
      }
    }
    return found
  }

  private static func label(
    at word: Substring, in line: String
  ) -> (place: Range<String.Index>, kind: Label)? {
    for (phrase, kind) in byWord[String(word)] ?? [] {
      let rest = line[word.startIndex...]
      guard rest.hasPrefix(phrase) else { continue }
      let end = rest.index(rest.startIndex, offsetBy: phrase.count)
      if end == line.endIndex || !line[end].isLetter { return (word.startIndex..<end, kind) }
    }
    // 最終更新日: a script that divides no words.
    guard let first = word.unicodeScalars.first, first.value >= 0x2E80 else { return nil }
    return lastUnspaced(in: Array(word.utf8)).map { (word.startIndex..<word.endIndex, $0) }
  }

  /// Of several labels in one word that which ends last, of two that end there the longer: 公開更新日 is the
  /// day of the change, 更新公開日 that of publication.
  private static func lastUnspaced(in word: [UInt8]) -> Label? {
    for end in stride(from: word.count, to: 0, by: -1) {
      let known = unspaced.first {
        end >= $0.phrase.count && word[(end - $0.phrase.count)..<end].elementsEqual($0.phrase)
      }
      if let known { return known.kind }
    }
    return nil
  }

  /// The longer first.
  private static let unspaced: [(phrase: [UInt8], kind: Label)] = byWord.values.joined()
    .filter { ($0.phrase.unicodeScalars.first?.value ?? 0) >= 0x2E80 }
    .map { (Array($0.phrase.utf8), $0.kind) }
    .sorted {
      $0.phrase.count != $1.phrase.count
        ? $0.phrase.count > $1.phrase.count : $0.phrase.lexicographicallyPrecedes($1.phrase)
    }

  /// By their first word, the longer first.
  private static let byWord: [String: [(phrase: String, kind: Label)]] = {
    var table: [String: [(phrase: String, kind: Label)]] = [:]
    for (phrases, kind) in [(publishedWords, Label.published), (changedWords, Label.changed)] {
      for phrase in phrases {
        table[String(phrase.prefix { $0.isLetter }), default: []].append((phrase, kind))
      }
    }
    return table.mapValues { $0.sorted { $0.phrase.utf8.count > $1.phrase.utf8.count } }
  }()

  private static func list(_ words: String) -> [String] {
    words.split(whereSeparator: { $0 == "|" || $0 == "\n" }).map { String($0) }
  }
  private static let publishedWords = list(
    """
    published|publication date|posted|first published|veröffentlicht|publiziert|erschienen|erstellt
    publié|publiée|mis en ligne|publicado|publicada|pubblicato|pubblicata|gepubliceerd|geplaatst
    publicerad|publicerat|publisert|publiceret|offentliggjort|julkaistu|opublikowano|opublikowany
    publikováno|zveřejněno|vydáno|megjelent|közzétéve|publicat|objavljeno|опубликовано|опубліковано
    публикувано|yayınlanma|yayın tarihi|δημοσιεύτηκε|δημοσίευση|発行|公開|配信|发布|發布|게시|입력|نشر
    """)
  private static let changedWords = list(
    """
    updated|update|last update|modified|last modified|edited|revised|aktualisiert|aktualisierung
    geändert|bearbeitet|überarbeitet|letzte änderung|mis à jour|mise à jour|modifié|modifiée
    actualisé|actualisée|actualizado|actualizada|actualización|modificado|modificada|editado
    aggiornato|aggiornata|aggiornamento|modificato|atualizado|atualizada|atualização|bijgewerkt
    gewijzigd|aangepast|uppdaterad|uppdaterat|ändrad|oppdatert|sist endret|opdateret|ændret
    päivitetty|muokattu|zaktualizowano|aktualizacja|aktualizováno|aktualizace|aktualizované
    frissítve|módosítva|actualizat|ažurirano|обновлено|обновлён|обновлен|изменено|оновлено
    актуализирано|güncelleme|güncellendi|ενημερώθηκε|ενημέρωση|更新|수정|تحديث
    """)
}
