package record

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"

	"stillpoint/media"
	"stillpoint/media/codec"
)

// ErrNoRecording is returned for what is no Ogg/Opus stream of one or two
// channels.
var ErrNoRecording = errors.New("no Ogg/Opus recording")

// Read decodes a recording into interleaved stereo PCM, left the coach, right
// the client, about 20 ms at a time; the slice is valid until the next step.
// The first sample is media time 0. A broken page is left out and its time
// filled with silence, a file that breaks off ends there; neither is an error.
func Read(r io.Reader) iter.Seq2[media.PCM, error] {
	return func(yield func(media.PCM, error) bool) {
		dec, err := codec.NewOpusDecoder(2)
		if err != nil {
			yield(nil, err)
			return
		}
		d := player{pages: pageReader{r: bufio.NewReaderSize(r, 1<<16)}, dec: dec, pcm: make(media.PCM, 2*codec.MaxSamples)}
		if err := d.head(); err != nil {
			yield(nil, err)
			return
		}
		for {
			switch more, err := d.page(yield); {
			case err == io.EOF:
				return
			case err != nil:
				yield(nil, err)
				return
			case !more:
				return
			}
		}
	}
}

// player turns pages into PCM.
type player struct {
	pages   pageReader
	dec     codec.Decoder
	pcm     media.PCM
	partial []byte // a packet that goes on in the next page
	skip    int    // samples at the start that are not for playing
	played  int    // samples given out, skipped ones included
	next    uint32 // sequence number of the next page
}

// head reads the identification header, and leaves out the comments.
func (d *player) head() error {
	p, err := d.pages.next()
	if err == io.EOF {
		return ErrNoRecording
	}
	if err != nil {
		return err
	}
	h := p.body
	// Version 0.x and 1, one or two channels, mapping family 0.
	if len(h) < 19 || !bytes.HasPrefix(h, []byte("OpusHead")) || h[8] > 15 || h[9] < 1 || h[9] > 2 || h[18] != 0 {
		return ErrNoRecording
	}
	d.skip = int(binary.LittleEndian.Uint16(h[10:]))
	d.next = p.sequence + 1
	return nil
}

// page decodes the next page. It is io.EOF after the last one.
func (d *player) page(yield func(media.PCM, error) bool) (more bool, err error) {
	p, err := d.pages.next()
	if err != nil {
		return false, err
	}
	hole := p.sequence != d.next
	d.next = p.sequence + 1
	if hole || p.flags&flagContinued == 0 {
		d.partial = d.partial[:0]
	}
	packets := p.packets(d.partial)
	d.partial = append(d.partial[:0], packets[len(packets)-1]...)
	packets = packets[:len(packets)-1]
	if hole && p.flags&flagContinued != 0 && len(packets) > 0 {
		packets = packets[1:] // its beginning is lost
	}
	limit := int(media.Samples(Longest))
	if p.granule >= 0 && p.granule < int64(limit) {
		if hole {
			total := 0
			for _, packet := range packets {
				total += duration(packet)
			}
			if !d.silence(int(p.granule)-total-d.played, yield) {
				return false, nil
			}
		}
		if p.flags&flagLast != 0 {
			limit = int(p.granule)
		}
	}
	for _, packet := range packets {
		if bytes.HasPrefix(packet, []byte("OpusTags")) {
			continue
		}
		n, err := d.dec.Decode(packet, d.pcm)
		if err != nil {
			if n = duration(packet); n == 0 {
				continue
			}
			clear(d.pcm[:2*n])
		}
		if !d.give(d.pcm[:2*min(n, max(0, limit-d.played))], yield) {
			return false, nil
		}
	}
	return p.flags&flagLast == 0, nil
}

func (d *player) silence(n int, yield func(media.PCM, error) bool) bool {
	for ; n > 0; n -= media.FrameSamples {
		p := d.pcm[:2*min(n, media.FrameSamples)]
		clear(p)
		if !d.give(p, yield) {
			return false
		}
	}
	return true
}

func (d *player) give(p media.PCM, yield func(media.PCM, error) bool) bool {
	n := len(p) / 2
	skip := min(n, max(0, d.skip-d.played))
	d.played += n
	return skip == n || yield(p[2*skip:], nil)
}

// duration is how many samples at 48 kHz packet holds (RFC 6716 section 3.1),
// 0 if it is no packet.
func duration(packet []byte) int {
	if len(packet) == 0 {
		return 0
	}
	toc, frames := packet[0], 1
	switch toc & 3 {
	case 1, 2:
		frames = 2
	case 3:
		if len(packet) < 2 {
			return 0
		}
		frames = int(packet[1] & 63)
	}
	var frame int
	switch config := toc >> 3; {
	case config < 12: // SILK
		frame = []int{480, 960, 1920, 2880}[config&3]
	case config < 16: // hybrid
		frame = []int{480, 960}[config&1]
	default: // CELT
		frame = 120 << (config & 3)
	}
	if frames*frame > codec.MaxSamples {
		return 0
	}
	return frames * frame
}

// page is one Ogg page; body is valid until the next is read.
type page struct {
	flags       byte
	granule     int64
	sequence    uint32
	table, body []byte
}

// packets are the packets that end in this page, the first one begun by
// partial, and then what has begun of the one that goes on after it.
func (p page) packets(partial []byte) [][]byte {
	var all [][]byte
	body, packet := p.body, append([]byte(nil), partial...)
	for _, n := range p.table {
		packet, body = append(packet, body[:n]...), body[n:]
		if n < maxSegment {
			all, packet = append(all, packet), nil
		}
	}
	return append(all, packet)
}

// pageReader finds the pages of the first logical stream in r and leaves out
// whatever else there is.
type pageReader struct {
	r      *bufio.Reader
	serial uint32
	begun  bool
}

// next is the next whole page; io.EOF if there is none.
func (r *pageReader) next() (page, error) {
	for {
		b, err := r.r.Peek(pageHead)
		if err != nil {
			return page{}, ended(err)
		}
		if !bytes.HasPrefix(b, []byte("OggS\x00")) {
			n := bytes.IndexByte(b[1:], 'O')
			if n < 0 {
				n = len(b) - 1
			}
			r.r.Discard(n + 1)
			continue
		}
		segments := int(b[26])
		if b, err = r.r.Peek(pageHead + segments); err == nil {
			size := len(b)
			for _, n := range b[pageHead:] {
				size += int(n)
			}
			b, err = r.r.Peek(size)
		}
		if err != nil && err != io.EOF {
			return page{}, fmt.Errorf("read recording: %w", err)
		}
		// Cut off, or broken: what is behind its first byte may be a page.
		if err == io.EOF || !whole(b) {
			r.r.Discard(1)
			continue
		}
		p := page{
			flags:    b[5],
			granule:  int64(binary.LittleEndian.Uint64(b[6:])),
			sequence: binary.LittleEndian.Uint32(b[18:]),
			table:    bytes.Clone(b[pageHead : pageHead+segments]),
			body:     bytes.Clone(b[pageHead+segments:]),
		}
		serial := binary.LittleEndian.Uint32(b[14:])
		r.r.Discard(len(b))
		if !r.begun {
			r.serial, r.begun = serial, true
		}
		if serial == r.serial {
			return p, nil
		}
	}
}

// whole says whether the page's checksum is right.
func whole(b []byte) bool {
	b = bytes.Clone(b)
	sum := binary.LittleEndian.Uint32(b[22:])
	clear(b[22:26])
	return checksum(b) == sum
}

func ended(err error) error {
	if err == io.EOF {
		return err
	}
	return fmt.Errorf("read recording: %w", err)
}
