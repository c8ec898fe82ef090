// What a link's rule means, for people; the rule's own name is in the title.

const RULES = {
  prefix: "the name before the colon in the title", prefix_words: "the words before the colon in the title",
  prefix_head: "the first word of the title", propose: "after “we propose”", propose_kind: "after “we propose a method”",
  called: "after “called”", short: "a short form in brackets", long: "a name with its short form in brackets",
  is_a: "before “is a method”", ours: "after “our method”", compare: "after “compared with”", data_head: "before “dataset”",
  data: "after “datasets such as”", metric: "a score that is reported", does: "a name whose sentence says what it does",
  uses: "after “using”", on: "after “evaluated on”", kind_head: "before “method” or “model”", known: "a known name",
  encoder: "read by the encoder", encoder_1: "read by the encoder, less sure", encoder_2: "read by the encoder, unsure",
  tagger: "read by the tagger", tagger_1: "read by the tagger, less sure", tagger_2: "read by the tagger, unsure",
  shape: "written like a name", compound: "part of a compound name", capitals: "a run of capitalised words",
  capital: "a rare capitalised word",
  eponym: "named after a person", again: "named again", asian_named: "beside “called”, in Chinese, Japanese or Korean",
  asian_propose: "beside “propose”, in Chinese, Japanese or Korean", asian_data: "beside “dataset”, in Chinese, Japanese or Korean",
  asian_compare: "beside “compared with”, in Chinese, Japanese or Korean", asian_uses: "beside “using”, in Chinese, Japanese or Korean",
  asian_is: "beside “is a method”, in Chinese, Japanese or Korean", proposed_elsewhere: "proposed by another paper here",
  summary: "named in the digest’s summary, too",
};
const rulesInWords = new Map(Object.entries(RULES));

// The rule in words, its parts joined by commas; a part that has none as it is.
function inWords(rule) {
  return rule.split("+").map((part) => rulesInWords.get(part) || part).join(", ");
}
