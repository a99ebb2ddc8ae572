// Package yamlpos reads YAML strictly into plain Go structs and reports every
// mistake in the text at once, each with its place and a way out.
//
// A configuration is a struct whose tags say what the file may contain:
//
//	type Pool struct {
//		Name  string         `key:"name" required:"true" doc:"what the report calls the pool"`
//		Count int            `key:"count" default:"1" min:"1" doc:"nodes in the pool"`
//		Tier  string         `key:"tier" enum:"datacenter|home" default:"datacenter"`
//		Price units.Price    `key:"price" doc:"per GPU"` // any encoding.TextUnmarshaler
//		Shape *Shape         `key:"shape"`               // nil when absent
//	}
//
//	doc, problems := yamlpos.Read("fleet.yaml", src, []string{"count=8"}, &pool)
//	if err := problems.Err(); err != nil {
//		fmt.Fprint(os.Stderr, problems.Format())
//	}
//
// [Read] is [Parse], [Document.Assign] and [Document.Decode] in a row; callers
// that look into the document first use the three themselves.
//
// The tags are:
//
//	key       the key; "-" leaves the field alone; without it the field's name in snake_case
//	required  "true": absence is a problem
//	default   YAML text that stands in for an absent key, checked by the same rules
//	min, max  bounds that are allowed; of a list or map they bound the number of entries
//	above, below  bounds that are not allowed themselves
//	enum      the allowed words, "a|b|c"; of a list, of each entry
//	unit, doc what [Keys] and [Schema] tell readers and editors
//
// Embedded structs without a key share their keys with the outer struct. A
// field of type [Node] or *Node keeps its part of the document for later, so
// that a part chosen by name can decode the rest itself (see [Node.Without]).
// A type with several written forms implements [Unmarshaler], a map whose
// order matters is an [Ordered]. Types that no file can fill, such as
// channels, and tags that contradict their field are mistakes of the program
// and panic.
//
// Checks that need several values come after decoding and are reported at the
// right place with [Document.Problem].
//
// Untrusted files are safe to read: size, nesting and the copies made by
// aliases are bounded.
package yamlpos
