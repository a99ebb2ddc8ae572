package sim

// item is an event in the queue: what is sorted, and the event that travels
// with it, so that firing in order reads memory in order.
type item[E any] struct {
	entry
	event E
}

// chunks stores the contents of all buckets in small blocks that are shared
// through a free list, so that memory follows what is pending now and not the
// sum of the high-water marks of every bucket that ever was.
type chunks[E any] struct {
	pages []*[pageChunks]chunk[E]
	next  []uint32 // per chunk: the next of its bucket or of the free list
	free  uint32   // head of the free list; chunk 0 is never used
}

type chunk[E any] [chunkItems]item[E]

const (
	chunkItems = 64
	pageChunks = 16
)

// bucket is an unsorted list of items in the order they were put.
type bucket struct {
	first, last uint32 // chunks; meaningless while count is 0
	count       uint32
}

func (s *chunks[E]) chunk(c uint32) *chunk[E] {
	return &s.pages[c/pageChunks][c%pageChunks]
}

// place appends an entry to b and returns where its event belongs.
func (s *chunks[E]) place(b *bucket, e entry) *E {
	i := b.count % chunkItems
	if i == 0 {
		s.extend(b)
	}
	b.count++
	it := &s.chunk(b.last)[i]
	it.entry = e
	return &it.event
}

// extend links an empty chunk to the end of b.
func (s *chunks[E]) extend(b *bucket) {
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
func (s *chunks[E]) grow() {
	from := uint32(len(s.next))
	if from == uint32(len(s.pages)*pageChunks) {
		s.pages = append(s.pages, new([pageChunks]chunk[E]))
	}
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
	left  uint32 // items from here on; 0 at the end
}

func (b *bucket) walk() cursor { return cursor{b.first, b.count} }

// drain is walk for a bucket that is being emptied chunk by chunk.
func (b *bucket) drain() cursor {
	c := b.walk()
	b.count = 0
	return c
}

// peek returns the items of the chunk at c.
func (s *chunks[E]) peek(c *cursor) []item[E] {
	return s.chunk(c.chunk)[:min(c.left, chunkItems)]
}

// advance moves c to the next chunk.
func (s *chunks[E]) advance(c *cursor) {
	c.left -= min(c.left, chunkItems)
	c.chunk = s.next[c.chunk]
}

// release frees the chunk at c, to be reused while hot, and moves on.
func (s *chunks[E]) release(c *cursor) {
	done := c.chunk
	clear(s.peek(c))
	s.advance(c)
	s.recycle(done)
}

// recycle puts a chunk on the free list.
func (s *chunks[E]) recycle(c uint32) {
	s.next[c], s.free = s.free, c
}

// reset empties all buckets at once, which their owners must forget.
func (s *chunks[E]) reset() {
	for _, page := range s.pages {
		clear(page[:])
	}
	s.next, s.free = s.next[:0], 0
}
