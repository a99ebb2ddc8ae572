package sim

// chunks stores the contents of all buckets in small blocks that are shared
// through a free list, so that memory follows what is pending now and not the
// sum of the high-water marks of every bucket that ever was.
type chunks struct {
	pages []*[pageEntries]entry
	next  []uint32 // per chunk: the next of its bucket or of the free list
	free  uint32   // head of the free list; chunk 0 is never used
}

const (
	chunkEntries = 32
	pageChunks   = 64
	pageEntries  = pageChunks * chunkEntries
)

// bucket is an unsorted list of entries in the order they were put.
type bucket struct {
	first, last uint32 // chunks; meaningless while count is 0
	count       uint32
}

// chunk returns the storage of chunk c.
func (s *chunks) chunk(c uint32) *[chunkEntries]entry {
	page := s.pages[c/pageChunks]
	from := c % pageChunks * chunkEntries
	return (*[chunkEntries]entry)(page[from : from+chunkEntries])
}

// put appends an entry to b.
func (s *chunks) put(b *bucket, e entry) {
	i := b.count % chunkEntries
	if i == 0 {
		s.extend(b)
	}
	s.chunk(b.last)[i] = e
	b.count++
}

// extend links an empty chunk to the end of b.
func (s *chunks) extend(b *bucket) {
	if s.free == 0 {
		s.grow()
	}
	c := s.free
	s.free = s.next[c]
	if b.count == 0 {
		b.first = c
	} else {
		s.next[b.last] = c
	}
	b.last = c
}

// grow adds one page of free chunks.
func (s *chunks) grow() {
	from := uint32(len(s.next))
	s.pages = append(s.pages, new([pageEntries]entry))
	for c := from; c < from+pageChunks; c++ {
		s.next = append(s.next, c+1)
	}
	s.next[from+pageChunks-1] = 0
	s.free = from
	if from == 0 {
		s.free = 1
	}
}

// cursor walks the chunks of a bucket.
type cursor struct {
	chunk uint32
	left  uint32 // entries from here on; 0 at the end
}

func (b *bucket) walk() cursor { return cursor{b.first, b.count} }

// drain is walk for a bucket that is being emptied chunk by chunk.
func (b *bucket) drain() cursor {
	c := b.walk()
	b.count = 0
	return c
}

// peek returns the entries of the chunk at c.
func (s *chunks) peek(c *cursor) []entry {
	return s.chunk(c.chunk)[:min(c.left, chunkEntries)]
}

// advance moves c to the next chunk.
func (s *chunks) advance(c *cursor) {
	c.left -= min(c.left, chunkEntries)
	c.chunk = s.next[c.chunk]
}

// release frees the chunk at c, to be reused while hot, and moves on.
func (s *chunks) release(c *cursor) {
	done := c.chunk
	s.advance(c)
	s.next[done], s.free = s.free, done
}
