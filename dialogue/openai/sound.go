package openai

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"io"
	"iter"
	"mime"
	"strconv"
	"strings"

	"stillpoint/media"
	"stillpoint/media/codec"
)

const mostSoundBytes = 64 << 20 // of one answer

// sound is the body of an answer with sound in it. It remembers how it ended,
// for a decoder may take a broken end for the end.
type sound struct {
	body io.Reader
	left int
	err  error
}

func (s *sound) Read(p []byte) (int, error) {
	if s.left <= 0 {
		s.err = &Error{Message: "sent more sound than words can have"}
	}
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.body.Read(p[:min(len(p), s.left)])
	s.left -= n
	s.err = err
	return n, err
}

// decode is the sound as it arrives. What it is, its first bytes say, then
// its content type, then what was asked for: some servers know one format only
// and some call all of them mp3.
func (s *sound) decode(contentType, asked string, rate int) iter.Seq2[media.PCM, error] {
	return func(yield func(media.PCM, error) bool) {
		r := bufio.NewReader(s)
		start, err := r.Peek(4)
		if len(start) == 0 {
			if err != io.EOF {
				yield(nil, err)
			}
			return
		}
		kind, params, _ := mime.ParseMediaType(contentType)
		if err := notSound(r, start, kind); err != nil {
			yield(nil, err)
			return
		}
		switch format := formatOf(start, kind, asked); format {
		case MP3:
			for pcm, err := range codec.DecodeMP3(r) {
				if !yield(pcm, err) {
					return
				}
			}
		case WAV:
			w, err := media.OpenWAV(r)
			if err != nil {
				yield(nil, err)
				return
			}
			resampled(w.Rate, w.Read, yield)
			io.CopyN(io.Discard, s, mostErrorBody) // so that the connection can be used again
		case Raw:
			if n, err := strconv.Atoi(params["rate"]); err == nil && n >= 8000 && n <= 96000 {
				rate = n
			}
			resampled(rate, (&raw{r: r}).Read, yield)
		default:
			yield(nil, &Error{Message: "sent " + format + " sound, which cannot be decoded: ask for mp3, wav or pcm"})
		}
	}
}

// notSound is the error that r holds in place of sound, if it does.
func notSound(r *bufio.Reader, start []byte, kind string) error {
	text := kind == "application/json" || strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "+json")
	if !text && start[0] != '{' && start[0] != '<' {
		return nil
	}
	body, err := r.Peek(r.Size())
	if !text && (err != io.EOF || !json.Valid(body) && !bytes.HasPrefix(bytes.ToLower(body), []byte("<!doctype")) && !bytes.HasPrefix(bytes.ToLower(body), []byte("<html"))) {
		return nil
	}
	if kind == "text/html" || start[0] == '<' {
		return notThere("text/html")
	}
	if err != nil && err != io.EOF {
		return err
	}
	return &Error{Message: message(body), said: string(body)}
}

func formatOf(start []byte, kind, asked string) string {
	said := map[string]string{
		"audio/mpeg": MP3, "audio/mp3": MP3, "audio/x-mpeg": MP3,
		"audio/wav": WAV, "audio/x-wav": WAV, "audio/wave": WAV, "audio/vnd.wave": WAV,
		"audio/pcm": Raw, "audio/l16": Raw, "audio/x-pcm": Raw, "audio/raw": Raw,
	}[kind]
	switch {
	case bytes.HasPrefix(start, []byte("RIFF")):
		return WAV
	case bytes.HasPrefix(start, []byte("OggS")):
		return "ogg"
	case bytes.HasPrefix(start, []byte("fLaC")):
		return "flac"
	case bytes.HasPrefix(start, []byte("ID3")):
		return MP3
	case len(start) > 1 && start[0] == 0xff && start[1]&0xe0 == 0xe0 && (asked == MP3 || said == MP3):
		return MP3
	case said == Raw:
		return Raw
	}
	return asked
}

// resampled yields what read gives at rate, which it does as it arrives.
func resampled(rate int, read func([]int16) (int, error), yield func(media.PCM, error) bool) {
	r := media.NewResampler(rate, media.Rate)
	buf := make([]int16, 4096)
	for {
		n, err := read(buf)
		if pcm := r.Append(nil, buf[:n]); len(pcm) > 0 && !yield(pcm, nil) {
			return
		}
		if err != nil {
			if pcm := r.Flush(nil); len(pcm) > 0 && !yield(pcm, nil) {
				return
			}
			if err != io.EOF {
				yield(nil, err)
			}
			return
		}
	}
}

// raw reads 16-bit integers without a head. An odd byte at the end is dropped.
type raw struct {
	r    io.Reader
	half []byte // of a sample, or nothing
}

func (r *raw) Read(p []int16) (int, error) {
	b := make([]byte, 2*len(p))
	n := copy(b, r.half)
	got, err := io.ReadAtLeast(r.r, b[n:], 2-n)
	n += got
	if err == io.ErrUnexpectedEOF { // not even a sample
		err = io.EOF
	}
	for i := range n / 2 {
		p[i] = int16(binary.LittleEndian.Uint16(b[2*i:]))
	}
	r.half = append(r.half[:0], b[n&^1:n]...)
	return n / 2, err
}
