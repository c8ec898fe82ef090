// What a link's rule means, for people; the rule's own name is in the title.

const RULES = {
  prefix: "the name before the colon in the title", prefix_words: "the words before the colon in the title",
  prefix_head: "the first word of the title", propose: "“we propose …”", propose_kind: "“we propose a method, …”",
  called: "“called …”", short: "a short form in brackets", long: "a name with its short form in brackets",
  is_a: "“… is a method”", ours: "“our method, …”", compare: "“compared with …”", data_head: "“… dataset”",
  data: "“datasets such as …”", metric: "a score that is reported", does: "a name whose sentence says what it does",
  uses: "“using …”", on: "“evaluated on …”", kind_head: "“… method”, “… model”", known: "a known name",
  tagger: "read by the tagger", tagger_1: "read by the tagger, less sure", tagger_2: "read by the tagger, unsure",
  shape: "written like a name", compound: "part of a compound name", capitals: "a run of capitalised words",
  eponym: "named after a person", again: "named again", asian_named: "“called …”, in Chinese, Japanese or Korean",
  asian_propose: "“we propose …”, in Chinese, Japanese or Korean", asian_data: "“… dataset”, in Chinese, Japanese or Korean",
  asian_compare: "“compared with …”, in Chinese, Japanese or Korean", asian_uses: "“using …”, in Chinese, Japanese or Korean",
  asian_is: "“… is a method”, in Chinese, Japanese or Korean", proposed_elsewhere: "proposed by another paper here",
};
const rulesInWords = new Map(Object.entries(RULES));

// The rule in words, its parts joined by commas; a part that has none as it is.
function inWords(rule) {
  return rule.split("+").map((part) => rulesInWords.get(part) || part).join(", ");
}
