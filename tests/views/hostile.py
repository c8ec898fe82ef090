"""A hundred texts that would harm a page that took them for anything but text, each with a mark of its own."""

from __future__ import annotations

_SCRIPTS = (
    "<script>window.harmed='{n}'</script>",
    "</script><script>window.harmed='{n}'</script>",
    "<img src=x onerror=\"window.harmed='{n}'\">",
    "<svg onload=\"window.harmed='{n}'\">",
    "<svg><animate onbegin=\"window.harmed='{n}'\" attributeName=x dur=1s>",
    "<iframe srcdoc=\"<script>parent.harmed='{n}'</script>\"></iframe>",
    "<iframe src=\"javascript:parent.harmed='{n}'\"></iframe>",
    "<a href=\"javascript:window.harmed='{n}'\">{n}</a>",
    "javascript:window.harmed='{n}'",
    "data:text/html,<script>window.harmed='{n}'</script>",
    "<style>body{{display:none}}</style>{n}",
    "<link rel=stylesheet href=https://harm.invalid/{n}.css>",
    "<img src=https://harm.invalid/{n}.png>",
    "<meta http-equiv=refresh content='0;url=https://harm.invalid/{n}'>",
    "<base href=https://harm.invalid/{n}/>",
    "<form action=https://harm.invalid/{n}><button autofocus>{n}</button></form>",
    "<body onpageshow=\"window.harmed='{n}'\">",
    "<details open ontoggle=\"window.harmed='{n}'\">{n}</details>",
    "<input autofocus onfocus=\"window.harmed='{n}'\">",
    "<math><mtext></mtext><script>window.harmed='{n}'</script></math>",
    "<template><script>window.harmed='{n}'</script></template>",
    "<!--<script>window.harmed='{n}'//-->",
    "--><script>window.harmed='{n}'</script><!--",
    "]]><script>window.harmed='{n}'</script>",
    "'\"><script>window.harmed='{n}'</script>",
    "\\u003cscript\\u003ewindow.harmed='{n}'",
    "&lt;script&gt;window.harmed='{n}'&lt;/script&gt; &amp; &#60;b&#62; {n}",
    "{{{{constructor.constructor(\"window.harmed='{n}'\")()}}}}",
    "${{window.harmed='{n}'}}",
    "$data $vis ${{script}} $$ {n}",
    "{{% raw %}}{n}{{% endraw %}}",
    "#{{window.harmed='{n}'}}",
    "<%= window.harmed='{n}' %>",
    "__proto__ {n}",
    "constructor {n}",
    "toString {n}",
    "href=x {n}",
    "\u202egnihtyreve {n}\u202c",
    "\u2066left {n}\u2069 \u2067right\u2069",
    "\u200f\u200e{n}\u061c",
    "\u202a\u202b\u202d\u202e never closed {n}",
    "line\u2028separator\u2029 {n}",
    "null \x00 bell \x07 {n}",
    "tab\tnew\nline\r\n{n}",
    "zero\u200bwidth\u200d\ufeff {n}",
    "שלום {n} عربى",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 👩‍👩‍👧‍👦 {n}",
    "Z̸̢̛͓̖a̷̧̛l̵̨̛g̶o {n}",
    "\\(\\frac{{a}}{{b}}\\) \\href{{javascript:x}}{{{n}}}",
    "`{n}`; DROP TABLE papers; --",
    "C:\\new\\{n}\\u0041",
)


def hostile_texts(count: int = 100) -> list[str]:
    """`count` texts, no two the same; the last is 100,000 characters long."""
    made = [_SCRIPTS[number % len(_SCRIPTS)].format(n=f"mark-{number}") for number in range(count - 1)]
    return [*made, ("<b>long</b> " * 9000)[:99_990] + f" mark-{count - 1}"]
