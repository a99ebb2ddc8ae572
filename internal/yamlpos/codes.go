package yamlpos

// The codes of the problems this package finds. Callers that check more, such
// as whether a name exists in a catalogue, use CodeValue or codes of their own
// from E200 on.
const (
	CodeSize      = "E101" // the text is larger than MaxSize
	CodeKey       = "E102" // a key that does not exist here
	CodeSyntax    = "E103" // not YAML, or YAML that is not used here
	CodeEncoding  = "E104" // not UTF-8, or control characters
	CodeEmpty     = "E105" // nothing in the text
	CodeDocuments = "E106" // more than one document
	CodeDuplicate = "E107" // a key given twice
	CodeAlias     = "E108" // an alias of itself, or aliases that grow too large
	CodeDepth     = "E109" // nested deeper than MaxDepth
	CodeValue     = "E110" // a value that is not understood, or an unknown name
	CodeKind      = "E111" // a list where a map belongs, a text where a number belongs, …
	CodeMissing   = "E112" // a required key is absent
	CodeRange     = "E113" // outside the allowed range
	CodeChoice    = "E114" // not one of the allowed words
	CodePath      = "E115" // an assignment to a place that does not exist
)

// Explanation says more about a code than a problem has room for.
type Explanation struct {
	Code  string
	Title string
	Text  string
}

// Explanations are the codes of this package in order, for "explain E110".
func Explanations() []Explanation {
	return []Explanation{
		{CodeSize, "the file is too large", "A scenario is written by hand or by a small program; larger inputs such as traces are named in it by path. The limit protects programs that read files of strangers."},
		{CodeKey, "unknown key", "Every key is checked, so that a mistyped one cannot be ignored silently. The hint names the nearest key that exists at this place; 'clustersim explain KEY' lists them."},
		{CodeSyntax, "not valid YAML", "The text cannot be read. The usual causes are a missing space after ':', unequal indentation, an unclosed bracket or quote, and a value that starts with one of @ % ` * & ! and needs quotes."},
		{CodeEncoding, "not UTF-8 text", "Files are UTF-8. Save the file as UTF-8 and remove control characters; the place named is the first that does not fit."},
		{CodeEmpty, "nothing in the file", "The file has no content besides comments."},
		{CodeDocuments, "several documents", "A line with '---' starts a second document. One file is one scenario."},
		{CodeDuplicate, "a key given twice", "Which of the two was meant cannot be known. Remove one; both places are named."},
		{CodeAlias, "aliases that grow too large", "An alias may not contain itself, and the copies that aliases make are limited, because a few lines of nested aliases can stand for billions of values."},
		{CodeDepth, "nested too deeply", "Lists and maps nest deeper than any scenario needs; usually a bracket was not closed."},
		{CodeValue, "a value that is not understood", "The text is not of the form this key takes, or names something unknown. Quantities carry their unit, as in 30d, 84GB, 2.25 USD/h."},
		{CodeKind, "the wrong kind of value", "A list, a map, a number, a text or true/false stands where another of them belongs. Numbers are decimal and unquoted."},
		{CodeMissing, "a required key is missing", "This key has no default, because any default would be a guess about the question being asked."},
		{CodeRange, "outside the allowed range", "The value is readable but lies outside of what makes sense for this key. Nothing is rounded or clamped."},
		{CodeChoice, "not one of the allowed words", "The key takes one of a few words, which the hint lists."},
		{CodePath, "an assignment to a place that does not exist", "--set path=value follows keys separated by dots; in a list it takes an index, as in pools[0].count, or the entry's name, as in pools.marketplace.count."},
	}
}
