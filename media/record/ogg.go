package record

import (
	"encoding/binary"
	"hash/crc32"
	"io"
	"math/bits"
)

const (
	pageHead   = 27  // bytes of a page before its segment table (RFC 3533 section 6)
	maxSegment = 255 // segments in a page, and bytes in a segment

	flagContinued = 1
	flagFirst     = 2
	flagLast      = 4
)

// pageWriter cuts packets into Ogg pages of one logical stream. Each page
// goes out with one Write, so that a file never ends in the middle of one
// unless the disk fails.
type pageWriter struct {
	w        io.Writer
	serial   uint32
	sequence uint32
	table    []byte // segment table of the page being filled
	body     []byte
	page     []byte // scratch
}

// add puts a packet into the page being filled. The caller keeps pages small
// enough for a packet never to span two.
func (p *pageWriter) add(packet []byte) {
	n := len(packet)
	for ; n >= maxSegment; n -= maxSegment {
		p.table = append(p.table, maxSegment)
	}
	p.table = append(p.table, byte(n))
	p.body = append(p.body, packet...)
}

// flush writes the page, whose last packet ends at granule.
func (p *pageWriter) flush(granule int64, flags byte) error {
	b := append(p.page[:0], "OggS\x00"...)
	b = append(b, flags)
	b = binary.LittleEndian.AppendUint64(b, uint64(granule))
	b = binary.LittleEndian.AppendUint32(b, p.serial)
	b = binary.LittleEndian.AppendUint32(b, p.sequence)
	b = append(b, 0, 0, 0, 0, byte(len(p.table)))
	b = append(b, p.table...)
	b = append(b, p.body...)
	binary.LittleEndian.PutUint32(b[22:], checksum(b))
	p.page, p.table, p.body = b, p.table[:0], p.body[:0]
	p.sequence++
	_, err := p.w.Write(b)
	return err
}

// checksum is the CRC of a page whose checksum field is zero (RFC 3533
// section 6: polynomial 0x04c11db7, most significant bit first, nothing
// inverted). It is the usual CRC-32 of the bits in the other order.
func checksum(page []byte) uint32 {
	var block [512]byte
	sum := ^uint32(0)
	for len(page) > 0 {
		n := min(len(page), len(block))
		for i, v := range page[:n] {
			block[i] = bits.Reverse8(v)
		}
		sum = crc32.Update(sum, crc32.IEEETable, block[:n])
		page = page[n:]
	}
	return bits.Reverse32(^sum)
}

// opusHead is the identification header (RFC 7845 section 5.1) of a stereo
// stream at 48 kHz.
func opusHead(preSkip uint16) []byte {
	b := append([]byte("OpusHead"), 1, 2)
	b = binary.LittleEndian.AppendUint16(b, preSkip)
	b = binary.LittleEndian.AppendUint32(b, 48000)
	return append(b, 0, 0, 0) // no gain; mapping family 0
}

// opusTags is the comment header (RFC 7845 section 5.2).
func opusTags(vendor string, comments ...string) []byte {
	text := func(b []byte, s string) []byte {
		return append(binary.LittleEndian.AppendUint32(b, uint32(len(s))), s...)
	}
	b := text([]byte("OpusTags"), vendor)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(comments)))
	for _, c := range comments {
		b = text(b, c)
	}
	return b
}
