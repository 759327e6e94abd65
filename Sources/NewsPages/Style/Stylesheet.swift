/// How the pages look: one sheet, with the browser's own fonts, for light and dark, wide and narrow.
///
/// Contrasts are at least 7 to 1 for text and 4.5 to 1 for what is set small and grey, in both schemes.
enum Stylesheet {
  static let text = colours + page + lists + reading + narrow

  private static let colours = """
    :root {
      color-scheme: light dark;
      --paper: #fcfbf8; --ink: #1c1b19; --grey: #5d584f; --rule: #dcd7cc; --accent: #7a1f1f;
      --mark: #fbe7a1; --soft: #f3f0e9;
      --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Source Serif 4", Georgia, "Noto Serif", serif;
      --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #171613; --ink: #ece8df; --grey: #b1aa9d; --rule: #3b3831; --accent: #eeaca0;
        --mark: #5d4b10; --soft: #211f1b;
      }
    }

    """

  private static let page = """
    * { box-sizing: border-box; }
    html { font-size: 100%; -webkit-text-size-adjust: 100%; }
    body { margin: 0 auto; padding: 0 1.5rem 3rem; max-width: 74rem; background: var(--paper);
      color: var(--ink); font: 1rem/1.55 var(--sans); overflow-wrap: break-word; }
    a { color: inherit; text-decoration-color: var(--rule); text-decoration-thickness: 1px;
      text-underline-offset: .2em; }
    a:hover { color: var(--accent); text-decoration-color: currentColor; }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
    h1, h2, h3 { font-family: var(--serif); font-weight: 600; line-height: 1.2; text-wrap: balance;
      margin: 0; }
    h1 { font-size: clamp(1.75rem, 1.2rem + 2.2vw, 2.75rem); letter-spacing: -.01em; max-width: 40rem; }
    h2 { font-size: 1.25rem; }
    h3 { font-size: 1.125rem; }
    p { margin: 0 0 1em; }
    .skip { position: absolute; left: -100vw; top: .5rem; padding: .5rem 1rem; background: var(--ink);
      color: var(--paper); z-index: 1; }
    .skip:focus { left: .5rem; }
    .masthead { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between;
      gap: .25rem 2rem; padding: 1.5rem 0 .75rem; border-bottom: 3px double var(--ink);
      margin-bottom: 2.25rem; }
    .name { font: 600 1.5rem/1 var(--serif); letter-spacing: .01em; text-decoration: none; }
    .masthead ul { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; list-style: none; margin: 0; padding: 0; }
    .masthead li a { display: inline-block; padding: .25rem 0; text-decoration: none; color: var(--grey); }
    .masthead li a:hover { color: var(--accent); }
    .masthead [aria-current] { color: var(--ink); border-bottom: 2px solid var(--accent); }
    .foot { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--rule); color: var(--grey);
      font-size: .875rem; }
    .foot p { margin: 0; }

    """

  private static let lists = """
    .columns { display: grid; grid-template-columns: minmax(0, 1fr) 17rem; gap: 2rem 4rem; align-items: start; }
    .edition { color: var(--grey); margin: .5rem 0 2rem; }
    .stories { list-style: none; margin: 0; padding: 0; }
    .stories > li { padding: 1.25rem 0; border-top: 1px solid var(--rule); }
    .stories > li:first-child { border-top: 0; padding-top: 0; }
    .stories a { text-decoration: none; }
    .stories a:hover { text-decoration: underline; }
    .major > h3, .major > h2 { font-size: 1.875rem; letter-spacing: -.01em; }
    .medium > h3, .medium > h2 { font-size: 1.375rem; }
    .minor > h3, .minor > h2 { font-size: 1.125rem; }
    .meta, .about { color: var(--grey); font-size: .875rem; margin: .375rem 0 0; }
    .about { font-family: var(--serif); font-size: 1rem; color: var(--ink); }
    .badge { display: inline-block; border: 1px solid currentColor; border-radius: 2px; padding: 0 .4em;
      font: 600 .75rem/1.5 var(--sans); letter-spacing: .04em; color: var(--accent); vertical-align: .15em; }
    aside section { border-top: 2px solid var(--ink); padding-top: .75rem; margin-bottom: 2.5rem; }
    aside h2 { font: 600 .9375rem/1.4 var(--sans); margin-bottom: .5rem; }
    .chart { display: block; width: 100%; height: auto; }
    .panel .chart { height: 6rem; }
    th, td { overflow-wrap: anywhere; }
    .chart rect, .gauge rect { fill: var(--accent); }
    .gauge { display: block; width: 100%; max-width: 40rem; height: .75rem; background: var(--soft);
      border: 1px solid var(--rule); margin-bottom: 1rem; }
    table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
    th, td { text-align: start; vertical-align: baseline; padding: .375rem .75rem .375rem 0;
      border-top: 1px solid var(--rule); font-weight: 400; }
    thead th { border-top: 0; color: var(--grey); font-size: .8125rem; }
    td:last-child, thead th:last-child { padding-right: 0; }
    .sources td { text-align: end; font-variant-numeric: tabular-nums; color: var(--grey); white-space: nowrap; }
    .sources thead th + th { text-align: end; white-space: nowrap; }
    .choices { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; margin: 0; padding: 0; }
    .columns .form { margin: .75rem 0 1.75rem; }
    .quiet { color: var(--grey); }
    .pages { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin-top: 2rem; padding-top: 1rem; border-top: 1px solid var(--rule); }

    """

