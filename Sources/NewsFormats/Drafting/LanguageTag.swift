/// A language as copy names it, as BCP 47 has it: the shortest code, in small letters.
enum LanguageTag {
  /// - Parameter text: `en`, `en_GB`, `eng`, `ger-AT`.
  /// - Returns: nil for what is no tag ("English"), and for one that names no language: then the text tells.
  static func folded(_ text: String) -> String? {
    // Nearly all are two small letters already.
    if text.utf8.count == 2, text.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) { return text }
    let parts = text.lowercased().split(separator: "_").joined(separator: "-")
      .split(separator: "-", omittingEmptySubsequences: false).map { String($0) }
    guard let first = parts.first, (2...3).contains(first.utf8.count),
      first.utf8.allSatisfy({ (0x61...0x7A).contains($0) }), !isNone(first),
      parts.allSatisfy({ part in
        (1...8).contains(part.utf8.count)
          && part.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
      })
    else { return nil }
    return ([shortest[first] ?? first] + parts.dropFirst()).joined(separator: "-")
  }

  /// Whether two tags are of one language, whatever their regions: `fr` and `fr-BE`, `fra` and `fr`.
  static func isSame(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    func first(_ tag: [UInt8]) -> String {
      let code = String(
        decoding: tag.drop { $0 <= 0x20 }.prefix { $0 != 0x2D && $0 != 0x5F && $0 > 0x20 },
        as: UTF8.self
      ).lowercased()
      return shortest[code] ?? code
    }
    return first(a) == first(b)
  }

  /// ISO 639-2: undetermined, several, none, one without a code, artificial; `qaa` to `qtz` are private.
  private static func isNone(_ code: String) -> Bool {
    ["und", "mul", "mis", "zxx", "art"].contains(code)
      || code.utf8.count == 3 && code >= "qaa" && code <= "qtz"
  }

  /// RFC 5646, section 2.2.1: where a language has a code of two letters, that is its tag. ISO 639-2 (both of
  /// its codes where it has two) and the codes of ISO 639-3 under which standard languages are counted.
  private static let shortest: [String: String] = {
    let pairs = """
      aar aa abk ab afr af aka ak alb sq sqi sq amh am ara ar arb ar arg an arm hy hye hy asm as ava av
      ave ae aym ay aze az azj az bak ba bam bm baq eu eus eu bel be ben bn bih bh bis bi bos bs bre br
      bul bg bur my mya my cat ca cha ch che ce chi zh zho zh cmn zh chu cu chv cv cor kw cos co cre cr
      cze cs ces cs dan da div dv dut nl nld nl dzo dz ekk et eng en epo eo est et ewe ee fao fo fas fa
      per fa pes fa fij fj fin fi fra fr fre fr fry fy ful ff geo ka kat ka ger de deu de gla gd gle ga
      glg gl glv gv ell el gre el grn gn guj gu hat ht hau ha heb he her hz hin hi hmo ho hrv hr scr hr
      hun hu ibo ig ice is isl is ido io iii ii iku iu ile ie ina ia ind id ipk ik ita it jav jv jpn ja
      kal kl kan kn kas ks kau kr kaz kk khk mn khm km kik ki kin rw kir ky kom kv kon kg kor ko kua kj
      kur ku lao lo lat la lav lv lvs lv lim li lin ln lit lt ltz lb lub lu lug lg mac mk mkd mk mah mh
      mal ml mao mi mri mi mar mr may ms msa ms zsm ms mlg mg plt mg mlt mt mon mn nau na nav nv nbl nr
      nde nd ndo ng nep ne npi ne nno nn nob nb nor no nya ny oci oc oji oj ori or ory or orm om oss os
      pan pa pli pi pol pl por pt pus ps pbu ps que qu roh rm ron ro rum ro run rn rus ru sag sg san sa
      sin si slo sk slk sk slv sl sme se smo sm sna sn snd sd som so sot st spa es srd sc srp sr scc sr
      ssw ss sun su swa sw swh sw swe sv tah ty tam ta tat tt tel te tgk tg tgl tl tha th tib bo bod bo
      tir ti ton to tsn tn tso ts tuk tk tur tr twi tw uig ug ukr uk urd ur uzb uz uzn uz ven ve vie vi
      vol vo wel cy cym cy wln wa wol wo xho xh yid yi ydd yi yor yo zha za zul zu
      """.split(whereSeparator: \.isWhitespace).map { String($0) }
    return Dictionary(
      stride(from: 0, to: pairs.count - 1, by: 2).map { (pairs[$0], pairs[$0 + 1]) },
      uniquingKeysWith: { first, _ in first })
  }()
}
