/// Pages of our own writing, for the tests of extraction. Each looks like a kind of page that is
/// met; names, houses and events are invented.
enum Pages {
  /// A house page with everything around the article that houses put there.
  static let harbour = """
    <!DOCTYPE html>
    <html lang="en-GB"><head><meta charset="utf-8">
    <title>Harbour reopens after ten years | The Tidewater Post</title>
    <link rel="canonical" href="https://tidewater.example/2026/11/22/harbour">
    <meta property="og:site_name" content="The Tidewater Post">
    <meta property="og:title" content="Harbour reopens after ten years">
    <script type="application/ld+json">
    {"@context": "https://schema.org", "@graph": [
      {"@type": "WebPage", "@id": "#page", "datePublished": "2020-01-01"},
      {"@type": "Person", "@id": "#anna", "name": "Anna Muster"},
      {"@type": "NewsArticle", "headline": "Harbour reopens after ten years",
       "author": [{"@id": "#anna"}, {"@type": "Person", "name": "Ben O&#39;Hara"}],
       "datePublished": "2026-11-22T09:30:00+01:00", "dateModified": "2026-11-22T10:00:00Z",
       "publisher": {"@type": "Organization", "name": "Tidewater Media"}}]}
    </script>
    <style>p { color: red }</style></head>
    <body class="single has-sidebar">
    <header class="site-header"><h2>The Tidewater Post</h2>
    <nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport, and all of it</a></li></ul></nav>
    </header>
    <div class="cookie-banner"><p>We use cookies to improve what you see. Please accept them all, now.</p></div>
    <main><article class="post tag-share category-comments">
    <h1>Harbour reopens after ten years</h1>
    <p class="byline">By Anna Muster and Ben O'Hara</p><time datetime="2026-11-22">22 November</time>
    <div class="entry-content">
    <p>The harbour of Tidewater opened its gates again on Sunday, ten years after the storm that had
    closed it, and the first boats came in with the morning tide.</p>
    <figure><img src="a.jpg"><figcaption>The harbour on Sunday. Photo: A. Muster</figcaption></figure>
    <div class="share-bar"><a href="/s">Share</a> <a href="/t">Tweet</a></div>
    <p>"We have waited <em>long</em> for this day," said the harbour master, who had
    <a href="/2016/storm">kept the keys</a> in her drawer all the time.</p>
    <p>Advertisement</p>
    <h2>What comes next</h2>
    <p>The fish market opens in spring. Until then the boats sell from the quay, twice a week, as
    their grandparents did.<br>Prices are fixed by the council.</p>
    <ul><li>Tuesday: herring and mussels</li><li>Friday: whatever the sea gives</li></ul>
    <h3>Read more</h3>
    <ul><li><a href="/b">Ferry to be late again this winter</a></li>
    <li><a href="/c">Council argues over the price of mussels</a></li></ul>
    </div></article>
    <section id="comments"><h3>2 comments</h3><p>First! And the best news of the year, if you ask me, neighbours.</p>
    <p>I doubt that it will last, but let us hope for the best and see what spring brings.</p></section>
    </main>
    <aside class="sidebar"><h4>Most read</h4><p>A long story about a cat that lives on the pier and knows every boat by name.</p></aside>
    <footer><p>© 2026 Tidewater Media. All rights reserved. Nothing here may be copied, not even this.</p></footer>
    <script>document.write("<p>Not the text, though it has </p> in it.</p>")</script>
    </body></html>
    """

  static let harbourText = """
    The harbour of Tidewater opened its gates again on Sunday, ten years after the storm that had \
    closed it, and the first boats came in with the morning tide.
    "We have waited long for this day," said the harbour master, who had kept the keys in her \
    drawer all the time.
    What comes next
    The fish market opens in spring. Until then the boats sell from the quay, twice a week, as \
    their grandparents did. Prices are fixed by the council.
    Tuesday: herring and mussels
    Friday: whatever the sea gives
    """

  /// Without any metadata but what readers see, in German, in one nest of `<div>`.
  static let hafen = """
    <html><head><title>Küstenblatt - Der Hafen ist wieder offen</title></head><body>
    <div id="kopf"><a href="/">Küstenblatt</a> <a href="/abo">Abo</a></div>
    <div id="inhalt">
    <h1>Der Hafen ist wieder offen</h1>
    <p>Von Karla Beispiel, 22. November 2026</p>
    <div><p>Zehn Jahre lang lag der Hafen von Gezeiten still, am Sonntag liefen die ersten Kutter mit
    der Flut wieder ein.</p>
    <p>„Darauf haben wir lange gewartet“, sagte die Hafenmeisterin, die den Schlüssel all die Jahre
    in ihrer Schublade aufbewahrt hatte.</p>
    <p>Der Fischmarkt öffnet im Frühjahr; bis dahin wird an der Kaimauer verkauft, dienstags und
    freitags, wie zu Großvaters Zeiten.</p>
    <p>Quelle: dpa</p></div>
    <div class="kommentare"><p>Endlich! Ich freue mich sehr für die Fischer und ihre Familien, ehrlich.</p></div>
    </div></body></html>
    """

  /// Chinese: no spaces, other stops. Charset claimed, as old pages do.
  static let gang = """
    <html lang="zh-CN"><head><meta charset="utf-8"><title>港口重新开放_潮汐日报</title></head><body>
    <ul><li><a href="/">首页</a></li><li><a href="/n">新闻</a></li></ul>
    <h1>港口重新开放</h1><div class="content">
    <p>潮汐港在关闭十年之后，于星期天重新开放，第一批渔船随着早潮驶入港口，人们在码头上等候。</p>
    <p>“我们等这一天已经很久了”，港务长说，这些年她一直把钥匙放在抽屉里，从来没有给过别人。</p>
    <p>鱼市将在春天开放；在此之前，渔民每周两次在码头上出售他们的鱼，价格由市议会决定。</p></div>
    </body></html>
    """
}