  private static let reading = """
    .lede { font: 1.125rem/1.5 var(--serif); color: var(--grey); margin: .75rem 0 2rem; max-width: 44rem; }
    .prose { font: 1.125rem/1.65 var(--serif); max-width: 40rem; margin: 2rem 0; }
    .prose p { margin: 0 0 1.1em; }
    .warning { border-inline-start: 4px solid var(--accent); background: var(--soft); padding: .75rem 1rem;
      margin: 1.5rem 0; max-width: 44rem; font-weight: 600; }
    .panel { border-top: 2px solid var(--ink); padding-top: .75rem; margin-top: 3rem; }
    .panel > h2 { margin-bottom: .75rem; }
    .facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .375rem 1.5rem; margin: 0;
      font-size: .9375rem; }
    .facts dt { color: var(--grey); }
    .facts dd { margin: 0; }
    .steps { margin: 0; padding: 0; list-style: none; max-width: 48rem; }
    .steps > li { padding: .75rem 0 .75rem 1.5rem; border-inline-start: 2px solid var(--rule);
      position: relative; }
    .steps > li::before { content: ""; position: absolute; inset-inline-start: -5px; top: 1.25rem; width: 8px;
      height: 8px; border-radius: 50%; background: var(--ink); }
    .steps > li.copy::before { background: var(--paper); box-shadow: 0 0 0 2px var(--grey); }
    .steps a { text-decoration: none; }
    .steps a:hover { text-decoration: underline; }
    .steps h3 { font-size: 1.1875rem; }
    .folded { margin-top: .5rem; font-size: .9375rem; }
    .folded summary { color: var(--grey); cursor: pointer; }
    .folded ol { padding-inline-start: 1.25rem; margin: .5rem 0 0; }
    .form { display: flex; flex-wrap: wrap; gap: 1rem 1.5rem; align-items: end; margin: 1.5rem 0; }
    .form p { margin: 0; display: grid; gap: .25rem; flex: 1 1 9rem; }
    .form p:first-child { flex-grow: 3; }
    .form label { font-size: .875rem; color: var(--grey); }
    .form input, .form select, .form button { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--grey);
      border-radius: 3px; padding: .5rem .75rem; width: 100%; min-width: 0; }
    .form button { width: auto; background: var(--ink); color: var(--paper); border-color: var(--ink); cursor: pointer; }
    caption { text-align: start; color: var(--grey); font-size: .875rem; padding: .5rem 0; }
    .pages [aria-current] { text-decoration: none; border-bottom: 2px solid var(--accent); }
    .beside { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 2rem 3rem; }
    .beside .prose { font-size: 1rem; margin: .75rem 0 0; max-width: none; }
    mark { background: var(--mark); color: inherit; padding: .05em 0; }
    mark a { text-decoration: none; }

    """

  private static let narrow = """
    @media (max-width: 52rem) {
      .columns, .beside { grid-template-columns: minmax(0, 1fr); }
      .major > h3, .major > h2 { font-size: 1.5rem; }
    }
    @media (min-width: 30rem) { td time { white-space: nowrap; } }
    @media (max-width: 30rem) {
      td, th { padding-inline-end: .5rem; font-size: .875rem; }
      body { padding: 0 1rem 2rem; }
      .masthead { margin-bottom: 1.5rem; }
      .facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
      .facts dd { margin-bottom: .75rem; }
      .files, .files tbody { display: block; }
      .files thead { position: absolute; clip-path: inset(50%); height: 1px; overflow: hidden; }
      .files tr { display: grid; grid-template-columns: auto 1fr; gap: .125rem .75rem; padding: .625rem 0;
        border-top: 1px solid var(--rule); }
      .files th, .files td { border-top: 0; padding: 0; }
      .files tbody th { font-weight: 600; }
      .files tbody th, .files td:last-child { grid-column: 1 / -1; }
    }
    @media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
    @media print { .masthead nav, .skip, .foot, aside { display: none; } }
    """
}

/// The sign of a tab.
enum Icon {
  static let text = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="5" \
    fill="#7a1f1f"/><path d="M6 9h20M6 15h20M6 21h12" stroke="#fcfbf8" stroke-width="3"/></svg>
    """
}
