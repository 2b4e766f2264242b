namespace Tes.Scan.Survey.Pictures;

/// <summary>The style sheet of a report. Holds neither <c>&lt;</c> nor <c>&amp;</c>: HTML takes a style sheet as it is, XML does not.</summary>
internal static class ReportStyle
{
    public const string Sheet = """

        :root{color-scheme:light dark;--paper:#fff;--page:#f6f8fa;--ink:#1f2328;--faint:#59636e;--rule:#d8dee4;--link:#0b5cad}
        *{box-sizing:border-box}
        html{font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","Liberation Sans",Arial,sans-serif;background:var(--page);color:var(--ink);-webkit-text-size-adjust:100%}
        body{max-width:72rem;margin:0 auto;padding:1.5rem 1rem 3rem;overflow-wrap:anywhere}
        h1{font-size:1.75rem;line-height:1.25;margin:0}
        h2{font-size:1.25rem;line-height:1.3;margin:0 0 1rem}
        header p,footer,nav{color:var(--faint)}
        header p{margin:.25rem 0 0}
        a{color:var(--link)}
        nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:1rem 0 0;padding:0}
        section{margin-top:2.5rem}
        footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--rule);font-size:.875rem}
        .figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,13rem),1fr));gap:.75rem;margin:0 0 1rem}
        .figures div{background:var(--paper);border:1px solid var(--rule);border-radius:8px;padding:.75rem 1rem}
        .figures dt{color:var(--faint);font-size:.875rem}
        .figures dd{margin:0}
        .figures data{display:block;font-size:1.75rem;font-weight:600;line-height:1.3;font-variant-numeric:tabular-nums}
        .share{font-size:.875rem}
        .charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,27rem),1fr));gap:1rem;align-items:start;margin:0 0 1rem}
        figure{margin:0;background:var(--paper);border:1px solid var(--rule);border-radius:8px}
        svg{display:block;width:100%;height:auto}
        .table{overflow-x:auto;margin:0 0 1rem;background:var(--paper);border:1px solid var(--rule);border-radius:8px;padding:.25rem 1rem .5rem;overflow-wrap:normal}
        table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
        caption{text-align:left;font-weight:600;padding:.5rem 0}
        th,td{padding:.35rem 1rem .35rem 0;text-align:left;vertical-align:top;border-top:1px solid var(--rule)}
        th:last-child,td:last-child{padding-right:0}
        thead th{color:var(--faint);font-size:.875rem;border-top:0}
        tbody th{font-weight:400}
        .end{text-align:right}
        .middle{text-align:center}
        details{margin:.25rem 0}
        summary{cursor:pointer}
        .sql{font-size:.8125rem;color:var(--faint)}
        pre{margin:.25rem 0;padding:.75rem 1rem;background:var(--paper);border:1px solid var(--rule);border-radius:8px;color:var(--ink);white-space:pre-wrap;font:.8125rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
        .names details{margin-left:1rem}
        .names ul{columns:15rem;column-gap:1.5rem;margin:.5rem 0;padding-left:1.25rem;font-size:.875rem}
        p{max-width:48rem;margin:0 0 .75rem}
        @media screen and (prefers-color-scheme:dark){
        :root{--paper:#161b22;--page:#0d1117;--ink:#e6edf3;--faint:#9aa4af;--rule:#30363d;--link:#6cb6ff}
        svg .paper{fill:#161b22}svg .paper-line{stroke:#161b22}svg .ink{fill:#e6edf3}svg .faint{fill:#9aa4af}svg .grid{fill:#30363d}svg .grid-line{stroke:#30363d}
        }
        @media print{
        html{background:#fff;font-size:11pt}
        body{max-width:none;padding:0}
        nav,.sql:not([open]){display:none}
        svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        figure,.figures div,tr{break-inside:avoid}
        h2,caption{break-after:avoid}
        .table{overflow:visible}
        }

        """;
}
