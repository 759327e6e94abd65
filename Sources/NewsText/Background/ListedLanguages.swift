/// The languages that the shipped data may know something of.
extension TermLanguage {
  /// True for ISO 639-1's two letters (as `init(tag:text:)` spells them), for the three of languages that
  /// have a stemmer, and for what the detector gives. A bound: 240 tables of towns are 18 MiB.
  var isListed: Bool { Self.listed.contains(self) }

  private static let listed: Set<TermLanguage> = Set(
    (twoLetters + "\n" + threeLetters).split { $0 == " " || $0 == "\n" }.map {
      TermLanguage(subtag: $0)
    })

  private static let twoLetters = """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy
    da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht
    hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky
    la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nd ne ng nl no nr nv ny oc oj
    om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st
    su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za
    zh zu
    """
  private static let threeLetters = """
    und fil ceb ara cat dan deu ger dut nld ell gre eng spa est eus baq fas per fin fra fre
    gle hin hun hye arm ind ita jpn kor lit nep nor pol por ron rum rus srp swe tam tur ukr
    vie yid zho chi
    """
}
